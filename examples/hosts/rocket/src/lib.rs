//! Rocket through `webhook-core` alone.
//!
//! Rocket has request types of its own and no tower in it, so the layer does not fit. What it does
//! for its handlers is here [`Webhook`], a data guard, and
//! [`claimed`], a function around the handler's work.

mod answer;
mod extract;

use hosts_common::{Endpoint, Settings, Work, claimed};
use rocket::{Build, Rocket, State, figment::Figment, get, post, routes};
use webhook_core::ConfigError;

pub use answer::Answer;
pub use extract::{Endpoints, Webhook};

#[post("/<_>", data = "<webhook>")]
async fn deliver(webhook: Result<Webhook, Answer>, work: &State<Work>) -> Result<Answer, Answer> {
    let Webhook(delivery, endpoint) = webhook?;
    let job = work.run(delivery.clone());
    Ok(Answer(claimed(&endpoint.store, &delivery, job).await))
}

/// Endpoint checks; no delivery is a `GET` here.
#[get("/<_>", data = "<webhook>")]
async fn check(webhook: Result<Webhook, Answer>) -> Result<(), Answer> {
    webhook.map(|_| ())
}

/// The routes, and what they ask for.
///
/// # Errors
/// [`ConfigError`] for a secret that cannot be one.
pub fn rocket(
    figment: Figment,
    settings: &Settings,
    work: &Work,
) -> Result<Rocket<Build>, ConfigError> {
    let mut endpoints = Endpoints::new();
    for provider in &settings.providers {
        let endpoint = Endpoint::new(provider, settings)?;
        endpoints.insert(provider.scheme.name(), endpoint);
    }
    let rocket = rocket::custom(figment)
        .manage(endpoints)
        .manage(work.clone());
    Ok(rocket.mount("/", routes![deliver, check]))
}
