//! The body's bytes: ends of lines, marks, character sets, compression, encodings around it.

use std::io::Read as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;

use super::super::case::{Case, Suspicion, Undo};

/// What a decompressed body may measure.
const MAX_PLAIN: u64 = 64 * 1024 * 1024;
const BOM: &[u8] = b"\xef\xbb\xbf";
const RAW: &str = "verify the bytes as they arrived, before anything parses or rewrites them; \
                   .layer(WebhookLayer::…) does";

pub(super) fn suspicions(case: &Case) -> Vec<Suspicion> {
    let body = &case.capture.body;
    let mut found = Vec::new();
    let mut suspect = |code, what: &str, fix: &str, bytes: Option<Vec<u8>>| {
        if let Some(bytes) = bytes.filter(|bytes| bytes.as_slice() != &body[..]) {
            found.push(Suspicion {
                code,
                what: what.to_owned(),
                fix: fix.to_owned(),
                undo: Undo::Body(Bytes::from(bytes)),
            });
        }
    };
    let with = |end: &[u8]| Some([&body[..], end].concat());
    let without = |end: &[u8]| body.strip_suffix(end).map(<[u8]>::to_vec);

    for end in [&b"\r\n"[..], b"\n"] {
        suspect(
            "newline_added",
            "a newline was added to the body's end",
            "save or print the body without one (printf instead of echo, no editor in between)",
            without(end),
        );
        suspect(
            "newline_removed",
            "a newline was taken off the body's end",
            RAW,
            with(end),
        );
    }
    let text = case.text_body();
    suspect(
        "line_ends",
        "the body's line ends were changed to CRLF",
        "keep the bytes as they are; check .gitattributes, FTP and editors",
        text.map(|text| text.replace("\r\n", "\n").into_bytes()),
    );
    suspect(
        "line_ends",
        "the body's line ends were changed from CRLF to LF",
        "keep the bytes as they are; check .gitattributes, FTP and editors",
        text.map(|text| {
            text.replace("\r\n", "\n")
                .replace('\n', "\r\n")
                .into_bytes()
        }),
    );
    suspect(
        "byte_order_mark",
        "a byte order mark was put before the body",
        "write UTF-8 without a mark",
        body.strip_prefix(BOM).map(<[u8]>::to_vec),
    );
    suspect(
        "byte_order_mark",
        "the byte order mark was taken off the body",
        RAW,
        Some([BOM, &body[..]].concat()),
    );
    suspect(
        "charset",
        "the body was read as Latin-1 and written as UTF-8",
        "handle the body as bytes, not as text",
        text.and_then(latin1),
    );
    suspect(
        "charset",
        "the body was re-encoded from UTF-8 to Latin-1",
        "handle the body as bytes, not as text",
        Some(
            body.iter()
                .map(|byte| char::from(*byte))
                .collect::<String>()
                .into_bytes(),
        ),
    );
    suspect(
        "compressed",
        "the body is compressed, and the provider signed the plain one",
        "let the proxy in front pass the body on as the provider sent it",
        plain(body),
    );
    suspect(
        "base64_body",
        "the body is base64 of what was signed",
        "decode it first (AWS API Gateway sets isBase64Encoded; lambda_http does it for you)",
        STANDARD.decode(body.trim_ascii()).ok(),
    );
    suspect(
        "json_in_json",
        "the body was put into a JSON string",
        "forward the body itself, not a string of it",
        text.and_then(|text| serde_json::from_str::<String>(text).ok())
            .map(String::into_bytes),
    );
    let announced = case
        .header("content-length")
        .and_then(|length| length.parse::<usize>().ok());
    suspect(
        "padded",
        "there are more bytes than Content-Length says",
        "cut the captured body to its Content-Length",
        announced
            .and_then(|length| body.get(..length))
            .map(<[u8]>::to_vec),
    );
    for (code, what, bytes) in form(text) {
        suspect(
            code,
            what,
            "verify the form as it arrived, before a framework parses and writes it again",
            Some(bytes),
        );
    }
    found
}

/// The bytes whose reading as Latin-1 gave this text.
fn latin1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|char| u8::try_from(char).ok()).collect()
}

fn plain(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if body.starts_with(&[0x1f, 0x8b]) {
        let reader = flate2::read::GzDecoder::new(body);
        reader.take(MAX_PLAIN).read_to_end(&mut bytes).ok()?;
    } else {
        let reader = flate2::read::ZlibDecoder::new(body);
        reader.take(MAX_PLAIN).read_to_end(&mut bytes).ok()?;
    }
    Some(bytes)
}

/// Other spellings of the same form.
fn form(text: Option<&str>) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let Some(text) = text.filter(|text| text.contains('=') && !text.contains(['{', ' '])) else {
        return Vec::new();
    };
    vec![
        (
            "form_rewritten",
            "the form's spaces were rewritten from %20 to +",
            text.replace('+', "%20").into_bytes(),
        ),
        (
            "form_rewritten",
            "the form's spaces were rewritten from + to %20",
            text.replace("%20", "+").into_bytes(),
        ),
        (
            "form_rewritten",
            "the form's escapes were rewritten in lower case",
            escapes(text, |hex| hex.to_ascii_uppercase()),
        ),
        (
            "form_rewritten",
            "the form's escapes were rewritten in upper case",
            escapes(text, |hex| hex.to_ascii_lowercase()),
        ),
    ]
}

fn escapes(text: &str, case: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = text.split('%');
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        result.push('%');
        match part.split_at_checked(2) {
            Some((hex, rest)) => {
                result.push_str(&case(hex));
                result.push_str(rest);
            }
            None => result.push_str(part),
        }
    }
    result.into_bytes()
}
