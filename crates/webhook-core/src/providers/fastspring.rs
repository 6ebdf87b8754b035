//! FastSpring.
//!
//! - Documentation: <https://developer.fastspring.com/reference/message-security>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Batch, Encoding, Evidence, Scheme};

/// FastSpring.
pub const FASTSPRING: Scheme = Scheme::hmac_sha256("fastspring", "x-fs-signature")
    .documented(
        "FastSpring",
        "https://developer.fastspring.com/reference/message-security",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/events/0/id")])
    .event_type(&[At::Json("/events/0/type")])
    .notes(&[
        "Several events come in one request, under one signature.",
        "Without a secret there is no signature, and the delivery is refused here.",
    ])
    .batch(Batch::at("/events").id("/id").event_type(At::Json("/type")));
