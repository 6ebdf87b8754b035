//! The lines of a field, combined into one text. `Signature-Input`, `Signature` and `Content-Digest`
//! may come in several, which proxies append.

use http::{HeaderMap, HeaderValue};

use crate::{Refusal, candidates::MAX_HEADER};

/// The combined value of a field that has to be there, without a tab as in any other header.
pub(super) fn required(headers: &HeaderMap, name: &'static str) -> Result<String, Refusal> {
    let text = combined(headers, name)?.filter(|text| !text.is_empty());
    let text = text.ok_or(Refusal::MissingHeader { header: name })?;
    let tab = |line: &HeaderValue| line.as_bytes().contains(&b'\t');
    if headers.get_all(name).iter().any(tab) {
        return Err(Refusal::Malformed {
            what: "a header is not visible ASCII",
        });
    }
    Ok(text)
}

/// The values of all lines with a comma between them (RFC 9421, section 2.1); `None` where there is
/// no line.
pub(super) fn combined(headers: &HeaderMap, name: &str) -> Result<Option<String>, Refusal> {
    let mut all: Option<String> = None;
    for line in lines(headers, name) {
        let line = std::str::from_utf8(line)
            .ok()
            .filter(|line| line.is_ascii());
        let line = line.ok_or(Refusal::Malformed {
            what: "a signed field is not ASCII",
        })?;
        all = Some(match all {
            None => line.to_owned(),
            Some(before) => format!("{before}, {line}"),
        });
        if all.as_ref().is_some_and(|all| all.len() > MAX_HEADER) {
            return Err(Refusal::Malformed {
                what: "a header is longer than 8 KiB",
            });
        }
    }
    Ok(all)
}

/// Each line without the white space around it.
pub(super) fn lines<'h>(
    headers: &'h HeaderMap,
    name: &str,
) -> impl Iterator<Item = &'h [u8]> + use<'h> {
    let values = headers.get_all(name).iter();
    values.map(|value| value.as_bytes().trim_ascii())
}
