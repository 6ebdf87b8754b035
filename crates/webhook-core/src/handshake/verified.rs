//! Endpoint checks that are signed as deliveries are: answered once they are verified.

use std::borrow::Cow;

use http::{HeaderName, HeaderValue};

use super::{HandshakeAnswer, Means, reply, text};
use crate::{
    Verified, items,
    scheme::{At, Handshake, MAX_HANDSHAKE_BODY, Reply, When},
};

impl Verified {
    /// The answer, if this is the provider's endpoint check.
    pub fn handshake(&self) -> Option<HandshakeAnswer> {
        let mut handshakes = self.scheme().handshakes.iter();
        if self.body().len() > MAX_HANDSHAKE_BODY {
            return None;
        }
        handshakes.find_map(|handshake| self.answer_to(handshake))
    }

    /// The header that the provider wants in the answer to every delivery, if it wants one.
    pub fn answer_header(&self) -> Option<(HeaderName, HeaderValue)> {
        let mut handshakes = self.scheme().handshakes.iter();
        handshakes.find_map(|handshake| match (handshake.when, handshake.reply) {
            (When::EveryDelivery, Reply::Header(name)) => {
                let text = text(handshake.challenge, |at| self.read(at))?;
                let value = HeaderValue::from_str(&text).ok()?;
                Some((HeaderName::from_static(name), value))
            }
            _ => None,
        })
    }

    fn answer_to(&self, handshake: &Handshake) -> Option<HandshakeAnswer> {
        let is_one = match handshake.when {
            When::Post => handshake.is_in_body(),
            When::PostMember(pointer, equals) | When::VerifiedMember(pointer, equals) => {
                self.read(At::Json(pointer)).as_deref() == Some(equals)
            }
            When::VerifiedEmpty(pointer) => {
                items::array(self.body(), pointer).is_some_and(|items| items.is_empty())
            }
            // The others come unsigned, or are no reason not to handle a delivery.
            _ => false,
        };
        if !is_one {
            return None;
        }
        let challenge = text(handshake.challenge, |at| self.read(at))?;
        let means = Means {
            encoding: self.scheme().encoding,
            mac: self.signing.as_deref(),
            key_id: None,
            agreed: None,
            public_url: None,
        };
        reply(handshake.reply, &challenge, &means)
    }

    fn read(&self, at: At) -> Option<String> {
        self.facts.first(&[at]).map(Cow::into_owned)
    }
}
