//! A handler that reads the body before the event.

use axum::Json;
use axum_webhook::{EventRouter, StripeEvent};

async fn paid(_: Json<serde_json::Value>, _: StripeEvent) {}

fn main() {
    let _: EventRouter = EventRouter::new().on("invoice.paid", paid);
}
