//! ConfigCat.
//!
//! - Documentation: <https://configcat.com/docs/advanced/notifications-webhooks/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Encoding, Evidence, Grammar, Identity, Part, Scheme, TimeUnit};

/// ConfigCat.
pub const CONFIGCAT: Scheme = Scheme::hmac_sha256("configcat", "x-configcat-webhook-signature-v1")
    .documented(
        "ConfigCat",
        "https://configcat.com/docs/advanced/notifications-webhooks/",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::List {
        separator: ',',
        prefix: "",
    })
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("x-configcat-webhook-id")])
    .content(&[Part::Id, Part::Timestamp, Part::Body])
    .timestamp(At::Header("x-configcat-webhook-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .identity(Identity::SignedId(At::Header("x-configcat-webhook-id")))
    .notes(&["The unit of its timestamp is not confirmed, so its age is not checked."]);
