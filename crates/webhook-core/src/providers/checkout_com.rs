//! Checkout.com.
//!
//! - Documentation: <https://www.checkout.com/docs/workflows>
//! - <https://checkout.com/docs/workflows/set-up-your-webhook-receiver>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Checkout.com.
pub const CHECKOUT_COM: Scheme = Scheme::hmac_sha256("checkout-com", "cko-signature")
    .documented("Checkout.com", "https://www.checkout.com/docs/workflows", Evidence::VendorDocs)
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&[
        "Without a signature key in the workflow there is no signature, and the delivery is refused here.",
    ]);
