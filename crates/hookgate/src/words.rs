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

/// ` (did you mean stripe?)`, or nothing: the known name that is most alike.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let name = name.to_lowercase();
    known
        .map(|known| (strsim::damerau_levenshtein(known, &name), known))
        .min_by_key(|(distance, _)| *distance)
        // A third of it may be wrong.
        .filter(|(distance, known)| distance * 3 <= known.len())
        .map_or_else(String::new, |(_, known)| {
            format!(" (did you mean {known}?)")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_if_there_is_any_likeness() {
        let known = ["stripe", "slack", "github"];
        assert_eq!(
            did_you_mean("stirpe", known.into_iter()),
            " (did you mean stripe?)"
        );
        assert_eq!(did_you_mean("zebra", known.into_iter()), "");
    }

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
