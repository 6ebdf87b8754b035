//! Field Nation, webhooks before version 3.
//!
//! - Documentation: <https://developer.fieldnation.com/webhooks/secure/>

use crate::scheme::{Algorithm, Evidence, Part, Scheme};

/// Field Nation, webhooks before version 3.
pub const FIELD_NATION_MD5: Scheme = Scheme::hmac(Algorithm::Md5, "field-nation-md5", "fn-hash")
    .documented(
        "Field Nation (before v3)",
        "https://developer.fieldnation.com/webhooks/secure/",
        Evidence::VendorDocs,
    )
    .content(&[Part::Secret, Part::Body])
    .notes(&["MD5 with the secret in front is weak: move to webhooks v3."]);
