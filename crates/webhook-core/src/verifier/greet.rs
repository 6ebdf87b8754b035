//! Endpoint checks that come unsigned, before any delivery: answered from the head alone where the
//! provider lets us.

use http::Method;
use subtle::ConstantTimeEq as _;

use super::Verifier;
use crate::{
    Inbound, UnixTime,
    handshake::{Agreed, HandshakeAnswer, Means, posted, reply, text},
    mac::{self, Mac},
    scheme::{At, Handshake, When},
};

impl Verifier {
    /// The answer to an endpoint check that the provider sends unsigned (Meta's `hub.challenge`,
    /// Dropbox, X) and that shows in its head; `None` for everything else, which goes on to
    /// [`Verifier::begin`].
    ///
    /// A challenge is echoed, or signed, only if it has the form that the scheme says: what is echoed
    /// is no markup, and what is signed no event.
    pub fn greet(
        &self,
        request: &Inbound<'_>,
        agreed: &Agreed,
        now: UnixTime,
    ) -> Option<HandshakeAnswer> {
        let mut handshakes = self.scheme().handshakes.iter();
        handshakes.find_map(|handshake| match handshake.when {
            When::GetTopic if request.method() == Method::GET => topic(handshake, request, agreed),
            _ => {
                let challenge = text(handshake.challenge, |at| request.text(at))?;
                let is_one = self.is_greeting(handshake, &challenge, request, agreed, now);
                is_one.then(|| self.reply(handshake, &challenge, agreed, now))?
            }
        })
    }

    /// The answer to an endpoint check that the provider posts unsigned and that only its body shows
    /// (monday.com); `None` for everything else, which is refused for want of a signature.
    pub fn greet_post(
        &self,
        request: &Inbound<'_>,
        body: &[u8],
        agreed: &Agreed,
        now: UnixTime,
    ) -> Option<HandshakeAnswer> {
        let mut handshakes = self.scheme().handshakes.iter();
        handshakes.find_map(|handshake| {
            let is_one = match handshake.when {
                When::Post => handshake.is_in_body(),
                When::PostMember(pointer, equals) => {
                    posted(request, body, At::Json(pointer)).as_deref() == Some(equals)
                }
                _ => false,
            };
            let read = |at| posted(request, body, at).filter(|_| is_one);
            let challenge = text(handshake.challenge, read).filter(|_| is_one)?;
            self.reply(handshake, &challenge, agreed, now)
        })
    }

    fn is_greeting(
        &self,
        handshake: &Handshake,
        challenge: &str,
        request: &Inbound<'_>,
        agreed: &Agreed,
        now: UnixTime,
    ) -> bool {
        let query = |name| request.text(At::Query(name));
        let method = request.method();
        match handshake.when {
            When::Head => method == Method::HEAD,
            When::Get => method == Method::GET,
            When::GetAgreed { token, with } => {
                let agrees = || query(token).is_some_and(|token| agreed.is_token(&token));
                let fits =
                    |&(name, value): &(&'static str, &str)| query(name).as_deref() == Some(value);
                method == Method::GET && with.iter().all(fits) && agrees()
            }
            When::GetSecret => method == Method::GET && self.is_secret(challenge, now),
            When::Options => method == Method::OPTIONS && agreed.is_origin(challenge),
            When::Post => method == Method::POST && !handshake.is_in_body(),
            _ => false,
        }
    }

    /// Whether a text is one of the tokens, in time that does not depend on it.
    fn is_secret(&self, text: &str, now: UnixTime) -> bool {
        let sent = mac::token(text.as_bytes());
        let mut active = self.keys.iter().filter(|key| key.validity.covers(now));
        active.any(|key| match &key.mac {
            Mac::Token(token) => token.ct_eq(&sent).into(),
            _ => false,
        })
    }

    fn reply(
        &self,
        handshake: &Handshake,
        challenge: &str,
        agreed: &Agreed,
        now: UnixTime,
    ) -> Option<HandshakeAnswer> {
        let key = self.keys.iter().find(|key| key.validity.covers(now));
        let means = Means {
            encoding: self.scheme().encoding,
            mac: key.map(|key| &key.mac),
            key_id: key.and_then(|key| key.id.as_deref()),
            agreed: Some(agreed),
            public_url: self.public_url.as_deref(),
        };
        reply(handshake.reply, challenge, &means)
    }
}

/// WebSub: whether a hub may do what somebody asked of it. Nobody else may end what is wanted.
fn topic(handshake: &Handshake, request: &Inbound<'_>, agreed: &Agreed) -> Option<HandshakeAnswer> {
    let query = |name| request.text(At::Query(name));
    let mode = query("hub.mode")?;
    let wanted = query("hub.topic").map(|topic| agreed.is_topic(&topic));
    let is_meant = match mode.as_str() {
        "subscribe" => wanted == Some(true),
        "unsubscribe" => wanted == Some(false),
        _ => false,
    };
    let challenge = text(handshake.challenge, |at| request.text(at)).filter(|_| is_meant);
    Some(match challenge {
        Some(challenge) => HandshakeAnswer::text(200, challenge),
        None => HandshakeAnswer::text(404, String::new()),
    })
}
