//! Genuine and forged deliveries, as the vectors have them.

use std::{fs, path::Path};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::{MemoryStore, Refusal, WebhookLayer};
use webhook_core::testing::{FakeClock, vectors::Vector};
use webhook_tests::handler::Handler;

/// A vector by its id: `sns/valid-1/s`.
pub(crate) fn vector(id: &str) -> Vector {
    let slug = id.split('/').next().expect("a slug");
    let path = format!("vectors/{slug}.jsonl");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let vectors = Vector::parse_lines(&fs::read_to_string(path).expect("a file")).expect("vectors");
    let found = vectors.into_iter().find(|vector| vector.id == id);
    found.unwrap_or_else(|| panic!("there is a vector {id}"))
}

/// A layer as the vector's receiver is configured, at the time of the vector.
pub(crate) fn layer(vector: &Vector) -> WebhookLayer {
    let scheme = vector.provider_scheme().expect("a provider");
    WebhookLayer::new(scheme, vector.secrets.clone())
        .dedupe(MemoryStore::new())
        .clock(FakeClock::at(vector.now))
}

/// What a request came to: status, and the code of a refusal.
pub(crate) async fn send(
    layer: &WebhookLayer,
    handler: &Handler,
    request: Request<Bytes>,
) -> (u16, &'static str) {
    let service = layer.layer(handler.clone());
    let response = service.oneshot(request.map(Full::new)).await;
    outcome(&response.expect("infallible"))
}

fn outcome<B>(response: &Response<B>) -> (u16, &'static str) {
    let refusal = response.extensions().get::<Refusal>();
    let code = refusal.map_or("", Refusal::code);
    (response.status().as_u16(), code)
}
