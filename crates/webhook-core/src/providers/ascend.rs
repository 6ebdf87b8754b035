//! Ascend.
//!
//! - Documentation: <https://developers.useascend.com/docs/webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme, SuccessAnswer, TimeUnit};

/// Ascend.
pub const ASCEND: Scheme = Scheme::hmac_sha256("ascend", "x-ascend-signature")
    .documented(
        "Ascend",
        "https://developers.useascend.com/docs/webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .event_id(&[At::Json("/id")])
    .content(&[Part::Timestamp, Part::Lit(":"), Part::Body])
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Opaque)
    .event_type(&[At::Json("/type")])
    .notes(&["The unit of its timestamp is not documented, so its age is not checked."])
    .success_answer(SuccessAnswer::Status(200));
