//! Access Worldpay: events.
//!
//! - Documentation: <https://docs.worldpay.com/access/products/events/signature>
//! - Hexadecimal: <https://docs.worldpay.com/access/products/account-payouts/hmac-signature>

use crate::scheme::{Evidence, Grammar, Scheme};

/// Access Worldpay.
pub const WORLDPAY_ACCESS: Scheme = Scheme::hmac_sha256("worldpay-access", "event-signature")
    .documented(
        "Access Worldpay",
        "https://docs.worldpay.com/access/products/events/signature",
        Evidence::VendorDocs,
    )
    // event-signature: 1/SHA256/<hex>,2/SHA256/<hex>
    .grammar(Grammar::KeyedList { separator: ',', tag: "/SHA256/" })
    .notes(&["Signing must be enabled by the implementation manager, who gives the secret."]);
