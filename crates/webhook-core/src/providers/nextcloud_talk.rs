//! Nextcloud Talk bots.
//!
//! - Documentation: <https://nextcloud-talk.readthedocs.io/en/latest/bots/>
//! - public code and doc excerpts found by the string X-Nextcloud-Talk-Signature (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{At, Evidence, Identity, Part, Scheme};

/// Nextcloud Talk bots.
pub const NEXTCLOUD_TALK: Scheme = Scheme::hmac_sha256(
    "nextcloud-talk",
    "x-nextcloud-talk-signature",
)
.documented(
    "Nextcloud Talk bots",
    "https://nextcloud-talk.readthedocs.io/en/latest/bots/",
    Evidence::ThirdParty,
)
.event_id(&[At::Header("x-nextcloud-talk-random")])
.content(&[Part::Header("x-nextcloud-talk-random"), Part::Body])
.event_type(&[At::Json("/type")])
.identity(Identity::SignedId(At::Header("x-nextcloud-talk-random")))
.notes(&[
    "There is no timestamp; deduplication by the random header is the defence against replay.",
]);
