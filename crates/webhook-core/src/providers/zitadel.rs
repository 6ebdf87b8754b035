//! ZITADEL actions v2.
//!
//! - Documentation: <https://zitadel.com/docs/apis/actions>
//! - GitHub zitadel/zitadel `pkg/actions/signing.go` (official)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// ZITADEL actions v2.
pub const ZITADEL: Scheme = Scheme::hmac_sha256("zitadel", "zitadel-signature")
    .documented(
        "ZITADEL actions v2",
        "https://zitadel.com/docs/apis/actions",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"));
