//! Words that several commands use.

use axum_webhook::{ConfigError, Refusal, Scheme, providers};

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

/// What to do about a provider's name that is none.
pub(crate) fn no_provider(name: &str) -> String {
    let known = providers::ALL.iter().map(|scheme| scheme.name());
    let guess = did_you_mean(name, known);
    format!("there is no provider {name:?}{guess}; see them all with: hookgate providers")
}

/// What to give where no secret was, unless none is needed.
pub(crate) fn no_secret(scheme: &Scheme) -> Option<String> {
    let title = scheme.title();
    match (scheme.fetched_keys(), scheme.configured_axis()) {
        (Some(_), None) => None,
        (_, Some(configured)) => {
            let (what, example) = (configured.what, configured.example);
            Some(format!(
                "{title} signs for all of its customers, so say which deliveries are yours; give \
                 {what} with --secret '{example}', in a file secrets = [{example:?}]"
            ))
        }
        (None, None) => Some(
            "no secret; give the endpoint's signing secret with --secret env:NAME, in a file \
             secrets = [\"env:NAME\"]"
                .to_owned(),
        ),
    }
}

/// Why no key document is taken.
pub(crate) fn no_keys(scheme: &Scheme) -> String {
    let title = scheme.title();
    format!("{title} publishes no keys to be fetched; leave the key documents out")
}

/// What is wrong with a document that holds no key.
pub(crate) fn no_key_in(scheme: &Scheme, url: &str) -> String {
    let algorithm = scheme.algorithm().as_str();
    format!(
        "the file given for {url} holds no key for {algorithm}; save what is found there unchanged"
    )
}

/// A mistake in a secret, mended as the command line has it.
pub(crate) fn config(error: &ConfigError) -> String {
    match error {
        ConfigError::NoKeyId { key_id: what, .. } | ConfigError::KeyIdMissing { what, .. } => {
            format!("the secret comes without its {what}; give that first: id:VALUE=…")
        }
        error => error.to_string(),
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
