//! MongoDB Atlas alerts.
//!
//! - Documentation: <https://www.mongodb.com/docs/atlas/tutorial/third-party-service-integrations/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, Encoding, Evidence, Scheme};

/// MongoDB Atlas alerts.
pub const MONGODB_ATLAS: Scheme =
    Scheme::hmac(Algorithm::HmacSha1, "mongodb-atlas", "x-mms-signature")
        .documented(
            "MongoDB Atlas alerts",
            "https://www.mongodb.com/docs/atlas/tutorial/third-party-service-integrations/",
            Evidence::ThirdParty,
        )
        .encoding(Encoding::Base64);
