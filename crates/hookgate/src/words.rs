//! Words that several commands use.

use axum_webhook::Refusal;

/// A refusal's code and reason: `bad_signature: no active secret ..`.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    let (code, reason) = (refusal.code(), refusal.to_string());
    // `malformed: ..` says its code already.
    if reason.starts_with(code) {
        reason
    } else {
        format!("{code}: {reason}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_before_its_reason_once() {
        let malformed = Refusal::Malformed { what: "odd" };
        assert_eq!(refusal(&malformed), "malformed: odd");
        let missing = Refusal::MissingHeader {
            header: "x-signature",
        };
        assert!(refusal(&missing).starts_with("missing_header: header x-signature"));
    }
}
