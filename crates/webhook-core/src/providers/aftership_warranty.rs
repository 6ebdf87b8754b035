//! AfterShip Warranty.
//!
//! - Documentation: <https://www.aftership.com/docs/warranty/webhook/webhook-signature>
//! - Base64: <https://www.aftership.com/docs/returns/2025-04/webhook/signature>, whose header it is, and
//!   GitHub hookdeck/webhook-skills `aftership-webhooks` (independent)

use crate::scheme::{Encoding, Evidence, Scheme};

/// AfterShip Warranty; tracking is [`AFTERSHIP`](super::AFTERSHIP).
pub const AFTERSHIP_WARRANTY: Scheme =
    Scheme::hmac_sha256("aftership-warranty", "as-signature-hmac-sha256")
        .documented(
            "AfterShip Warranty",
            "https://www.aftership.com/docs/warranty/webhook/webhook-signature",
            Evidence::ThirdParty,
        )
        .encoding(Encoding::Base64)
        .notes(&["Header and form differ from those of AfterShip Tracking."]);
