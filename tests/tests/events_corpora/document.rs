//! A document's text with the place of every member in it, so that any one can be changed without
//! touching another byte.

use std::ops::Range;

use serde_json::Value;

/// What happens to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Removed,
    Nulled,
    /// To a type that it did not have, and that no envelope reads.
    Retyped,
    /// A new member stands before it.
    Added,
}

pub(crate) const CHANGES: [Change; 4] = [
    Change::Removed,
    Change::Nulled,
    Change::Retyped,
    Change::Added,
];

pub(crate) struct Document {
    text: String,
    pub(crate) fields: Vec<Field>,
}

/// A member of an object, however deep.
pub(crate) struct Field {
    pub(crate) pointer: String,
    /// With the comma that goes when it goes.
    whole: Range<usize>,
    key: usize,
    value: Range<usize>,
    is_object: bool,
}

impl Document {
    pub(crate) fn of(value: &Value) -> Self {
        let mut document = Self {
            text: String::new(),
            fields: Vec::new(),
        };
        document.write(value, "");
        document
    }

    fn write(&mut self, value: &Value, pointer: &str) {
        match value {
            Value::Object(members) => {
                self.text.push('{');
                let mut first = None;
                for (nth, (name, value)) in members.iter().enumerate() {
                    let comma = self.text.len();
                    if nth > 0 {
                        self.text.push(',');
                    }
                    let key = self.text.len();
                    if nth == 1 {
                        // The first member takes the comma behind it along.
                        if let Some(first) = first.take() {
                            let first: &mut Field = &mut self.fields[first];
                            first.whole.end = key;
                        }
                    }
                    self.text.push_str(&format!("{}:", Value::from(&**name)));
                    let start = self.text.len();
                    let pointer = format!("{pointer}/{name}");
                    // Before its own members, so that the index of the first one is known.
                    let index = self.fields.len();
                    self.fields.push(Field {
                        pointer: pointer.clone(),
                        whole: comma..0,
                        key,
                        value: start..0,
                        is_object: value.is_object(),
                    });
                    self.write(value, &pointer);
                    let end = self.text.len();
                    self.fields[index].whole.end = end;
                    self.fields[index].value.end = end;
                    if nth == 0 {
                        first = Some(index);
                    }
                }
                self.text.push('}');
            }
            Value::Array(items) => {
                self.text.push('[');
                for (nth, item) in items.iter().enumerate() {
                    if nth > 0 {
                        self.text.push(',');
                    }
                    self.write(item, &format!("{pointer}/{nth}"));
                }
                self.text.push(']');
            }
            scalar => self.text.push_str(&scalar.to_string()),
        }
    }

    pub(crate) fn with(&self, field: &Field, change: Change) -> String {
        let (range, instead) = match change {
            Change::Removed => (field.whole.clone(), ""),
            Change::Nulled => (field.value.clone(), "null"),
            Change::Retyped if field.is_object => (field.value.clone(), r#"["drifted"]"#),
            Change::Retyped => (field.value.clone(), r#"{"drifted":[1]}"#),
            Change::Added => (field.key..field.key, r#""drifted":{"by":[{}]},"#),
        };
        let mut text = self.text.clone();
        text.replace_range(range, instead);
        text
    }
}

#[test]
fn a_change_is_that_change_and_no_other() {
    let value: Value = serde_json::from_str(r#"{"a":{"b":1,"c":[{"d":"x"}]},"e":null}"#).unwrap();
    let document = Document::of(&value);
    let pointers: Vec<_> = document
        .fields
        .iter()
        .map(|field| &*field.pointer)
        .collect();
    assert_eq!(pointers, ["/a", "/a/b", "/a/c", "/a/c/0/d", "/e"]);
    for field in &document.fields {
        for change in CHANGES {
            let changed: Value = serde_json::from_str(&document.with(field, change)).unwrap();
            let mut expected = value.clone();
            let (above, name) = field.pointer.rsplit_once('/').unwrap();
            let object = expected
                .pointer_mut(above)
                .unwrap()
                .as_object_mut()
                .unwrap();
            match change {
                Change::Removed => drop(object.remove(name)),
                Change::Nulled => drop(object.insert(name.into(), Value::Null)),
                Change::Retyped if object[name].is_object() => {
                    object.insert(name.into(), serde_json::json!(["drifted"]));
                }
                Change::Retyped => {
                    object.insert(name.into(), serde_json::json!({"drifted": [1]}));
                }
                Change::Added => {
                    object.insert("drifted".into(), serde_json::json!({"by": [{}]}));
                }
            }
            assert_eq!(changed, expected, "{} {change:?}", field.pointer);
        }
    }
}
