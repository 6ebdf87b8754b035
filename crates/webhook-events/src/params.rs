//! Fields of a form or query.

/// The first field of this name.
pub(crate) fn first<'p>(params: &'p [(String, String)], name: &str) -> Option<&'p str> {
    let (_, value) = params.iter().find(|(field, _)| field == name)?;
    Some(value)
}
