//! Xero.
//!
//! - Documentation: <https://developer.xero.com/documentation/guides/webhooks/configuring-your-server/>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/xero-webhook-routing.ts`
//!   (independent verifier)

use crate::scheme::{At, Batch, Challenge, Encoding, Evidence, Handshake, Reply, Scheme, When};

/// Xero.
pub const XERO: Scheme = Scheme::hmac_sha256("xero", "x-xero-signature")
    .documented(
        "Xero",
        "https://developer.xero.com/documentation/guides/webhooks/configuring-your-server/",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/events/0/eventCategory")])
    .notes(&["Several events come in one request."])
    .batch(Batch::at("/events").event_type(At::Json("/eventCategory")))
    .handshakes(&[Handshake {
        when: When::VerifiedEmpty("/events"),
        challenge: Challenge::None,
        reply: Reply::Fixed {
            status: 200,
            body: "",
        },
    }])
    .bare_refusals();
