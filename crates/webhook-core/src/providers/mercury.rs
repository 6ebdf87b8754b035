//! Mercury.
//!
//! - Documentation: <https://docs.mercury.com/reference/webhooks>
//! - asyncapi.apis.io mercury-webhooks-asyncapi (third-party description): retries, deadline, statuses
//! - Three independent receivers found in public code key with the secret's text; a fourth decodes base64

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme, Statuses};

/// Mercury.
pub const MERCURY: Scheme = Scheme::hmac_sha256("mercury", "mercury-signature")
    .documented("Mercury", "https://docs.mercury.com/reference/webhooks", Evidence::ThirdParty)
    // mercury-signature: t=1700000000,v1=<hex>
    .grammar(Grammar::Pairs { separator: ',', signature: "v1" })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .event_id(&[At::Json("/id")])
    .event_type(&[At::JsonJoin("/resourceType", "/operationType")])
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&[
        "Sources disagree on the key; this is the secret's text. If test deliveries are refused, take KeyFormat::Base64.",
    ])
    .retry_horizon_secs(24 * 3600)
    .response_deadline_secs(5)
    .final_statuses(Statuses::CLIENT_ERRORS_BUT_429);
