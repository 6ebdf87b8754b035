//! A handler that takes a type of its own without `Webhook`.

use axum_webhook::EventRouter;

#[derive(serde::Deserialize)]
struct Invoice {
    id: String,
}

async fn paid(invoice: Invoice) -> String {
    invoice.id
}

fn main() {
    let _: EventRouter = EventRouter::new().on("invoice.paid", paid);
}
