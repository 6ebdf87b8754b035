//! Field Nation, webhooks v3; those before are [`FIELD_NATION_MD5`](super::FIELD_NATION_MD5).
//!
//! - Signature: <https://developer.fieldnation.com/docs/webhooks/guides/security/>
//! - Headers: <https://developer.fieldnation.com/docs/webhooks/concepts/payload-structure>
//! - Retries, deadline: <https://developer.fieldnation.com/docs/webhooks/concepts/delivery>

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme};

/// Field Nation.
pub const FIELD_NATION: Scheme = Scheme::hmac_sha256("field-nation", "x-fn-signature")
    .documented(
        "Field Nation",
        "https://developer.fieldnation.com/docs/webhooks/guides/security/",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .methods(&["POST", "PUT"])
    .event_id(&[At::Header("x-fn-delivery-id")])
    .event_type(&[At::Json("/event/name")])
    // The delivery's id ends with the number of the attempt.
    .identity(Identity::Content)
    .response_deadline_secs(30)
    .notes(&[
        "Only 5xx and timeouts are retried: a 4xx loses the delivery.",
        "The time stands in a header and is not signed.",
    ])
    .facts(&["x-fn-webhook-id", "x-fn-event-trace-id", "x-fn-request-timestamp"]);
