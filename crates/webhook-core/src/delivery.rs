//! [`Delivery`]: a verified message as handlers see it.

use std::{borrow::Cow, fmt, sync::Arc, sync::OnceLock, time::Duration};

use bytes::Bytes;

use crate::{
    UnixTime, Verified, form,
    identity::DedupeKey,
    jws,
    scheme::{Content, Identity, Scheme},
};

/// One message of a provider, verified, however often it was attempted. Cheap to clone.
///
/// Only a [`Verified`] can be made into one, so a handler that takes a `Delivery` needs no check
/// of its own. The body is the bytes that were signed, untouched; id and type are read out of it
/// on first use.
#[derive(Clone)]
pub struct Delivery(Arc<Inner>);

struct Inner {
    verified: Verified,
    context: DeliveryContext,
    key: Option<DedupeKey>,
    id: OnceLock<Option<Box<str>>>,
    event_type: OnceLock<Option<Box<str>>>,
}

/// What the receiver adds to a verified request.
#[derive(Clone, Debug)]
pub struct DeliveryContext {
    /// The endpoint's name, a namespace for deduplication.
    pub endpoint: Arc<str>,
    /// The tenant, where one endpoint serves many.
    pub tenant: Option<Arc<str>>,
    /// When the request arrived.
    pub received_at: UnixTime,
    /// What deduplicates.
    pub dedupe: DedupeBy,
    /// How long it is to be remembered once it is done, where not as long as the scheme says.
    pub window: Option<Duration>,
    /// Whether the same content was seen lately under another id.
    pub suspected_replay: bool,
}

impl DeliveryContext {
    /// One tenant, the scheme's own identity.
    pub fn new(endpoint: impl Into<Arc<str>>, received_at: UnixTime) -> Self {
        Self {
            endpoint: endpoint.into(),
            tenant: None,
            received_at,
            dedupe: DedupeBy::Scheme,
            window: None,
            suspected_replay: false,
        }
    }
}

/// Which identity a delivery's dedupe key is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DedupeBy {
    /// None: there is no key.
    Off,
    /// The scheme's own.
    Scheme,
    /// This one instead.
    Identity(Identity),
}

impl Delivery {
    /// Makes a verified request into a delivery.
    pub fn new(verified: Verified, context: DeliveryContext) -> Self {
        let identity = match context.dedupe {
            DedupeBy::Off => None,
            DedupeBy::Scheme => Some(verified.scheme().identity),
            DedupeBy::Identity(identity) => Some(identity),
        };
        let key = identity.map(|identity| {
            DedupeKey::new(
                &context.endpoint,
                context.tenant.as_deref(),
                verified.scheme().name(),
                &verified.identity(identity),
            )
        });
        Self(Arc::new(Inner {
            verified,
            context,
            key,
            id: OnceLock::new(),
            event_type: OnceLock::new(),
        }))
    }

    /// The provider's slug: `stripe`.
    pub fn provider(&self) -> &'static str {
        self.scheme().name()
    }

    /// The scheme that verified it.
    pub fn scheme(&self) -> &Scheme {
        self.0.verified.scheme()
    }

    /// The endpoint's name; the provider's slug unless it was given one.
    pub fn endpoint(&self) -> &str {
        &self.0.context.endpoint
    }

    /// The tenant, where one endpoint serves many.
    pub fn tenant(&self) -> Option<&str> {
        self.0.context.tenant.as_deref()
    }

    /// The event's id, where the provider gives one. Not every provider signs it, and some repeat
    /// it for different events: [`dedupe_key`](Delivery::dedupe_key) is what identifies a delivery.
    pub fn id(&self) -> Option<&str> {
        self.0
            .id
            .get_or_init(|| self.0.verified.event_id().map(Into::into))
            .as_deref()
    }

    /// The event's type, where the provider gives one.
    pub fn event_type(&self) -> Option<&str> {
        self.0
            .event_type
            .get_or_init(|| self.0.verified.event_type().map(Into::into))
            .as_deref()
    }

    /// What happened to the thing that the type names, where the provider says so apart: `opened`,
    /// of a GitHub event `issues`.
    pub fn action(&self) -> Option<Cow<'_, str>> {
        self.0.verified.action()
    }

    /// The signed timestamp, if the scheme has one. Most providers stamp each attempt anew; some
    /// sign the time of the event ([`Stamped`](crate::scheme::Stamped)).
    pub fn timestamp(&self) -> Option<UnixTime> {
        self.0.verified.timestamp()
    }

    /// When the request arrived.
    pub fn received_at(&self) -> UnixTime {
        self.0.context.received_at
    }

    /// The answer that tells the provider that this delivery succeeded, for a handler to return:
    /// an empty 200, or what the provider reads ([`SuccessAnswer`](crate::scheme::SuccessAnswer)).
    /// Where the answer depends on the outcome (a call's TwiML, an interaction's reply) it is the
    /// handler's own to make, and this one says as little as the provider accepts.
    pub fn success_answer(&self) -> http::Response<String> {
        self.scheme().success_axis().response()
    }

    /// The provider's own count of attempts, where it sends one.
    pub fn attempt(&self) -> Option<u32> {
        let at = self.scheme().attempt?;
        self.0.verified.facts.first(&[at])?.parse().ok()
    }

    /// The signed bytes of the body. Cloning them does not copy.
    pub fn body(&self) -> &Bytes {
        self.0.verified.body()
    }

    /// The `Content-Type`, which signatures do not cover.
    pub fn content_type(&self) -> Option<&str> {
        self.0.verified.facts.content_type()
    }

    /// Whether the body is a form, by its `Content-Type`. That is not signed: a body that starts as
    /// JSON does is none, whatever it says.
    pub fn is_form(&self) -> bool {
        self.0.verified.facts.is_form()
    }

    /// The fields of a form body in order, or, for a signed URL on a request without a body, those
    /// of the query. `None` if there is no such thing or a field is not UTF-8.
    pub fn form_fields(&self) -> Option<Vec<(String, String)>> {
        if self.is_form() {
            form::fields(self.body())
        } else if self.body().is_empty() {
            form::fields(self.query()?.as_bytes())
        } else {
            None
        }
    }

    /// The raw query, where the scheme signs the URL.
    pub fn query(&self) -> Option<&str> {
        self.0.verified.facts.query.as_deref()
    }

    /// A header that the scheme declares, by its lower-case name. Not signed unless the scheme's
    /// content says so.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.verified.facts.header(name)
    }

    /// Which of the secrets matched, counting from 0.
    pub fn secret_index(&self) -> usize {
        self.0.verified.secret_index()
    }

    /// The label of the secret that matched.
    pub fn secret_label(&self) -> Option<&str> {
        self.0.verified.secret_label()
    }

    /// What deduplicates this delivery; `None` where deduplication is off.
    pub fn dedupe_key(&self) -> Option<&DedupeKey> {
        self.0.key.as_ref()
    }

    /// How long this delivery is to be remembered once it is done, so that no retry of the provider
    /// comes later: the layer's window, or the scheme's
    /// [`dedupe_window`](crate::Scheme::dedupe_window).
    pub fn dedupe_window(&self) -> Duration {
        let set = self.0.context.window;
        set.unwrap_or_else(|| self.scheme().dedupe_window())
    }

    /// A hint for providers that do not sign their ids (GitHub, Shopify, Twilio): the same content
    /// came lately under another id. That may be a replayed capture, or two events that are alike;
    /// best effort, in this process only.
    pub fn suspected_replay(&self) -> bool {
        self.0.context.suspected_replay
    }

    /// What a body that is a JSON Web Token says, as JSON: its claims (Kinde, Wix).
    pub fn claims(&self) -> Option<String> {
        let in_body = matches!(self.scheme().content_axis(), Content::Jwt(_))
            && self.scheme().signature_header().is_empty();
        in_body.then(|| jws::claims(self.body())).flatten()
    }

    /// The proof behind this delivery.
    pub fn verified(&self) -> &Verified {
        &self.0.verified
    }
}

impl fmt::Debug for Delivery {
    /// The body is left out: it is the customers' data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("provider", &self.provider())
            .field("endpoint", &self.endpoint())
            .field("tenant", &self.tenant())
            .field("id", &self.id())
            .field("event_type", &self.event_type())
            .field("timestamp", &self.timestamp())
            .field("received_at", &self.received_at())
            .field("body_len", &self.body().len())
            .field("secret_label", &self.secret_label())
            .finish()
    }
}
