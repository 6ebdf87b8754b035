//! Receive webhooks with axum: verified, fresh, once, and typed.
//!
//! ```
//! use axum::{Router, routing::post};
//! use axum_webhook::{StripeEvent, WebhookLayer};
//!
//! async fn pay(event: StripeEvent) {
//!     println!("{:?} is {}", event.id(), event.event_type());
//! }
//!
//! let app: Router = Router::new()
//!     .route("/stripe", post(pay).route_layer(WebhookLayer::stripe("whsec_an_example_secret")));
//! ```
//!
//! # The mental model
//!
//! [`WebhookLayer`] stands in front of a route. It reads the body, checks signature and time,
//! claims the delivery so that a duplicate does not run twice, and puts a [`Delivery`] into the
//! request. Extractors only look at that: they verify nothing, and without the layer they reject.
//!
//! | argument | what the handler gets | rejects |
//! |---|---|---|
//! | [`StripeEvent`], [`GitHubEvent`], [`StandardEvent`] and [all the others](webhook_events) | the typed envelope; the payload parsed when asked for | another provider's delivery |
//! | [`Webhook<E>`](Webhook) | your own type, parsed from the JSON | a payload that does not fit |
//! | [`Delivery`] | the bytes, and what the layer knows of them | nothing |
//! | `Option` of any of these | `None` where there is no delivery | as above, but not its absence |
//! | axum's `Json`, `Form`, `Bytes`, `String` | the untouched body, as always | as always |
//!
//! What the handler answers decides: after a 2xx the delivery is done and its duplicates are
//! answered without it; after anything else the provider keeps it and sends it again. Every
//! [`WebhookRejection`] is a 500 for that reason. The layer's own refusals are listed at
//! [`Refusal`].
//!
//! # Cookbook
//!
//! ## Your own type
//!
//! Whatever implements `Deserialize` without borrowing fits into [`Webhook`]. Where a payload may
//! change shape under you, take the typed event and parse inside, so that the raw bytes are there
//! when it does:
//!
//! ```
//! use axum::http::StatusCode;
//! use axum_webhook::{StripeEvent, StripeEventType};
//!
//! #[derive(serde::Deserialize)]
//! struct Invoice<'a> {
//!     id: &'a str,
//!     amount_paid: i64,
//! }
//!
//! async fn pay(event: StripeEvent) -> Result<(), StatusCode> {
//!     match event.event_type() {
//!         StripeEventType::InvoicePaid => match event.object::<Invoice<'_>>() {
//!             Ok(invoice) => println!("{} paid {}", invoice.id, invoice.amount_paid),
//!             Err(error) => {
//!                 eprintln!("{error}; kept for later: {} bytes", event.raw().len());
//!             }
//!         },
//!         // Types newer than this crate arrive under their names.
//!         other if other == "invoice.will_be_due" => {}
//!         _ => {}
//!     }
//!     Ok(())
//! }
//! # let _: axum::routing::MethodRouter = axum::routing::post(pay);
//! ```
//!
//! ## A handler for each type
//!
//! [`EventRouter`] chooses by the event's type, and for GitHub, GitLab and Linear by its action too:
//!
//! ```
//! use axum::{Router, routing::post};
//! use axum_webhook::{EventRouter, GitHubEvent, GitHubEventType, WebhookLayer};
//!
//! async fn push(event: GitHubEvent) { /* … */ }
//! async fn opened(event: GitHubEvent) { /* … */ }
//!
//! let events = EventRouter::new()
//!     .on(GitHubEventType::Push, push)
//!     .on_any(["issues.opened", "pull_request.opened"], opened);
//! let app: Router = Router::new().route(
//!     "/github",
//!     post(events).route_layer(WebhookLayer::github("a secret of some length")),
//! );
//! ```
//!
//! ## One handler, with and without the layer
//!
//! ```
//! use axum_webhook::Delivery;
//!
//! async fn ingest(delivery: Option<Delivery>, body: String) -> &'static str {
//!     match delivery {
//!         Some(_) => "genuine",
//!         None => "somebody says so",
//!     }
//! }
//! # let _: axum::routing::MethodRouter = axum::routing::post(ingest);
//! ```
//!
//! `None` means that no layer ran, or that it runs with `observe_only` and the request failed. A
//! delivery that does not fit the argument's type still rejects.
//!
//! ## Several providers, secrets from the environment
//!
//! ```
//! use axum::{Router, routing::post};
//! use axum_webhook::{ConfigError, Delivery, Secret, StandardEvent, WebhookLayer};
//!
//! async fn users(event: StandardEvent) { /* … */ }
//! async fn code(delivery: Delivery) { /* … */ }
//!
//! fn app() -> Result<Router, ConfigError> {
//!     let clerk = Secret::from_env("CLERK_WEBHOOK_SECRET")?;
//!     let github = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
//!     Ok(Router::new()
//!         .route("/clerk", post(users).route_layer(WebhookLayer::clerk(clerk)))
//!         .route("/github", post(code).route_layer(WebhookLayer::github(github))))
//! }
//! # assert!(matches!(app(), Err(ConfigError::EnvUnset { .. })));
//! ```
//!
//! ## Large bodies
//!
//! Two limits apply, one after the other. The layer's is the scheme's (2 MiB for most, 25 MiB for
//! GitHub) or [`WebhookLayer::body_limit`]; beyond it the answer is 413. axum's `DefaultBodyLimit`,
//! 2 MiB, holds for `Bytes`, `String`, `Json` and `Form`, not for [`Delivery`] and events, which do
//! not read the body again. Whoever takes large bodies with axum's extractors raises both:
//!
//! ```
//! use std::num::NonZeroUsize;
//!
//! use axum::{Router, body::Bytes, extract::DefaultBodyLimit, routing::post};
//! use axum_webhook::WebhookLayer;
//!
//! const LIMIT: NonZeroUsize = NonZeroUsize::new(8 * 1024 * 1024).unwrap();
//!
//! async fn push(body: Bytes) { /* … */ }
//!
//! let layer = WebhookLayer::github("a secret of some length").body_limit(LIMIT);
//! let app: Router = Router::new()
//!     .route("/github", post(push).route_layer(layer))
//!     .layer(DefaultBodyLimit::max(LIMIT.get()));
//! ```
//!
//! ## Where to put the layer
//!
//! | written | runs for | an unknown path | a wrong method |
//! |---|---|---|---|
//! | `post(handler).route_layer(L)` | this method | 404 | 405 by axum |
//! | `post(handler).layer(L)` | this path, all methods | 404 | 405 by the layer |
//! | `Router::route_layer(L)` | all routes added before it | 404 | 405 by the layer |
//! | `Router::layer(L)` | all routes added before it, and its fallback | 401 or 405 by the layer | 405 by the layer |
//!
//! The first is the one to prefer. What is added *after* a layer is not behind it: in
//! `post(handler).layer(L).get(other)` the `GET` is unsigned. `Router::nest` rewrites the URI, so
//! providers that sign their URL (Twilio) need the public one, which
//! [`WebhookLayer::twilio`] asks for.
//!
//! ## Finding out why a delivery was rejected
//!
//! The peer reads what to fix for mistakes of configuration, and one generic line for a payload,
//! which may hold customers' data. The whole reason is in the response's extensions:
//!
//! ```
//! use std::error::Error as _;
//!
//! use axum::{Router, middleware::map_response, response::Response};
//! use axum_webhook::WebhookRejection;
//!
//! async fn log_rejections(response: Response) -> Response {
//!     if let Some(rejection) = response.extensions().get::<WebhookRejection>() {
//!         // "the payload does not fit app::Invoice at /data/amount (line 1, column 31)"
//!         eprintln!("{rejection}: {:?}", rejection.source().map(ToString::to_string));
//!     }
//!     response
//! }
//!
//! let app: Router = Router::new().layer(map_response(log_rejections));
//! ```
//!
//! ## Testing a handler
//!
//! With feature `testing`, [`testing`](https://docs.rs/axum-webhook) signs a request as any
//! provider does; send it through the router with `tower::ServiceExt::oneshot`. More, from handlers as
//! functions to what must hold on the worst day, is in the repository's `docs/testing.md`.
//!
//! ```
//! # #[cfg(feature = "testing")] {
//! use axum::{Router, body::Body, routing::post};
//! use axum_webhook::{GitHubEvent, WebhookLayer, providers, testing};
//! use tower::ServiceExt as _;
//!
//! const SECRET: &str = "a secret of some length";
//!
//! async fn code(event: GitHubEvent) -> String {
//!     event.event_type().to_string()
//! }
//!
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! let app: Router =
//!     Router::new().route("/", post(code).route_layer(WebhookLayer::github(SECRET)));
//! let request = testing::request(providers::GITHUB, SECRET)
//!     .event_type("push")
//!     .body(r#"{"ref":"refs/heads/main"}"#)
//!     .build();
//! let response = app.oneshot(request.map(Body::from)).await.unwrap();
//! assert_eq!(response.status(), 200);
//! # });
//! # }
//! ```

#![warn(missing_docs)]

mod router;
mod webhook;

pub use router::{EventHandler, EventRouter};
pub use tower_webhook::*;
pub use webhook::Webhook;
#[cfg(feature = "testing")]
pub use webhook_core::testing;
pub use webhook_core::{
    self as core, ConfigError, Delivery, Refusal, Scheme, Secret, Secrets, WebhookRejection,
    providers,
};
pub use webhook_events::*;

// The README's code, which uses the test kit and fetches keys. Nothing of this is in any build but its
// doc tests.
#[cfg(all(doctest, feature = "fetch", feature = "testing"))]
#[doc = include_str!("../../../README.md")]
struct ReadmeDocTests;

#[cfg(all(doctest, feature = "testing"))]
#[doc = include_str!("../../../docs/testing.md")]
struct TestingDocTests;

#[cfg(doctest)]
#[doc = include_str!("../../../docs/migrating.md")]
struct MigratingDocTests;
