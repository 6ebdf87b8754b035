//! Fourthwall.
//!
//! - Documentation: <https://docs.fourthwall.com/webhooks/signature-verification/>
//! - GitHub Yizack/nuxt-webhook-validators @b45ae63 `validators/fourthwall.ts` (independent
//!   verifier)
//! - Two seconds to answer, 200: <https://docs.fourthwall.com/webhooks/retry-policies.md>

use crate::scheme::{Encoding, Evidence, Scheme, SuccessAnswer};

/// Fourthwall.
pub const FOURTHWALL: Scheme = Scheme::hmac_sha256("fourthwall", "x-fourthwall-hmac-sha256")
    .documented(
        "Fourthwall",
        "https://docs.fourthwall.com/webhooks/signature-verification/",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .response_deadline_secs(2)
    .success_answer(SuccessAnswer::Status(200));
