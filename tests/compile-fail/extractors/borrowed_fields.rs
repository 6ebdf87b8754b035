//! A handler's type outlives the request's body, so it cannot borrow from it.

use axum_webhook::Webhook;

#[derive(serde::Deserialize)]
struct Invoice<'a> {
    id: &'a str,
}

async fn billing(Webhook(invoice): Webhook<Invoice<'static>>) -> &'static str {
    invoice.id
}

fn main() {
    let _: axum::routing::MethodRouter = axum::routing::post(billing);
}
