//! A tower layer that receives webhooks safely.
//!
//! ```
//! use tower::{ServiceBuilder, service_fn};
//! use tower_webhook::{Delivery, WebhookLayer};
//! # use bytes::Bytes;
//! # use http::{Request, Response};
//! # use http_body_util::Full;
//!
//! let service = ServiceBuilder::new()
//!     .layer(WebhookLayer::stripe("whsec_an_example_secret"))
//!     .service_fn(async |request: Request<Full<Bytes>>| {
//!         let delivery = request.extensions().get::<Delivery>().expect("verified");
//!         println!("{:?}", delivery.event_type());
//!         Ok::<_, std::convert::Infallible>(Response::new(Full::<Bytes>::default()))
//!     });
//! ```
//!
//! # What happens to a request
//!
//! 1. **Source.** Where only some addresses are allowed, all others are refused.
//! 2. **Head.** Method, required headers, the signature header's form, the timestamp and
//!    `Content-Length` are checked. A request that fails here costs no read of its body.
//! 3. **Body.** It is read under a byte limit, a deadline and a process-wide budget, hashed while
//!    it arrives, and kept without a copy when it is one frame.
//! 4. **Signature.** One MAC per active secret, compared in constant time. Where the provider
//!    publishes its keys, the one that signed is fetched before, unless it is there already.
//! 5. **Handshake.** A provider's endpoint check is answered. One that comes unsigned is answered
//!    before, from its head; of an unsigned post up to 4 KiB are read, where the provider's check is
//!    told by its body alone.
//! 6. **Type.** What [`WebhookLayer::allow_events`] leaves out is answered as handled.
//! 7. **Claim.** The delivery is claimed in the dedupe store. A finished duplicate gets 200 without
//!    its handler, a running one 503 with `Retry-After`.
//! 8. **Handler.** It gets the untouched body and a [`Delivery`] in the request's extensions. After
//!    a 2xx the delivery is recorded as done, *then* the answer leaves; after anything else, a panic
//!    included, the claim is released and the provider's retry runs. A client that disconnects
//!    stops nothing: the handler finishes in a task of its own.
//!
//! It needs a tokio runtime with its timer. Refusals are responses, never errors; the typed
//! [`Refusal`] is in the response's extensions, and so is the [`Delivery`] that a duplicate or a
//! refusal after verification is about.
//!
//! # Order of layers
//!
//! - Put the layer directly around what handles webhooks; on axum, `post(handler).route_layer(..)`
//!   or `Router::route_layer`.
//! - Nothing that changes the body or the URL may run before the layer: providers sign what they
//!   send. A body with a `Content-Encoding` is refused with 415.
//! - A concurrency limit *around* the layer loses its permit when a client disconnects, while the
//!   handler goes on: use [`WebhookLayer::max_in_flight`].
//! - A timeout around the layer answers the client and detaches the handler; it does not cancel it.
//! - Catch-panic layers see no handler panics, unless [`WebhookLayer::propagate_panics`] is set.

#![warn(missing_docs)]

mod answer;
mod body;
mod breaker;
mod budget;
mod checks;
mod claim;
mod clock;
mod detach;
mod future;
mod items;
mod keys;
mod layer;
pub mod memory;
mod named;
mod observe;
mod policy;
mod read;
mod reading;
mod replays;
mod run;
mod service;
mod settings;
mod settings_checks;
mod settings_dedupe;
mod shared;
mod sink;
mod sns;
mod sources;
mod store;
mod tenants;
mod tiered;
mod wanted;

pub use body::ResponseBody;
pub use budget::BodyBudget;
pub use clock::SystemClock;
pub use future::ResponseFuture;
pub use items::ItemDedupe;
#[cfg(feature = "fetch")]
pub use keys::HttpKeys;
pub use layer::WebhookLayer;
pub use memory::MemoryStore;
pub use policy::OnStoreError;
pub use service::WebhookService;
pub use sources::PeerAddr;
pub use tiered::Tiered;

pub use webhook_core::{
    self as core, ConfigError, Delivery, KeySource, Refusal, Scheme, Secret, SecretSink,
    SecretSource, Secrets, Unhandled, providers,
};
