//! PayPro Global: instant payment notifications.
//!
//! - Documentation: <https://developers.payproglobal.com/docs/integrate-with-paypro-global/webhook-ipn/>
//! - GitHub hookdeck/webhook-skills `skills/paypro-global-webhooks` (independent verifier)

use crate::{
    Refusal, form,
    scheme::{Algorithm, At, Encoding, Evidence, Keyed, Scheme},
};

/// What is signed before the validation key.
const BEFORE: [&str; 4] = [
    "ORDER_ID",
    "ORDER_STATUS",
    "ORDER_TOTAL_AMOUNT",
    "CUSTOMER_EMAIL",
];
/// What is signed after it.
const AFTER: [&str; 2] = ["TEST_MODE", "IPN_TYPE_NAME"];
const SIGNATURE: &str = "SIGNATURE";

/// PayPro Global.
pub const PAYPRO_GLOBAL: Scheme = Scheme::in_body(Algorithm::Sha256, "paypro-global", verify, sign)
    .documented(
        "PayPro Global",
        "https://developers.payproglobal.com/docs/integrate-with-paypro-global/webhook-ipn/",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::AnyCaseHex)
    .body_not_signed("the provider signs six fields of the order")
    .event_type(&[At::Form("IPN_TYPE_NAME")])
    .retry_horizon_secs(90 * 60)
    .notes(&[
        "The secret is the validation key (field SIGNATURE), not the secret key (field HASH).",
        "TEST_MODE 1 marks a test order.",
    ]);

fn verify(key: &Keyed<'_>, body: &[u8]) -> Result<bool, Refusal> {
    let (before, after) = (form::joined(body, &BEFORE)?, form::joined(body, &AFTER)?);
    let signature = form::find(body, SIGNATURE).ok_or(Refusal::Malformed {
        what: "the form holds no SIGNATURE",
    })?;
    Ok(key.accepts_around(before.as_bytes(), after.as_bytes(), &signature))
}

fn sign(key: &Keyed<'_>, body: &[u8]) -> Option<Vec<u8>> {
    let (before, after) = (
        form::joined(body, &BEFORE).ok()?,
        form::joined(body, &AFTER).ok()?,
    );
    let signature = key.sign_around(before.as_bytes(), after.as_bytes());
    form::with_field(body, SIGNATURE, &signature)
}
