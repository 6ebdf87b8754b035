//! [`Receiver`]: a request from its head to its delivery, for hosts that have no layer.
//!
//! A host brings the head, the pieces of the body and a deadline for them, and gets a [`Delivery`] or
//! what the provider is to be answered. Claims are then the host's to make, in a
//! [`DedupeStore`](crate::DedupeStore).
//!
//! ```
//! use webhook_core::{Delivery, Head, NoDelivery, Receiver, UnixTime, Verifier, providers};
//! # use webhook_core::testing;
//!
//! let secret = "whsec_an_example_secret";
//! let receiver = Receiver::new(Verifier::new(providers::STRIPE, secret)?);
//!
//! /// In an extractor of the framework's: heads and pieces in whatever types it has.
//! fn receive(
//!     receiver: &Receiver,
//!     head: &Head,
//!     pieces: &[&[u8]],
//!     now: UnixTime,
//! ) -> Result<Delivery, NoDelivery> {
//!     let mut intake = receiver.begin(&head.inbound(), now)?;
//!     for piece in pieces {
//!         intake.push(piece)?;
//!     }
//!     intake.finish()
//! }
//!
//! # let signed = testing::request(providers::STRIPE, secret).body(r#"{"id":"evt_1"}"#).build();
//! # let headers = signed.headers();
//! # let (first, last) = signed.body().split_at(5);
//! # let now = std::time::SystemTime::now().into();
//! let head = Head::new("POST", "/stripe", headers)?;
//! let delivery = receive(&receiver, &head, &[first, last], now).expect("genuine");
//! assert_eq!(delivery.id(), Some("evt_1"));
//!
//! let unsigned = Head::new("POST", "/stripe", [("content-length", "9")])?;
//! let refused = receive(&receiver, &unsigned, &[], now).expect_err("unsigned");
//! assert_eq!(refused.response(&providers::STRIPE).status(), 401);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::{fmt, sync::Arc};

use http::Response;

use crate::{
    Delivery, DeliveryContext, Head, Inbound, Keyring, Refusal, Scheme, UnixTime, Verification,
    Verifier,
    handshake::{Agreed, HandshakeAnswer},
    keys::KeyRequest,
    scheme::MAX_HANDSHAKE_BODY,
};

/// One endpoint: a verifier, and what else a request is held against. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Receiver {
    verifier: Verifier,
    agreed: Agreed,
    body_limit: usize,
    endpoint: Arc<str>,
}

impl Receiver {
    /// With the scheme's limit of a body, and the provider's slug as the endpoint's name.
    pub fn new(verifier: Verifier) -> Self {
        let scheme = verifier.scheme();
        Self {
            agreed: Agreed::default(),
            body_limit: scheme.max_body(),
            endpoint: scheme.name().into(),
            verifier,
        }
    }

    /// The endpoint's name: deduplication is per endpoint, and two that share a store need two names.
    #[must_use]
    pub fn endpoint(mut self, name: impl Into<Arc<str>>) -> Self {
        self.endpoint = name.into();
        self
    }

    /// The largest body, in bytes.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// What was agreed for the provider's endpoint checks.
    #[must_use]
    pub fn agreed(mut self, agreed: Agreed) -> Self {
        self.agreed = agreed;
        self
    }

    /// The scheme.
    pub fn scheme(&self) -> &Scheme {
        self.verifier.scheme()
    }

    /// Takes a request in by its head. Everything that can be refused or answered without the body is,
    /// so that a stranger's request costs no read.
    ///
    /// # Errors
    /// [`NoDelivery`]: an endpoint check that shows in its head, or a refusal.
    pub fn begin(&self, request: &Inbound<'_>, now: UnixTime) -> Result<Intake, NoDelivery> {
        if let Some(check) = self.verifier.greet(request, &self.agreed, now) {
            return Err(check.into());
        }
        let announced = request.content_length().unwrap_or(0);
        let (state, limit) = match self.verifier.begin(request, now) {
            Ok(verification) => (State::Signed(Box::new(verification)), self.body_limit),
            Err(Refusal::MissingHeader { header })
                if announced <= MAX_HANDSHAKE_BODY as u64
                    && self.scheme().posts_unsigned_checks()
                    && self.scheme().may_be_check(request) =>
            {
                let head = Box::new(Head::from(request));
                (State::Unsigned(head, header), MAX_HANDSHAKE_BODY)
            }
            Err(refusal) => return Err(refusal.into()),
        };
        if announced > limit as u64 {
            return Err(Refusal::TooLarge { limit }.into());
        }
        Ok(Intake {
            receiver: self.clone(),
            received_at: now,
            state,
            limit,
            body: Vec::new(),
        })
    }
}

/// A request whose body is arriving.
#[must_use = "nothing is verified until finish() says so"]
pub struct Intake {
    receiver: Receiver,
    received_at: UnixTime,
    state: State,
    limit: usize,
    body: Vec<u8>,
}

enum State {
    Signed(Box<Verification>),
    /// It may be an endpoint check that only its body shows.
    Unsigned(Box<Head>, &'static str),
}

impl Intake {
    /// Hashes and keeps the next piece of the body.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`], as soon as the limit is passed.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), Refusal> {
        if piece.len() > self.limit.saturating_sub(self.body.len()) {
            return Err(Refusal::TooLarge { limit: self.limit });
        }
        if let State::Signed(verification) = &mut self.state {
            verification.update(piece);
        }
        self.body.extend_from_slice(piece);
        Ok(())
    }

    /// Which key document is to be had before [`finish`](Intake::finish), of a provider that publishes
    /// its keys; `None` for all others. The whole body must be there.
    ///
    /// # Errors
    /// [`Refusal`] if the request names no key, or one that is not the provider's.
    pub fn key_request(&mut self) -> Result<Option<KeyRequest>, Refusal> {
        match &mut self.state {
            State::Signed(verification) => verification.key_request(&self.body),
            State::Unsigned(..) => Ok(None),
        }
    }

    /// Brings the keys.
    pub fn provide_keys(&mut self, keys: Arc<Keyring>) {
        if let State::Signed(verification) = &mut self.state {
            verification.provide_keys(keys);
        }
    }

    /// Decides over the complete body.
    ///
    /// # Errors
    /// [`NoDelivery`]: an endpoint check, or a refusal.
    pub fn finish(self) -> Result<Delivery, NoDelivery> {
        let receiver = self.receiver;
        let verification = match self.state {
            State::Signed(verification) => verification,
            State::Unsigned(head, header) => {
                let check = receiver.verifier.greet_post(
                    &head.inbound(),
                    &self.body,
                    &receiver.agreed,
                    self.received_at,
                );
                let missing = NoDelivery::Refused(Refusal::MissingHeader { header });
                return Err(check.map_or(missing, NoDelivery::from));
            }
        };
        let verified = verification.finish(self.body.into())?;
        match verified.handshake() {
            Some(check) => Err(check.into()),
            None => {
                let context = DeliveryContext::new(receiver.endpoint, self.received_at);
                Ok(Delivery::new(verified, context))
            }
        }
    }
}

impl fmt::Debug for Intake {
    /// The body is left out: it may be the customers' data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intake")
            .field("endpoint", &self.receiver.endpoint)
            .field("received_at", &self.received_at)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Why a request has no delivery for the handler, and what its provider gets in the handler's place.
#[derive(Clone, Debug)]
pub enum NoDelivery {
    /// The provider's endpoint check, and its answer.
    Check(Box<HandshakeAnswer>),
    /// Refused.
    Refused(Refusal),
}

impl NoDelivery {
    /// What the provider gets.
    pub fn response(self, scheme: &Scheme) -> Response<String> {
        match self {
            Self::Check(answer) => answer.response(),
            Self::Refused(refusal) => refusal.response(scheme).map(String::from),
        }
    }
}

impl From<HandshakeAnswer> for NoDelivery {
    fn from(answer: HandshakeAnswer) -> Self {
        Self::Check(Box::new(answer))
    }
}

impl From<Refusal> for NoDelivery {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;
    use crate::{providers, testing};

    const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);
    const SECRET: &str = "a secret of some length";

    fn receiver(scheme: Scheme) -> Receiver {
        let agreed = Agreed::default().verify_token("agreed");
        let verifier = match scheme.signs_url() {
            true => Verifier::with_public_url(scheme, SECRET, "https://example.com/hooks"),
            false => Verifier::new(scheme, SECRET),
        };
        Receiver::new(verifier.unwrap()).agreed(agreed)
    }

    fn receive(
        receiver: &Receiver,
        request: &Request<bytes::Bytes>,
    ) -> Result<Delivery, NoDelivery> {
        let head = Head::new(
            request.method().as_str(),
            &request.uri().to_string(),
            request.headers(),
        )?;
        let mut intake = receiver.begin(&head.inbound(), NOW)?;
        for piece in request.body().chunks(7) {
            intake.push(piece)?;
        }
        intake.finish()
    }

    fn answer(scheme: Scheme, request: &Request<bytes::Bytes>) -> (u16, String) {
        let none = receive(&receiver(scheme), request).expect_err("no delivery");
        let response = none.response(&scheme);
        (response.status().as_u16(), response.into_body())
    }

    fn refused(answer: &Result<Delivery, NoDelivery>) -> Option<&'static str> {
        match answer {
            Err(NoDelivery::Refused(refusal)) => Some(refusal.code()),
            _ => None,
        }
    }

    #[test]
    fn a_delivery_is_what_its_provider_sent_in_whatever_pieces() {
        let request = testing::request(providers::GITHUB, SECRET).body(r#"{"zen":"yes"}"#);
        let receiver = receiver(providers::GITHUB).endpoint("code");
        let delivery = receive(&receiver, &request.build()).unwrap();
        assert_eq!(delivery.body(), r#"{"zen":"yes"}"#);
        assert_eq!((delivery.endpoint(), delivery.received_at()), ("code", NOW));
        let forged = testing::request(providers::GITHUB, "of somebody else entirely").build();
        assert_eq!(refused(&receive(&receiver, &forged)), Some("bad_signature"));
    }

    #[test]
    fn the_limit_holds_for_what_is_announced_and_for_what_comes() {
        let receiver = receiver(providers::GITHUB).body_limit(10);
        let mut request = testing::request(providers::GITHUB, SECRET).body("0123456789");
        assert!(receive(&receiver, &request.build()).is_ok());
        request = request.body("0123456789.");
        assert_eq!(
            refused(&receive(&receiver, &request.build())),
            Some("too_large")
        );
        let mut announced = request.body("").build();
        let headers = announced.headers_mut();
        headers.insert(http::header::CONTENT_LENGTH, 11.into());
        let begun = receiver.begin(
            &Inbound::new(announced.method(), announced.uri(), announced.headers()),
            NOW,
        );
        assert!(matches!(
            begun,
            Err(NoDelivery::Refused(Refusal::TooLarge { limit: 10 }))
        ));
    }

    #[test]
    fn endpoint_checks_are_answered_signed_or_not() {
        let slack = testing::request(providers::SLACK, SECRET)
            .at(NOW)
            .body(r#"{"type":"url_verification","challenge":"c0ffee"}"#)
            .build();
        assert_eq!(answer(providers::SLACK, &slack), (200, "c0ffee".into()));

        let get = |token| {
            let query = format!("hub.mode=subscribe&hub.verify_token={token}&hub.challenge=12");
            let request = Request::get(format!("/meta?{query}"));
            request.body(bytes::Bytes::new()).unwrap()
        };
        assert_eq!(answer(providers::META, &get("agreed")), (200, "12".into()));
        assert_eq!(answer(providers::META, &get("guessed")).0, 405);

        let post = |body: &str| {
            Request::post("/monday")
                .body(body.to_owned().into())
                .unwrap()
        };
        let (status, body) = answer(providers::MONDAY, &post(r#"{"challenge":"c0ffee"}"#));
        assert_eq!((status, body.as_str()), (200, r#"{"challenge":"c0ffee"}"#));
        assert_eq!(answer(providers::MONDAY, &post(r#"{"event":{}}"#)).0, 401);
        let large = format!(r#"{{"challenge":"c0ffee","pad":"{}"}}"#, "x".repeat(5000));
        assert_eq!(answer(providers::MONDAY, &post(&large)).0, 413);
    }

    #[test]
    fn published_keys_are_brought_before_the_verdict() {
        let published = testing::Published::new(&providers::PAYPAL).unwrap();
        let verifier = Verifier::new(providers::PAYPAL, published.secrets()).unwrap();
        let receiver = Receiver::new(verifier);
        let request = testing::RequestBuilder::new(published.signer())
            .at(NOW)
            .body(r#"{"id":"WH-1"}"#)
            .build();
        let intake = || {
            let head = Head::new("POST", "/", request.headers()).unwrap();
            let mut intake = receiver.begin(&head.inbound(), NOW).unwrap();
            intake.push(request.body()).unwrap();
            intake
        };
        let without = intake().finish();
        assert_eq!(refused(&without), Some("key_unavailable"));

        let mut intake = intake();
        let wanted = intake.key_request().unwrap().unwrap();
        let document = published.keys().get(&wanted).unwrap();
        let keys = Keyring::parse(&providers::PAYPAL, &document).unwrap();
        intake.provide_keys(keys.into());
        assert_eq!(intake.finish().unwrap().id(), Some("WH-1"));
    }
}
