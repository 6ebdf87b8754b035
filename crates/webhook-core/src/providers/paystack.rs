//! Paystack.
//!
//! - Documentation: <https://paystack.com/docs/payments/webhooks/>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - <https://skills.sh/rexedge/paystack/paystack-webhooks> (third party)

use crate::scheme::{Algorithm, At, Evidence, Scheme};

/// Paystack.
pub const PAYSTACK: Scheme =
    Scheme::hmac(Algorithm::HmacSha512, "paystack", "x-paystack-signature")
        .documented(
            "Paystack",
            "https://paystack.com/docs/payments/webhooks/",
            Evidence::ThirdParty,
        )
        .event_type(&[At::Json("/event")])
        .response_deadline_secs(30)
        .retry_horizon_secs(72 * 3600)
        .sources(&["52.31.139.75", "52.49.173.169", "52.214.14.220"]);
