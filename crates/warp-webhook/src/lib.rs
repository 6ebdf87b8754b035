//! Receive webhooks with warp: verified, fresh, once, and typed.
//!
//! ```no_run
//! use warp::Filter;
//! use warp_webhook::{StripeEvent, WebhookLayer, event, guard};
//!
//! # async fn run() {
//! let layer = WebhookLayer::stripe("whsec_an_example_secret");
//! let pay = event::<StripeEvent>()
//!     .map(|event: StripeEvent| format!("{:?} is {}", event.id(), event.event_type()));
//! let routes = warp::path!("stripe").and(guard(layer, pay));
//! warp::serve(routes).run(([127, 0, 0, 1], 3000)).await;
//! # }
//! ```
//!
//! # The mental model
//!
//! [`guard`] makes a filter of a [`WebhookLayer`] and a filter of yours. What reaches it is read,
//! checked for signature and time, and claimed, so that a duplicate does not run twice; then your filter
//! runs, with a [`Delivery`] in the request. [`event`] and [`delivery`] only look at that: they verify
//! nothing, and where no layer ran they reject.
//!
//! | filter | extracts | rejects |
//! |---|---|---|
//! | [`event::<StripeEvent>()`](event), and the other typed events | the typed envelope; the payload parsed when asked for | another provider's delivery |
//! | [`event::<T>()`](event) | your own `Deserialize` type, parsed from the JSON | a payload that does not fit |
//! | [`delivery`] | the bytes, and what the layer knows of them | nothing |
//! | [`optional_event`], [`optional_delivery`] | `None` where there is no delivery | as above, but not its absence |
//! | [`item_dedupe`] | what runs each item of a batch once | a layer without `dedupe_items` |
//! | `warp::body::json`, `form`, `bytes`, … | the untouched body, as always | as always |
//!
//! What your filter answers decides: after a 2xx the delivery is done and its duplicates are answered
//! without it; after anything else, a rejection included, the provider keeps it and sends it again. The
//! layer's own refusals are replies and listed at [`Refusal`].
//!
//! # Cookbook
//!
//! ## Where to put the guard
//!
//! Behind what chooses the route, in front of what reads the request. An unsigned request gets:
//!
//! | written | right path | unknown path | wrong method |
//! |---|---|---|---|
//! | `path!("x").and(warp::post()).and(guard(L, f))` | 401 | 404 | 405 by warp |
//! | `path!("x").and(guard(L, f))`; **prefer this** | 401 | 404 | 405 by the layer |
//! | `path("x").and(guard(L, path!("y").and(f)))` | 401 | 401 below `x`, else 404 | 405 by the layer |
//! | `guard(L, path!("x").and(f))` | 401 | 401 | 405 by the layer |
//!
//! - The guard takes what is left of the path and shows layer and filter that: under `path("hooks")`, a
//!   request to `/hooks/acme` has the path `/acme`, which a
//!   [`SecretSource`] finds its tenant in. Path parameters that were
//!   extracted before the guard are extracted beside its response.
//! - Extensions of the outer request are not the inner one's, but for [`PeerAddr`], which is there
//!   instead of `warp::addr::remote()`; its version is HTTP/1.1 whatever came.
//! - Nothing may read the body before the guard, in another branch of an `or` either: warp gives it out
//!   once, and answers 500.
//! - `warp::body::content_length_limit` answers 411 to chunked bodies, which some providers send. Leave
//!   it out: the layer has a limit that holds for those too ([`WebhookLayer::body_limit`]).
//! - One guard is one endpoint. Build it once, at start-up, and clone it; the layer's start-up checks run
//!   then, and panic.
//! - Wrappers around it such as `warp::log` or `warp::cors` see its replies, the layer's among them.
//!
//! ## Several providers, secrets from the environment
//!
//! ```
//! use warp::{Filter, Rejection, Reply};
//! use warp_webhook::{
//!     ConfigError, Delivery, GitHubEvent, Secret, StandardEvent, WebhookLayer, event, guard,
//! };
//!
//! fn routes() -> Result<impl Filter<Extract = impl Reply, Error = Rejection> + Clone, ConfigError> {
//!     let clerk = WebhookLayer::clerk(Secret::from_env("CLERK_WEBHOOK_SECRET")?);
//!     let users = event().map(|event: StandardEvent| event.event_type().to_owned());
//!     let github = WebhookLayer::github(Secret::from_env("GITHUB_WEBHOOK_SECRET")?);
//!     let code = event().map(|event: GitHubEvent| event.event_type().to_string());
//!     Ok(warp::path!("clerk")
//!         .and(guard(clerk, users))
//!         .or(warp::path!("github").and(guard(github, code)))
//!         .or(warp::path!("health").map(|| "up")))
//! }
//! # assert!(matches!(routes(), Err(ConfigError::EnvUnset { .. })));
//! ```
//!
//! ## Handlers that fail
//!
//! What your filter rejects releases the claim, and then is the guard's rejection, the very same: a
//! `recover` of yours finds it. [`recover`] does that for this crate's own:
//!
//! ```
//! use warp::{Filter, Rejection, http::StatusCode, reject::Reject};
//! use warp_webhook::{StripeEvent, WebhookLayer, event, guard};
//!
//! #[derive(Debug)]
//! struct Database(String);
//!
//! impl Reject for Database {}
//!
//! async fn pay(event: StripeEvent) -> Result<StatusCode, Rejection> {
//!     match event.id() {
//!         Some(_) => Ok(StatusCode::NO_CONTENT),
//!         // The provider sends it again.
//!         None => Err(Database("down".to_owned()).into()),
//!     }
//! }
//!
//! async fn busy(rejection: Rejection) -> Result<StatusCode, Rejection> {
//!     match rejection.find::<Database>() {
//!         Some(Database(_)) => Ok(StatusCode::SERVICE_UNAVAILABLE),
//!         None => Err(rejection),
//!     }
//! }
//!
//! let layer = WebhookLayer::stripe("whsec_an_example_secret");
//! let routes = warp::path!("stripe")
//!     .and(guard(layer, event::<StripeEvent>().and_then(pay)))
//!     .recover(busy)
//!     .recover(warp_webhook::recover);
//! # let _ = warp::service(routes);
//! ```
//!
//! A rejection makes warp try the other routes of an `or`. If one of them takes the same path its 2xx
//! tells the provider that the delivery was handled: recover inside of the `or`, or let no catch-all
//! stand behind a guard. For the same reason refusals are no rejections, unless you ask for that with
//! [`guard_rejecting`].
//!
//! An argument that could not be had ([`Rejected`]) is a 500 either way. The layer logs which and why
//! before the rejection leaves the guard.
//!
//! ## Endpoint checks
//!
//! Where the provider asks with a `GET`, a `HEAD` or an `OPTIONS` whether this is an endpoint, the guard
//! has to see those: no `warp::post()` in front of it. The layer answers the check, and refuses every
//! other `GET` with 405.
//!
//! ```
//! use warp::Filter;
//! use warp_webhook::{Delivery, WebhookLayer, delivery, guard};
//!
//! let page = WebhookLayer::meta("the app's secret").verify_token("what you told Meta");
//! let ingest = delivery().map(|delivery: Delivery| delivery.body().len().to_string());
//! let routes = warp::path!("meta").and(guard(page, ingest));
//! # let _ = warp::service(routes);
//! ```
//!
//! ## Providers that sign their URL
//!
//! They need the public one, with the whole path and without the query:
//!
//! ```
//! use warp::Filter;
//! use warp_webhook::{TwilioEvent, WebhookLayer, event, guard};
//!
//! let layer = WebhookLayer::twilio("the account's auth token", "https://example.com/hooks/twilio");
//! let sms = event::<TwilioEvent>().map(|_| "<Response/>");
//! let routes = warp::path!("hooks" / "twilio").and(guard(layer, sms));
//! # let _ = warp::service(routes);
//! ```
//!
//! ## The tower way
//!
//! Where all that a server has is webhooks of one layer, put the layer around it: [`serve`] does, and
//! shuts down gracefully. By hand it is `layer.layer(warp::service(filter))`, a tower service for any
//! hyper server. `event`, `delivery` and the others work in there as they do in a guard. Put
//! `.recover(warp_webhook::recover)` inside of that `warp::service`, so that the layer logs arguments that
//! could not be had.
//!
//! ## Shutting down
//!
//! [`serve`] with `.graceful(..)` waits for the handlers whose client is gone. Under `warp::serve`, await
//! [`WebhookLayer::drain`] of each layer yourself:
//!
//! ```no_run
//! use warp::Filter;
//! use warp_webhook::{WebhookLayer, delivery, guard};
//!
//! # async fn run() {
//! let layer = WebhookLayer::stripe("whsec_an_example_secret");
//! let routes = warp::path!("stripe").and(guard(layer.clone(), delivery().map(|_| "ok")));
//! warp::serve(routes)
//!     .bind(([127, 0, 0, 1], 3000))
//!     .await
//!     .graceful(async { tokio::signal::ctrl_c().await.unwrap_or(()) })
//!     .run()
//!     .await;
//! layer.drain().await;
//! # }
//! ```
//!
//! ## Testing a handler
//!
//! With feature `testing`, [`testing`](https://docs.rs/warp-webhook) signs a request as any provider does.
//! Send it through the routes as a service; `warp::test::request()` works as well, inside of a tokio
//! runtime.
//!
//! ```
//! # #[cfg(feature = "testing")] {
//! use http_body_util::Full;
//! use tower::ServiceExt as _;
//! use warp::Filter;
//! use warp_webhook::{GitHubEvent, WebhookLayer, event, guard, providers, testing};
//!
//! const SECRET: &str = "a secret of some length";
//!
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! let code = event::<GitHubEvent>().map(|event: GitHubEvent| event.event_type().to_string());
//! let routes = warp::path!("github").and(guard(WebhookLayer::github(SECRET), code));
//! let request = testing::request(providers::GITHUB, SECRET)
//!     .url("http://localhost/github")
//!     .event_type("push")
//!     .body(r#"{"ref":"refs/heads/main"}"#)
//!     .build();
//! let response = warp::service(routes).oneshot(request.map(Full::new)).await.unwrap();
//! assert_eq!(response.status(), 200);
//! # });
//! # }
//! ```
//!
//! # How the guard runs a filter inside of a filter
//!
//! While warp polls a filter, the request that it is about is a thread-local, and in debug builds it
//! panics if another filter is started in there. So the layer's work is polled where warp polls the
//! guard, up to the moment when your filter is to run; then it moves into a tokio task, and the guard
//! waits for that. If the client vanishes, the work is dropped wherever it is, and what that means is the
//! layer's to say: before the verdict nothing is left behind, after it the handler finishes on its own.
//!
//! Requests that are refused cost no task, and neither do duplicates. Over the tower way a guard costs
//! eight allocations for each request (the head put together again, warp's bodies twice, and for
//! what is handled the task and your filter's box): of a Stripe delivery that is handled 27 instead of
//! 19, of a forged one 15 instead of 7. Task-locals do not follow into the task; the tracing span does.

#![warn(missing_docs)]

mod events;
mod guard;
mod inner;
mod peer;
mod rejection;
mod request;
mod route;
mod serve;

pub use events::{delivery, event, item_dedupe, optional_delivery, optional_event};
pub use guard::{guard, guard_rejecting};
pub use rejection::{Refused, Rejected, recover};
pub use serve::{Server, serve};
pub use tower_webhook::*;
#[cfg(feature = "testing")]
pub use webhook_core::testing;
pub use webhook_core::{
    self as core, ConfigError, Delivery, Refusal, Scheme, Secret, Secrets, WebhookRejection,
    providers,
};
pub use webhook_events::*;
