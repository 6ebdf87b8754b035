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
    let challenge = check.challenge.place().map(|at| axes::place(&at));
    let challenge = challenge.as_deref().unwrap_or("nothing");
    format!(
        "{} is answered with {}",
        request(check, challenge),
        answer(check.reply, challenge)
    )
}

fn request(check: &Handshake, challenge: &str) -> String {
    match check.when {
        When::Head => "a HEAD".to_owned(),
        When::Get => format!("a GET with the {challenge}"),
        When::GetAgreed { token, .. } => {
            format!("a GET whose query `{token}` is the agreed token, `.verify_token(..)`,")
        }
        When::GetSecret => format!("a GET whose {challenge} is the secret"),
        When::GetTopic => "a GET about a subscription that is wanted, `.topics(..)`,".to_owned(),
        When::Options => format!("an OPTIONS whose {challenge} is in `.allowed_origins(..)`"),
        When::Post => format!("a POST with the {challenge}, signed or not,"),
        When::PostMember(pointer, text) => {
            format!("a POST, signed or not, whose `{pointer}` is `{text}`")
        }
        When::VerifiedMember(pointer, text) => {
            format!("a verified delivery whose `{pointer}` is `{text}`")
        }
        When::VerifiedEmpty(pointer) => {
            format!("a verified delivery whose `{pointer}` is an empty array")
        }
        When::FirstUse => format!(
            "the first POST, whose {challenge} is the secret and kept by `.secret_sink(..)`,"
        ),
        When::EveryDelivery => "every verified delivery".to_owned(),
        other => format!("{other:?}"),
    }
}

fn answer(reply: Reply, challenge: &str) -> String {
    match reply {
        Reply::Text if challenge == "nothing" => "200".to_owned(),
        Reply::Text => format!("the {challenge}"),
        Reply::Json(member) => format!("JSON whose `{member}` is the {challenge}"),
        Reply::Header(name) => format!("the header `{name}`, the {challenge}"),
        Reply::HeaderAndJson(name, member) => {
            format!("the {challenge} in the header `{name}` and in JSON as `{member}`")
        }
        Reply::Signed { signed, .. } => format!("JSON whose `{signed}` is the {challenge}, signed"),
        Reply::SignedPair => format!("the key id and the {challenge}, signed"),
        Reply::Hashed(member) => format!(
            "JSON whose `{member}` is the SHA-256 of the {challenge}, the agreed token \
             `.verify_token(..)` and the `.public_url(..)`"
        ),
        Reply::Origin => "the origin and the rate that are allowed".to_owned(),
        Reply::Fixed { status, .. } => status.to_string(),
        other => format!("{other:?}"),
    }
}
