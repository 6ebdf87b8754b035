//! [`FirstUse`]: the endpoint's own secret, which some providers send before anything is signed.

use super::{HandshakeAnswer, Means, posted, reply, text};
use crate::{Inbound, Scheme, Secret, scheme::When};

/// A secret that came with an unsigned request, and the answer that accepts it.
///
/// Whoever knows the URL can send one: it is for an endpoint that has none yet, and must be kept
/// before it is answered.
#[derive(Debug)]
#[non_exhaustive]
pub struct FirstUse {
    /// The secret.
    pub secret: Secret,
    /// The answer once it is kept.
    pub answer: HandshakeAnswer,
}

impl Scheme {
    /// The secret that a request brings, if that is how this provider hands it over
    /// ([`When::FirstUse`]) and the request is not signed.
    pub fn first_use(&self, request: &Inbound<'_>, body: &[u8]) -> Option<FirstUse> {
        if request.method() != http::Method::POST || self.is_signed(request.headers()) {
            return None;
        }
        let mut handshakes = self.handshakes.iter();
        let handshake = handshakes.find(|handshake| handshake.when == When::FirstUse)?;
        let secret = text(handshake.challenge, |at| posted(request, body, at))?;
        let means = Means {
            encoding: self.encoding,
            mac: None,
            key_id: None,
            agreed: None,
            public_url: None,
        };
        Some(FirstUse {
            answer: reply(handshake.reply, &secret, &means)?,
            secret: Secret::new(secret),
        })
    }
}
