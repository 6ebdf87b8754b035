//! EasyPost.
//!
//! - Documentation: <https://docs.easypost.com/guides/webhooks-guide>
//! - The npm package `@easypost/api` 8.9.0 src/utils/util.js (official)

use crate::scheme::{At, Evidence, Grammar, Identity, KeyFormat, Scheme};

/// EasyPost.
pub const EASYPOST: Scheme = Scheme::hmac_sha256("easypost", "x-hmac-signature")
    .documented(
        "EasyPost",
        "https://docs.easypost.com/guides/webhooks-guide",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Nfkd)
    .grammar(Grammar::Whole {
        prefix: "hmac-sha256-hex=",
    })
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/description")])
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&["The secret is put into Unicode form NFKD before it keys the MAC."]);
