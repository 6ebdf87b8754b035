//! Ozow: payment notifications.
//!
//! - Documentation: <https://hub.ozow.com/docs/>
//! - Several independent receivers, which agree on the order of fields and on the lower case

use crate::{
    Inbound, Refusal, form,
    scheme::{Algorithm, At, CustomContent, Encoding, Evidence, KeyFormat, Scheme},
};

/// What is signed in lower case, before the private key.
const SIGNED: [&str; 12] = [
    "SiteCode",
    "TransactionId",
    "TransactionReference",
    "Amount",
    "Status",
    "Optional1",
    "Optional2",
    "Optional3",
    "Optional4",
    "Optional5",
    "CurrencyCode",
    "IsTest",
];

/// Ozow.
pub const OZOW: Scheme = Scheme::signed_in(Algorithm::Sha512, "ozow", &[At::Form("Hash")])
    .documented("Ozow", "https://hub.ozow.com/docs/", Evidence::ThirdParty)
    .key_format(KeyFormat::LowerCase)
    .encoding(Encoding::AnyCaseHex)
    .body_not_signed("the provider signs twelve fields of the transaction")
    .secret_last()
    .custom_content(begin)
    .event_type(&[At::Form("Status")])
    .notes(&["The secret is the private key, not the API key."]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(
        CustomContent::of_body(|body| Ok(form::joined(body, &SIGNED)?.to_lowercase()))
            .identified_by_body(),
    )
}
