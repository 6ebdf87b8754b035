//! The service, its callers, and what it kept.

use axum::{
    Router,
    body::{Body, to_bytes},
};
use serde_json::Value;
use tower::ServiceExt as _;
use vendor_models::{
    Misfits, app,
    demo::{Demo, PAYLOADS, Payload},
    misfits::Misfit,
};

/// The example under test, and everybody who calls it.
pub struct Service {
    pub demo: Demo,
    pub app: Router,
    pub misfits: Misfits,
}

impl Service {
    pub fn new() -> Self {
        let (demo, layers) = Demo::new().expect("keys");
        let misfits = Misfits::default();
        let app = app(layers, misfits.clone());
        Self { demo, app, misfits }
    }

    /// The body as it was sent, the status and the answer.
    pub async fn send(&self, payload: &Payload, body: String) -> (Vec<u8>, u16, String) {
        let request = self.demo.request(payload, body).expect("a signer").build();
        let sent = request.body().to_vec();
        let response = self.app.clone().oneshot(request.map(Body::from)).await;
        let response = response.expect("infallible");
        let status = response.status().as_u16();
        let answer = to_bytes(response.into_body(), 1 << 16)
            .await
            .expect("a body");
        (
            sent,
            status,
            String::from_utf8(answer.into()).expect("UTF-8"),
        )
    }

    /// Sends a payload that does not fit, and returns what was kept of it, with the status.
    pub async fn misfit(&self, payload: &Payload, body: String) -> (Misfit, u16) {
        let before = self.misfits.all().len();
        let (sent, status, answer) = self.send(payload, body).await;
        let mut kept = self.misfits.all();
        assert_eq!(kept.len(), before + 1, "{} {status} {answer}", payload.path);
        let misfit = kept.pop().expect("the last one");
        assert_eq!(misfit.raw, sent, "byte for byte");
        (misfit, status)
    }
}

pub fn payload(path: &str) -> &'static Payload {
    let mut all = PAYLOADS.iter();
    all.find(|payload| payload.path == path).expect("a payload")
}

pub fn parsed(payload: &Payload) -> Value {
    serde_json::from_str(payload.body).expect("JSON")
}
