//! The forms of a challenge: narrow enough that none is markup, JSON or anything that is signed.

use crate::scheme::{At, Challenge};

/// A longer challenge is answered by nobody.
const MAX_CHALLENGE: usize = 512;

/// The challenge, if there is one of the right form. `read` gives the text at a place.
pub(crate) fn text(
    challenge: Challenge,
    read: impl FnOnce(At) -> Option<String>,
) -> Option<String> {
    let is_one = match challenge {
        Challenge::None => return Some(String::new()),
        Challenge::Token(_) => is_token,
        Challenge::Text(_) => is_text,
        Challenge::Uuid(_) => is_uuid,
        Challenge::Hex(_) => is_hex,
    };
    read(challenge.place()?).filter(|text| is_one(text))
}

/// Whether a body could be a challenge of any form that is signed.
pub(crate) fn may_be_signed(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok_and(is_token)
}

fn is_token(text: &str) -> bool {
    has_form(text, |b| matches!(b, b'-' | b'_' | b'.' | b'~' | b'='))
}

fn is_text(text: &str) -> bool {
    has_form(text, |b| {
        matches!(
            b,
            b'-' | b'_' | b'.' | b'~' | b'=' | b' ' | b':' | b'+' | b'/' | b','
        )
    })
}

fn is_uuid(text: &str) -> bool {
    let groups = || text.split('-');
    groups().map(str::len).eq([8, 4, 4, 4, 12])
        && groups().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn is_hex(text: &str) -> bool {
    (20..=32).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn has_form(text: &str, mark: impl Fn(u8) -> bool) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || mark(b);
    !text.is_empty() && text.len() <= MAX_CHALLENGE && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_narrow() {
        let uuid = "81ac1b9c-9c19-4b32-8a8e-0b3e0a7f7a0d";
        let long = "a".repeat(513);
        // The text, and whether it is a token, a text, a UUID, hexadecimal.
        let rows = [
            ("abc-123_x.~=", [true, true, false, false]),
            (uuid, [true, true, true, false]),
            (
                "20f9f8ed05f77439fe955c977e4c8a53",
                [true, true, false, true],
            ),
            (
                "20F9F8ED05F77439FE955C977E4C8A53",
                [true, true, false, false],
            ),
            ("20f9f8ed05f77439fe9", [true, true, false, false]),
            ("Validation: Testing 1/2, a+b", [false, true, false, false]),
            ("<script>", [false; 4]),
            ("a&amp;b", [false; 4]),
            ("{}", [false; 4]),
            ("\"a\"", [false; 4]),
            ("a\r\nb", [false; 4]),
            ("ü", [false; 4]),
            ("", [false; 4]),
            (&long, [false; 4]),
        ];
        for (challenge, expected) in rows {
            let at = At::Query("c");
            let forms = [
                Challenge::Token(at),
                Challenge::Text(at),
                Challenge::Uuid(at),
                Challenge::Hex(at),
            ];
            let seen = forms.map(|form| text(form, |_| Some(challenge.to_owned())).is_some());
            assert_eq!(seen, expected, "{challenge}");
            // What is signed is what no body may be.
            let signed = seen[0] || seen[2] || seen[3];
            assert_eq!(signed, may_be_signed(challenge.as_bytes()), "{challenge}");
        }
    }
}
