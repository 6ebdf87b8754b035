//! An event comes from a verified delivery, never from bytes.

fn main() {
    let body = bytes::Bytes::from_static(b"{}");
    let _ = axum_webhook::StripeEvent::new(body);
}
