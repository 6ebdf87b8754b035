//! The models of well-kept crates, as the payloads of events.
//!
//! Each module is one recipe: the event arrives whatever it holds, its payload is parsed into the
//! vendor's type, and what does not fit is kept as it came.

use axum::{Router, routing::post};
use axum_webhook::WebhookLayer;

pub mod demo;
pub mod discord;
pub mod github;
pub mod misfits;
pub mod slack;
pub mod sns;
pub mod stripe;
pub mod telegram;

pub use misfits::Misfits;

/// One layer for each provider.
pub struct Layers {
    pub discord: WebhookLayer,
    pub github: WebhookLayer,
    pub slack: WebhookLayer,
    pub sns: WebhookLayer,
    pub stripe: WebhookLayer,
    pub telegram: WebhookLayer,
}

pub fn app(layers: Layers, misfits: Misfits) -> Router {
    Router::new()
        .route(
            "/discord",
            post(discord::handle).route_layer(layers.discord),
        )
        .route("/github", post(github::handle).route_layer(layers.github))
        .route("/slack", post(slack::handle).route_layer(layers.slack))
        .route("/sns", post(sns::handle).route_layer(layers.sns))
        .route("/stripe", post(stripe::handle).route_layer(layers.stripe))
        .route(
            "/telegram",
            post(telegram::handle).route_layer(layers.telegram),
        )
        .with_state(misfits)
}
