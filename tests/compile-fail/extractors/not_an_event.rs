//! A handler that takes a type without `Deserialize`.

use axum_webhook::Webhook;

struct Invoice {
    id: String,
}

async fn billing(Webhook(invoice): Webhook<Invoice>) -> String {
    invoice.id
}

fn main() {
    let _: axum::routing::MethodRouter = axum::routing::post(billing);
}
