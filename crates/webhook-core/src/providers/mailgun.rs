//! Mailgun: a signature over time and token inside the JSON body.
//!
//! - Documentation: <https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks>
//! - Retries and statuses: documentation.mailgun.com, webhook retries

use serde_json::{Value, json};

use crate::{
    Refusal, json as members,
    scheme::{Algorithm, At, Encoding, Evidence, Identity, Keyed, Scheme, Statuses, SuccessAnswer},
};

/// Mailgun.
pub const MAILGUN: Scheme = Scheme::in_body(Algorithm::HmacSha256, "mailgun", verify, sign)
    .documented(
        "Mailgun",
        "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks",
        Evidence::VendorDocs,
    )
    .encoding(Encoding::Hex)
    .body_not_signed("the provider signs the time and a token, not the event")
    .timestamp(At::Json("/signature/timestamp"))
    .event_id(&[At::Json("/event-data/id")])
    .event_type(&[At::Json("/event-data/event")])
    .identity(Identity::SignedId(At::Json("/signature/token")))
    .retry_horizon_secs(8 * 3600)
    .notes(&[
        "The event is not signed: whoever captured one delivery can send any event under its signature, until its token is known.",
        "406 refuses a delivery for good; other failures are retried.",
    ])
    .final_statuses(&[Statuses::One(406)])
    .success_answer(SuccessAnswer::Status(200));

fn verify(key: &Keyed<'_>, body: &[u8]) -> Result<bool, Refusal> {
    let mut found = members::find(
        body,
        &[
            "/signature/timestamp",
            "/signature/token",
            "/signature/signature",
        ],
    )
    .into_iter();
    let mut text = || found.next().flatten().filter(|text| !text.is_empty());
    let (Some(time), Some(token), Some(signature)) = (text(), text(), text()) else {
        return Err(Refusal::Malformed {
            what: "the body lacks /signature with timestamp, token and signature",
        });
    };
    Ok(key.accepts(format!("{time}{token}").as_bytes(), &signature))
}

fn sign(key: &Keyed<'_>, body: &[u8]) -> Option<Vec<u8>> {
    let mut body: Value = serde_json::from_slice(body).ok()?;
    let time = key.time().as_secs().to_string();
    // As random as the body is, which is enough for a test.
    let token = key.sign(body.to_string().as_bytes());
    let signature = key.sign(format!("{time}{token}").as_bytes());
    body.as_object_mut()?.insert(
        "signature".to_owned(),
        json!({"timestamp": time, "token": token, "signature": signature}),
    );
    Some(body.to_string().into_bytes())
}
