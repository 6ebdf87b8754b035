//! Alipay+ and Antom: payment notifications.
//!
//! - Documentation: <https://docs.antom.com/ac/cashierpay/notifications>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - The vendor's sample notification, as quoted in public guides: the signature is standard base64
//!   with percent escapes

use crate::scheme::{
    Algorithm, At, Encoding, Evidence, Grammar, KeyFormat, Part, Scheme, TimeUnit,
};

/// Alipay+ and Antom; needs the public URL.
pub const ANTOM: Scheme = Scheme::hmac(Algorithm::RsaSha256, "antom", "signature")
    .documented(
        "Alipay+ / Antom",
        "https://docs.antom.com/ac/cashierpay/notifications",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::PublicKey)
    // signature: algorithm=RSA256,keyVersion=1,signature=<base64, percent-escaped>
    .grammar(Grammar::Pairs { separator: ',', signature: "signature" })
    .encoding(Encoding::EscapedBase64)
    .content(&[
        Part::Method,
        Part::Lit(" "),
        Part::PathAndQuery,
        Part::Lit("\n"),
        Part::Header("client-id"),
        Part::Lit("."),
        Part::Timestamp,
        Part::Lit("."),
        Part::Body,
    ])
    .timestamp(At::Header("request-time"))
    .time_unit(TimeUnit::Opaque)
    .event_type(&[At::Json("/notifyType")])
    .notes(&[
        "The secret is the vendor's public key from the dashboard; the header's algorithm is not obeyed.",
        "The form of Request-Time is not documented, so a delivery's age is not checked.",
        "The answer must be signed with your own private key, over the same content with Response-Time.",
    ])
    .retry_horizon_secs(24 * 3600);
