//! Where a provider says which type an event is of.

use serde_json::Value;

use super::pointer::{replaced, without};

pub(crate) enum TypeAt {
    /// At the first of these pointers into the body; the others decide about it, too.
    Body(&'static [&'static str]),
    /// In this header.
    Header(&'static str),
    /// It is the name of the member that the body has.
    MemberName,
}

impl TypeAt {
    /// The sample's body, changed from the type `known` to this one.
    pub(crate) fn changed(&self, json: &Value, known: &str, event_type: &Value) -> Value {
        match self {
            Self::Body(pointers) => {
                let (at, others) = pointers.split_first().unwrap();
                let json = others
                    .iter()
                    .fold(json.clone(), |json, at| without(&json, at));
                replaced(&json, at, event_type.clone())
            }
            Self::Header(_) => json.clone(),
            Self::MemberName => {
                let mut json = json.clone();
                let members = json.as_object_mut().unwrap();
                let content = members.remove(known).unwrap();
                if let Some(name) = event_type.as_str() {
                    members.insert(name.to_owned(), content);
                }
                json
            }
        }
    }

    /// Whether the type depends on what stands at this pointer.
    pub(crate) fn depends_on(&self, pointer: &str) -> bool {
        matches!(self, Self::Body(pointers) if pointers.contains(&pointer))
    }

    /// Whether the type is gone with the object at this pointer.
    pub(crate) fn is_within(&self, pointer: &str, known: &str) -> bool {
        match self {
            Self::Body(pointers) => {
                let rest = pointers[0].strip_prefix(pointer);
                rest.is_some_and(|rest| rest.starts_with('/'))
            }
            Self::Header(_) => false,
            Self::MemberName => pointer.strip_prefix('/') == Some(known),
        }
    }
}
