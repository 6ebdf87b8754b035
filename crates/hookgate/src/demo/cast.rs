//! The cast: the six providers that the demo plays, each with fresh secrets and a stage.

use std::time::SystemTime;

use axum_webhook::{
    Scheme,
    core::{Signer, UnixTime, signer::Outgoing},
    providers,
};
use bytes::Bytes;
use http::{HeaderValue, Request, header::HeaderName};

use super::{
    message::{self, Message},
    stage::Stage,
};
use crate::{Error, random};

/// The providers of the demo.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Stripe.
    pub stripe: Actor,
    /// GitHub.
    pub github: Actor,
    /// Shopify.
    pub shopify: Actor,
    /// Slack.
    pub slack: Actor,
    /// Twilio.
    pub twilio: Actor,
    /// Standard Webhooks.
    pub standard_webhooks: Actor,
}

impl Cast {
    /// With secrets made a moment ago.
    ///
    /// # Errors
    /// [`Error::Random`] if the operating system gives no random bytes.
    pub fn fresh() -> Result<Self, Error> {
        Ok(Self {
            stripe: Actor::new(providers::STRIPE, random::stripe, message::stripe)?,
            github: Actor::new(providers::GITHUB, random::github, message::github)?,
            shopify: Actor::new(providers::SHOPIFY, random::shopify, message::shopify)?,
            slack: Actor::new(providers::SLACK, random::digits, message::slack)?,
            twilio: Actor::new(providers::TWILIO, random::digits, message::twilio)?,
            standard_webhooks: Actor::new(
                providers::STANDARD_WEBHOOKS,
                random::standard_webhooks,
                message::standard_webhooks,
            )?,
        })
    }

    /// All of them, in the order of the table.
    pub fn all(&self) -> [&Actor; 6] {
        [
            &self.stripe,
            &self.github,
            &self.shopify,
            &self.slack,
            &self.twilio,
            &self.standard_webhooks,
        ]
    }
}

/// One provider: signs as it does, and has a [`Stage`] at the receiver. `Debug` shows no secret.
#[derive(Clone)]
pub struct Actor {
    scheme: Scheme,
    secret: String,
    signer: Signer,
    impostor: Signer,
    message: fn(UnixTime) -> Result<Message, Error>,
    stage: Stage,
}

/// Who signs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Signed {
    /// The provider.
    Rightly,
    /// Somebody with another secret of the same shape.
    ByImpostor,
}

impl Actor {
    fn new(
        scheme: Scheme,
        secret: fn() -> Result<String, Error>,
        message: fn(UnixTime) -> Result<Message, Error>,
    ) -> Result<Self, Error> {
        let text = secret()?;
        Ok(Self {
            scheme,
            signer: Signer::new(scheme, &text)?,
            impostor: Signer::new(scheme, secret()?)?,
            secret: text,
            message,
            stage: Stage::default(),
        })
    }

    /// The provider's scheme.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The secret that the receiver is configured with: of this run only.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// Where the provider's handler runs are counted and directed.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The path at the receiver: `/stripe`.
    pub fn path(&self) -> String {
        format!("/{}", self.scheme.name())
    }

    /// A delivery that was never sent before.
    pub(super) fn message(&self) -> Result<Message, Error> {
        (self.message)(now())
    }

    /// Signs a delivery as of `time` and addresses it to the receiver at `origin`.
    pub(super) fn request(
        &self,
        origin: &str,
        message: &Message,
        time: UnixTime,
        signed: Signed,
    ) -> Request<Bytes> {
        let signer = match signed {
            Signed::Rightly => &self.signer,
            Signed::ByImpostor => &self.impostor,
        };
        let path = self.path();
        let outgoing = signer.sign(&Outgoing {
            url: &format!("{origin}{path}"),
            content_type: Some(message.content_type),
            id: Some(&message.id),
            event_type: message.event_type,
            ..Outgoing::new(message.body.as_bytes(), time)
        });
        let mut request = Request::new(Bytes::from(outgoing.body));
        *request.method_mut() = http::Method::POST;
        // Slugs are lower-case letters, so this is a URI; the root would be answered 404 and show.
        *request.uri_mut() = path.parse().unwrap_or_default();
        *request.headers_mut() = outgoing.headers;
        for (name, value) in &message.headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                let name = HeaderName::from_static(name);
                request.headers_mut().insert(name, value);
            }
        }
        request
    }

    /// A genuine delivery, signed now.
    pub(super) fn genuine(&self, origin: &str) -> Result<Request<Bytes>, Error> {
        Ok(self.request(origin, &self.message()?, now(), Signed::Rightly))
    }
}

impl std::fmt::Debug for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Actor")
            .field("scheme", &self.scheme.name())
            .finish_non_exhaustive()
    }
}

pub(super) fn now() -> UnixTime {
    SystemTime::now().into()
}

/// `time` moved by whole seconds.
pub(super) fn shifted(time: UnixTime, seconds: i64) -> UnixTime {
    UnixTime::from_secs(time.as_secs().saturating_add(seconds))
}
