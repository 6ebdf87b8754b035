//! Adobe Acrobat Sign: nothing is signed; a client id comes with every request and is sent back.
//!
//! - Documentation: <https://developer.adobe.com/acrobat-sign/docs/overview/acrobat_sign_events/>
//! - GitHub webhook-co/webhook @1b7c70f `apps/engine/src/handshake.ts` (independent)

use crate::scheme::{At, Challenge, Evidence, Handshake, Reply, Scheme, When};

const CLIENT_ID: Challenge = Challenge::Token(At::Header("x-adobesign-clientid"));
const ECHO: Reply = Reply::Header("x-adobesign-clientid");

/// Adobe Acrobat Sign, authenticated by its client id.
pub const ADOBE_ACROBAT_SIGN: Scheme = Scheme::token("adobe-acrobat-sign", "x-adobesign-clientid")
    .documented(
        "Adobe Acrobat Sign",
        "https://developer.adobe.com/acrobat-sign/docs/overview/acrobat_sign_events/",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event")])
    .handshakes(&[
        Handshake { when: When::GetSecret, challenge: CLIENT_ID, reply: ECHO },
        Handshake { when: When::EveryDelivery, challenge: CLIENT_ID, reply: ECHO },
    ])
    .notes(&[
        "The secret is the client id, which is no great secret: keep the URL hard to guess as well.",
        "A client id of fewer than 16 characters needs danger::short_secret.",
    ]);
