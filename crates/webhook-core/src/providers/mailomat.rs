//! Mailomat.
//!
//! - Documentation: <https://api.mailomat.swiss/docs/#tag/webhook-security>
//! - GitHub symfony/symfony `Mailer` bridge MailomatRequestParser.php (independent verifier)

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme};

/// Mailomat.
pub const MAILOMAT: Scheme = Scheme::hmac_sha256("mailomat", "x-mom-webhook-signature")
    .documented(
        "Mailomat",
        "https://api.mailomat.swiss/docs/#tag/webhook-security",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .body_not_signed("the vendor signs headers only")
    .event_id(&[At::Header("x-mom-webhook-id")])
    .content(&[
        Part::Id,
        Part::Lit("."),
        Part::Header("x-mom-webhook-event"),
        Part::Lit("."),
        Part::Timestamp,
    ])
    .timestamp(At::Header("x-mom-webhook-timestamp"))
    .tolerance_secs(43200)
    .event_type(&[At::Header("x-mom-webhook-event")])
    .identity(Identity::SignedId(At::Header("x-mom-webhook-id")))
    .notes(&[
        "The body is not signed: whoever captured the headers can send any body under them until the id is known.",
    ]);
