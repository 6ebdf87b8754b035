//! The forms of a challenge: narrow enough that none is markup or JSON.

use crate::scheme::{At, Challenge};

/// A longer challenge is answered by nobody.
const MAX_CHALLENGE: usize = 512;

/// The challenge, if there is one of the right form; empty where there is none to send back. `read`
/// gives the text at a place.
pub(crate) fn text(
    challenge: Challenge,
    read: impl FnOnce(At) -> Option<String>,
) -> Option<String> {
    match challenge.place() {
        None => Some(String::new()),
        Some(at) => read(at).filter(|text| is_one(challenge, text)),
    }
}

/// Whether a text has a challenge's form.
pub(crate) fn is_one(challenge: Challenge, text: &str) -> bool {
    let length = text.len();
    let fits = match challenge {
        Challenge::None => false,
        Challenge::Token(_) | Challenge::Text(_) => (1..=MAX_CHALLENGE).contains(&length),
        Challenge::Uuid(_) => text.split('-').map(str::len).eq([8, 4, 4, 4, 12]),
        Challenge::Hex(_) => (20..=32).contains(&length),
    };
    fits && could_hold(challenge, text)
}

/// Whether a text could stand somewhere in a challenge.
pub(crate) fn could_hold(challenge: Challenge, text: &str) -> bool {
    text.bytes().all(|b| match challenge {
        Challenge::None => false,
        Challenge::Token(_) => is_token(b),
        Challenge::Text(_) => is_token(b) || matches!(b, b' ' | b':' | b'+' | b'/' | b','),
        Challenge::Uuid(_) => b.is_ascii_hexdigit() || b == b'-',
        Challenge::Hex(_) => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
    })
}

fn is_token(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~' | b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_narrow() {
        let long = "a".repeat(513);
        // The text, and whether it is a token, a text, a UUID, hexadecimal.
        let rows = [
            ("abc-123_x.~=", [true, true, false, false]),
            (
                "81ac1b9c-9c19-4b32-8a8e-0b3e0a7f7a0d",
                [true, true, true, false],
            ),
            (
                "81ac1b9c-9c19-4b32-8a8e-0b3e0a7f7a0g",
                [true, true, false, false],
            ),
            (
                "81ac1b9c9c194b328a8e0b3e0a7f7a0d",
                [true, true, false, true],
            ),
            (
                "81AC1B9C9C194B328A8E0B3E0A7F7A0D",
                [true, true, false, false],
            ),
            ("81ac1b9c9c194b328a8", [true, true, false, false]),
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
        }
        assert_eq!(text(Challenge::None, |_| None), Some(String::new()));
    }
}
