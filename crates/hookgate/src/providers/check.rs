//! Endpoint checks in words: which request, what of it, what is answered, what is to be configured.

use axum_webhook::core::scheme::{Handshake, Reply, When};

use super::axes;

/// All checks of a provider.
pub(super) fn words(checks: &[Handshake]) -> String {
    match checks {
        [] => "none".to_owned(),
        checks => checks.iter().map(one).collect::<Vec<_>>().join("; "),
    }
}

fn one(check: &Handshake) -> String {
    let challenge = check.challenge.place();
    let challenge = challenge.map(|at| format!("its {}", axes::place(&at)));
    let request = request(check.when, challenge.as_deref().unwrap_or_default());
    let answer = answer(check.reply, challenge.as_deref());
    format!("{request} is answered with {answer}")
}

fn request(when: When, challenge: &str) -> String {
    match when {
        When::Head => "a HEAD".to_owned(),
        When::Get => "a GET".to_owned(),
        When::GetAgreed { token, .. } => {
            format!("a GET whose query {token} is the agreed token, `.verify_token(..)`,")
        }
        When::GetSecret => "a GET that brings the secret".to_owned(),
        When::GetTopic => "a GET about a topic that is wanted, `.topics(..)`,".to_owned(),
        When::Options => {
            format!("an OPTIONS, if {challenge} is one of `.allowed_origins(..)`,")
        }
        When::Post => "a POST, signed or not,".to_owned(),
        When::PostMember(pointer, text) => {
            format!("a POST, signed or not, whose body {pointer} is {text}")
        }
        When::VerifiedMember(pointer, text) => {
            format!("a verified delivery whose body {pointer} is {text}")
        }
        When::VerifiedEmpty(pointer) => {
            format!("a verified delivery whose body {pointer} is an empty array")
        }
        When::FirstUse => "the first POST, whose secret is kept by `.secret_sink(..)`,".to_owned(),
        When::EveryDelivery => "every verified delivery".to_owned(),
        other => format!("{other:?}"),
    }
}

fn answer(reply: Reply, challenge: Option<&str>) -> String {
    let text = challenge.unwrap_or("200");
    match reply {
        Reply::Text => text.to_owned(),
        Reply::Json(member) => format!("{text}, in JSON as `{member}`"),
        Reply::Header(name) => format!("{text}, in the header `{name}`"),
        Reply::HeaderAndJson(name, member) => {
            format!("{text}, in the header `{name}` and in JSON as `{member}`")
        }
        Reply::Signed { signed, .. } => format!("{text}, signed, in JSON as `{signed}`"),
        Reply::SignedPair => format!("the key id and {text}, signed"),
        Reply::Hashed(member) => format!(
            "the SHA-256 of {text}, the agreed token `.verify_token(..)` and the \
             `.public_url(..)`, in JSON as `{member}`"
        ),
        Reply::Origin => "the origin and the rate that are allowed".to_owned(),
        Reply::Fixed { status, .. } => status.to_string(),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use axum_webhook::providers;

    use super::*;

    #[test]
    fn every_check_has_words_of_its_own() {
        for scheme in providers::ALL {
            let words = words(scheme.handshakes_axis());
            assert_eq!(words == "none", scheme.handshakes_axis().is_empty());
            for debug in ["{", "}", "(\""] {
                assert!(!words.contains(debug), "{}: {words}", scheme.name());
            }
        }
    }
}
