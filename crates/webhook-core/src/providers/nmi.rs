//! NMI.
//!
//! - Documentation: <https://docs.nmi.com/reference/overview>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - Retries and 200: <https://docs.nmi.com/reference/retry-logic>

use crate::scheme::{At, Evidence, Grammar, Part, Scheme, SuccessAnswer, TimeUnit};

/// NMI.
pub const NMI: Scheme = Scheme::hmac_sha256("nmi", "webhook-signature")
    .documented(
        "NMI",
        "https://docs.nmi.com/reference/overview",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "s",
    })
    .event_id(&[At::Json("/event_id")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Opaque)
    .event_type(&[At::Json("/event_type")])
    .notes(&["What stands as t is a random nonce and no time, so age is not checked."])
    .retry_horizon_secs(3 * 24 * 3600)
    .success_answer(SuccessAnswer::Status(200));
