//! Quoter: a form of hash, time and data.
//!
//! - Documentation: <https://help.quoter.com/hc/en-us/articles/32085971955355-Integrate-with-Webhooks>
//! - GitHub hookdeck/webhook-skills `skills/quoter-webhooks` (independent verifier)

use crate::{
    Inbound, Refusal, form,
    scheme::{Algorithm, At, CustomContent, Evidence, Scheme},
};

/// Quoter.
pub const QUOTER: Scheme = Scheme::signed_in(Algorithm::Md5, "quoter", &[At::Form("hash")])
    .documented(
        "Quoter",
        "https://help.quoter.com/hc/en-us/articles/32085971955355-Integrate-with-Webhooks",
        Evidence::ThirdParty,
    )
    .secret_first()
    .custom_content(begin)
    .timestamp(At::Form("timestamp"))
    .notes(&[
        "The hash is sent only where a hash key is set, and MD5 with the key in front is weak.",
        "There are no types: give each kind of object an endpoint of its own.",
    ]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(signed))
}

fn signed(body: &[u8]) -> Result<String, Refusal> {
    let mut fields = form::by_name(body).unwrap_or_default();
    let (time, data) = (fields.remove("timestamp"), fields.remove("data"));
    match (time, data) {
        // What stands beside them would be unsigned.
        (Some(time), Some(data)) if fields.keys().all(|name| name == "hash") => Ok(time + &data),
        _ => Err(Refusal::Malformed {
            what: "the form is not one of hash, timestamp and data",
        }),
    }
}
