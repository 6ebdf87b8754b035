//! QuickBooks Online.
//!
//! - Documentation: <https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Encoding, Evidence, Scheme};

/// QuickBooks Online.
pub const QUICKBOOKS: Scheme = Scheme::hmac_sha256("quickbooks", "intuit-signature")
    .documented(
        "QuickBooks Online",
        "https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64);
