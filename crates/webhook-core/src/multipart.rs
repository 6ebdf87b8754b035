//! `multipart/form-data` (RFC 7578), as far as one text field needs it: strict, so that no two
//! readers see different fields in one body.

use std::ops::Range;

/// Whether a `Content-Type` names such a form.
pub(crate) fn is_multipart(content_type: Option<&str>) -> bool {
    content_type.is_some_and(|value| {
        let essence = value.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("multipart/form-data")
    })
}

/// The text of the one field of this name. `None` for a body of any other form: the boundary stands
/// in its first line, every part names its field, and nothing stands before the first or after the
/// last.
pub(crate) fn field<'b>(body: &'b [u8], name: &str) -> Option<&'b str> {
    std::str::from_utf8(body.get(range(body, name)?)?).ok()
}

/// The body with this text in the place of that field's.
pub(crate) fn with_field(body: &[u8], name: &str, text: &str) -> Option<Vec<u8>> {
    let range = range(body, name)?;
    let (before, after) = (body.get(..range.start)?, body.get(range.end..)?);
    Some([before, text.as_bytes(), after].concat())
}

/// RFC 2046's limit.
const MAX_BOUNDARY: usize = 70;

fn range(body: &[u8], name: &str) -> Option<Range<usize>> {
    let end = find(body, b"\r\n", 0)?;
    let boundary = body.get(..end)?.strip_prefix(b"--")?;
    if boundary.is_empty() || boundary.len() > MAX_BOUNDARY || !boundary.is_ascii() {
        return None;
    }
    let delimiter = [b"\r\n--", boundary].concat();
    let mut found = None;
    let mut start = end.checked_add(2)?;
    loop {
        let content = find(body, b"\r\n\r\n", start)?;
        let head = std::str::from_utf8(body.get(start..content)?).ok()?;
        let content = content.checked_add(4)?;
        let end = find(body, &delimiter, content)?;
        if field_name(head)? == name && found.replace(content..end).is_some() {
            return None;
        }
        let after = end.checked_add(delimiter.len())?;
        match body.get(after..)? {
            b"--" | b"--\r\n" => return found,
            rest if rest.starts_with(b"\r\n") => start = after.checked_add(2)?,
            _ => return None,
        }
    }
}

/// The name of a part's field; it has one `Content-Disposition`, and a name without escapes.
fn field_name(head: &str) -> Option<&str> {
    let mut dispositions = head.split("\r\n").filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition")
            .then_some(value)
    });
    let disposition = dispositions.next()?;
    if dispositions.next().is_some() || disposition.contains('\\') {
        return None;
    }
    let mut parameters = disposition.split(';').map(str::trim);
    if !parameters.next()?.eq_ignore_ascii_case("form-data") {
        return None;
    }
    let mut names = parameters.filter_map(|parameter| parameter.strip_prefix("name="));
    let name = names.next()?.strip_prefix('"')?.strip_suffix('"')?;
    (names.next().is_none() && !name.contains('"')).then_some(name)
}

fn find(body: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let found = body
        .get(from..)?
        .windows(what.len())
        .position(|window| window == what);
    found?.checked_add(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(name: &str, text: &str) -> String {
        format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    }

    #[test]
    fn a_field_is_read_and_exchanged_where_every_reader_sees_the_same() {
        let file = "--XX\r\ncontent-disposition: form-data; name=\"f\"; filename=\"a.pdf\"\r\n\
            Content-Type: application/pdf\r\n\r\n%PDF\r\n-- XX\r\n";
        for (body, expected) in [
            (part("json", "{}") + "--XX--\r\n", Some("{}")),
            (part("json", "{}") + "--XX--", Some("{}")),
            (part("json", "") + "--XX--", Some("")),
            (
                file.to_owned() + &part("json", "a\r\nb") + "--XX--\r\n",
                Some("a\r\nb"),
            ),
            (part("json", "{}") + &part("json", "{}") + "--XX--", None),
            (part("other", "{}") + "--XX--", None),
            (part("json", "{}") + "--XX", None),
            (part("json", "{}"), None),
            (part("json", "{}") + "--XX--\r\nmore", None),
            (
                "preamble\r\n".to_owned() + &part("json", "{}") + "--XX--",
                None,
            ),
            (part("json", "{}") + "--XX\r\n\r\nnameless\r\n--XX--", None),
            (part("json\"; name=\"x", "{}") + "--XX--", None),
            (
                "--\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{}\r\n----".to_owned(),
                None,
            ),
            (String::new(), None),
        ] {
            assert_eq!(field(body.as_bytes(), "json"), expected, "{body}");
            let changed = with_field(body.as_bytes(), "json", "new");
            assert_eq!(changed.is_some(), expected.is_some());
            if let Some(changed) = changed {
                assert_eq!(field(&changed, "json"), Some("new"));
            }
        }
        assert_eq!(
            field(
                (part("json", "?") + "--XX--")
                    .replace('?', "\u{fffd}")
                    .as_bytes(),
                "json"
            ),
            Some("\u{fffd}")
        );
    }

    #[test]
    fn media_type_is_matched_without_parameters_or_case() {
        assert!(is_multipart(Some("Multipart/Form-Data; boundary=XX")));
        assert!(!is_multipart(Some("multipart/mixed")));
        assert!(!is_multipart(None));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(
            bytes: Vec<u8>, cut in 0..200_usize, text in "[-X\r\n\": a-z;=]{0,60}",
        ) {
            let whole = (part("a", &text) + &part("json", &text) + "--XX--\r\n").into_bytes();
            let cut = whole.get(..cut).unwrap_or(&whole);
            for body in [&bytes, text.as_bytes(), cut, &whole] {
                field(body, "json");
            }
        }
    }
}
