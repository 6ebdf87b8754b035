//! Field Nation, webhooks before version 3.
//!
//! - Documentation: <https://developer.fieldnation.com/webhooks/secure/>

use crate::{
    Inbound, Refusal,
    scheme::{Algorithm, CustomContent, Evidence, Scheme},
};

/// Field Nation, webhooks before version 3.
pub const FIELD_NATION_MD5: Scheme = Scheme::hmac(Algorithm::Md5, "field-nation-md5", "fn-hash")
    .documented(
        "Field Nation (before v3)",
        "https://developer.fieldnation.com/webhooks/secure/",
        Evidence::VendorDocs,
    )
    .secret_first()
    .custom_content(begin)
    .notes(&["MD5 with the secret in front is weak: move to webhooks v3."]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(|body| {
        // Whoever lengthens a body behind its hash must put in what is no UTF-8.
        String::from_utf8(body.to_vec()).map_err(|_| Refusal::Malformed {
            what: "the body is not UTF-8",
        })
    }))
}
