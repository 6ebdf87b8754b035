//! Flutterwave v3.
//!
//! - Documentation: <https://developer.flutterwave.com/v3.0/docs/webhooks>
//! - <https://community.useremb.com/flutterwave/docs/webhooks> (copy of docs)
//! - GitHub api-evangelist/flutterwave `webhook` example

use crate::scheme::{At, Evidence, Scheme};

/// Flutterwave v3.
pub const FLUTTERWAVE_V3: Scheme = Scheme::token("flutterwave-v3", "verif-hash")
    .documented(
        "Flutterwave v3",
        "https://developer.flutterwave.com/v3.0/docs/webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event")])
    .notes(&["Query the transaction again before you give value for it."]);
