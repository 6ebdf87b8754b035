//! PayU (GPO Europe), signed with MD5.
//!
//! - Documentation: <https://developers.payu.com/europe/docs/webhooks/>
//! - Several independent receivers, which agree on the header and on the key behind the body

use crate::scheme::{Algorithm, At, Evidence, Grammar, Part, Scheme};

/// PayU (GPO Europe), signed with MD5; with SHA-256 it is
/// [`PAYU_GPO_SHA256`](super::PAYU_GPO_SHA256).
pub const PAYU_GPO: Scheme = Scheme::hmac(Algorithm::Md5, "payu-gpo", "openpayu-signature")
    .documented(
        "PayU (GPO Europe)",
        "https://developers.payu.com/europe/docs/webhooks/",
        Evidence::ThirdParty,
    )
    // sender=checkout;signature=<hex>;algorithm=MD5;content=DOCUMENT
    .grammar(Grammar::Pairs { separator: ';', signature: "signature" })
    .content(&[Part::Body, Part::Secret])
    .event_type(&[At::Json("/order/status")])
    .notes(&[
        "The secret is the second key (MD5).",
        "/order/orderId is the order, which is sent again for each of its states.",
    ]);
