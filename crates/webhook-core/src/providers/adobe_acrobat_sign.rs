//! Adobe Acrobat Sign: nothing is signed; a client id comes with every request and is sent back.
//!
//! - Documentation: <https://developer.adobe.com/acrobat-sign/docs/overview/acrobat_sign_events/>
//! - <https://helpx.adobe.com/sign/developer/webhook/overview.html> (to check the client id, and to
//!   send it back)
//! - GitHub webhook-co/webhook @1b7c70f `apps/engine/src/handshake.ts` (independent)
//! - Ten receivers in public code, which agree on the header, and on the one client id that webhooks
//!   made on Adobe's own pages have for everybody

use crate::scheme::{At, Challenge, Evidence, Handshake, Reply, Scheme, SecretHint, When};

const CLIENT_ID: Challenge = Challenge::Token(At::Header("x-adobesign-clientid"));
const ECHO: Reply = Reply::Header("x-adobesign-clientid");

/// Adobe Acrobat Sign, authenticated by its client id.
pub const ADOBE_ACROBAT_SIGN: Scheme = Scheme::token("adobe-acrobat-sign", "x-adobesign-clientid")
    .documented(
        "Adobe Acrobat Sign",
        "https://developer.adobe.com/acrobat-sign/docs/overview/acrobat_sign_events/",
        Evidence::ThirdParty,
    )
    .secret_hints(&[SecretHint::new(
        "UB7E5BXCXY",
        "the client id of Acrobat Sign's own pages, which everybody's webhooks have",
        "create the webhook through an application of your own",
    )])
    .event_type(&[At::Json("/event")])
    .handshakes(&[
        Handshake {
            when: When::GetSecret,
            challenge: CLIENT_ID,
            reply: ECHO,
        },
        Handshake {
            when: When::EveryDelivery,
            challenge: CLIENT_ID,
            reply: ECHO,
        },
    ])
    .notes(&[
        "The secret is the client id of the application that made the webhook.",
        "That is no great secret: keep the URL hard to guess as well.",
    ]);
