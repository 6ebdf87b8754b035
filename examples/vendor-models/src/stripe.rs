//! Stripe: objects of async-stripe, by `event.object()`.

use axum::{extract::State, http::StatusCode};
use axum_webhook::{StripeEvent, StripeEventType};
use stripe_shared::PaymentIntent;

use crate::Misfits;

/// Stripe repeats what gets a 500 for three days, time enough to mend the model.
pub async fn handle(
    State(misfits): State<Misfits>,
    event: StripeEvent,
) -> Result<String, StatusCode> {
    match event.event_type() {
        StripeEventType::PaymentIntentSucceeded => match event.object::<PaymentIntent>() {
            Ok(paid) => Ok(format!("{}: {} {}\n", paid.id, paid.amount, paid.currency)),
            Err(error) => {
                misfits.keep(&error, event.raw());
                Err(StatusCode::INTERNAL_SERVER_ERROR)
            }
        },
        other => Ok(format!("nothing to do for {other}\n")),
    }
}
