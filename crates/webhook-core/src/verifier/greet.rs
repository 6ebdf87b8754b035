//! Endpoint checks that come unsigned, before any delivery: answered from the head alone.

use http::Method;
use subtle::ConstantTimeEq as _;

use super::Verifier;
use crate::{
    Inbound, UnixTime, candidates, form,
    mac::Mac,
    scheme::{Handshake, HandshakeAnswer},
};

/// A longer challenge is answered by nobody.
const MAX_CHALLENGE: usize = 512;

impl Verifier {
    /// The answer to an endpoint check that the provider sends unsigned (Meta's `hub.challenge`,
    /// Dropbox, X); `None` for everything else, which goes on to [`Verifier::begin`].
    ///
    /// `verify_token` is what was agreed with the provider, for those that send one back. A challenge
    /// is echoed, or signed, only if it is made of letters, digits and a few marks: what is echoed is
    /// no markup, and what is signed no event.
    pub fn greet(
        &self,
        request: &Inbound<'_>,
        verify_token: Option<&str>,
        now: UnixTime,
    ) -> Option<HandshakeAnswer> {
        let query = |name: &str| form::find(request.query()?.as_bytes(), name);
        let challenge = |text: Option<String>| text.filter(|text| is_challenge(text));
        let get = request.method() == Method::GET;
        match self.scheme().handshake? {
            Handshake::Head if request.method() == Method::HEAD => {
                Some(HandshakeAnswer::text(String::new()))
            }
            Handshake::EchoQuery { parameter } if get => {
                challenge(query(parameter)).map(HandshakeAnswer::text)
            }
            Handshake::Subscribe if get => {
                let expected = verify_token?;
                let token = query("hub.verify_token")?;
                let same = bool::from(token.as_bytes().ct_eq(expected.as_bytes()));
                let subscribes = query("hub.mode")? == "subscribe";
                let answer = challenge(query("hub.challenge")).map(HandshakeAnswer::text);
                answer.filter(|_| same && subscribes)
            }
            Handshake::EchoHeader { header, member } if get => {
                let value = request.headers().get(header)?.to_str().ok()?;
                let value = challenge(Some(value.to_owned()))?;
                Some(HandshakeAnswer::json(&[(member, &value)]))
            }
            Handshake::SignQuery {
                parameter,
                member,
                prefix,
            } if get => {
                let token = challenge(query(parameter))?;
                let key = self.keys.iter().find(|key| key.validity.covers(now))?;
                let signature = format!("{prefix}{}", self.sign(&key.mac, &token));
                Some(HandshakeAnswer::json(&[(member, &signature)]))
            }
            _ => None,
        }
    }

    fn sign(&self, mac: &Mac, text: &str) -> String {
        let mut mac = mac.clone();
        mac.update(text.as_bytes());
        candidates::encode(self.scheme().encoding, &mac.finish())
    }
}

/// Whether a text can be a challenge and nothing else: no markup, no JSON, no signed content.
pub(crate) fn is_challenge(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~' | b'=');
    !text.is_empty() && text.len() <= MAX_CHALLENGE && text.bytes().all(plain)
}
