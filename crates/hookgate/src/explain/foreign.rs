//! Requests that are not for this endpoint: about somebody else, or under another key.

use axum_webhook::Refusal;

use super::{case::Case, diagnosis::Diagnosis, suspects::configured};

/// Genuine or not, it is about somebody else, or wants a key of somebody else.
pub(super) fn not_expected(case: &Case, refusal: &Refusal) -> Diagnosis {
    let title = case.scheme.title();
    let about = configured::about(case).into_iter().find(|text| {
        let there = case.with_text(text).judge();
        !there.is_err_and(|no| no.is_foreign())
    });
    match about {
        Some(text) => Diagnosis::proven(
            refusal.code(),
            format!("{refusal}: it is about {text:?}"),
            configured::fix(title),
        ),
        None => Diagnosis::proven(
            refusal.code(),
            refusal.to_string(),
            format!(
                "compare what the request says with what is configured, a key id before it \
                 included; if it is not {title}'s or not about you, refusing it is right"
            ),
        ),
    }
}

/// Nothing explains a wrong signature: then it is another key's.
pub(super) fn other_key(case: &Case) -> Diagnosis {
    if case.scheme.fetched_keys().is_none() {
        return Diagnosis::likely(
            "other_secret",
            "nothing that usually happens to a body explains it: most likely it was signed with another secret",
            "compare with the endpoint's page: test or live mode, another endpoint, the secret of a command-line listener, one that was rotated",
        );
    }
    let title = case.scheme.title();
    let or = match case.scheme.configured_axis() {
        Some(configured) => format!(", or signed for another {}", bare(configured.what)),
        None => String::new(),
    };
    Diagnosis::likely(
        "other_key",
        format!(
            "nothing that usually happens to a body explains it: most likely {title} did not sign it{or}"
        ),
        "compare what is configured with the provider's page, and fetch the key document anew: a sandbox has keys of its own, and certificates expire (--at says when it arrived)",
    )
}

/// Without its article.
fn bare(what: &str) -> &str {
    let (article, rest) = what.split_once(' ').unwrap_or(("", what));
    match article {
        "the" | "a" | "an" | "your" => rest,
        _ => what,
    }
}
