//! JSON changed at a pointer.

use serde_json::Value;

pub(crate) fn replaced(json: &Value, pointer: &str, value: Value) -> Value {
    let mut json = json.clone();
    *json.pointer_mut(pointer).unwrap() = value;
    json
}

pub(crate) fn without(json: &Value, pointer: &str) -> Value {
    let mut json = json.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = json.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().remove(key);
    json
}

/// The objects through which a pointer leads, below `top`.
pub(crate) fn above<'p>(pointer: &'p str, top: &str) -> impl Iterator<Item = &'p str> {
    let ends = pointer.match_indices('/').map(|(end, _)| end);
    let top = top.len();
    ends.filter(move |end| *end > top)
        .map(|end| &pointer[..end])
}
