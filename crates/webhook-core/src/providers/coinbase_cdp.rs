//! Coinbase Developer Platform.
//!
//! - Documentation: <https://docs.cdp.coinbase.com/webhooks/verify-signatures>
//!
//! The header holds `v0`, over time and body, and `v1`, which covers the headers named in `h` too. Only
//! `v1` counts: the event's id and type are in headers.

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme};

const ID: &str = "x-event-id";
const TYPE: &str = "x-event-type";

/// Coinbase Developer Platform.
pub const COINBASE_CDP: Scheme = Scheme::hmac_sha256("coinbase-cdp", "x-hook0-signature")
    .documented(
        "Coinbase CDP",
        "https://docs.cdp.coinbase.com/webhooks/verify-signatures",
        Evidence::VendorDocs,
    )
    // x-hook0-signature: t=1728394718,v0=<hex>,h=content-type x-event-id x-event-type,v1=<hex>
    .grammar(Grammar::Pairs { separator: ',', signature: "v1" })
    .content(&[
        Part::Timestamp,
        Part::Lit("."),
        Part::InSignature("h"),
        Part::Lit("."),
        Part::NamedHeaders { key: "h", must: &[ID, TYPE] },
        Part::Lit("."),
        Part::Body,
    ])
    .sent_named(&["content-type", ID, TYPE])
    .timestamp(At::InSignature("t"))
    .event_id(&[At::Header(ID)])
    .event_type(&[At::Header(TYPE)])
    .identity(Identity::SignedId(At::Header(ID)));
