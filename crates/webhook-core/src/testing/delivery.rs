//! Deliveries without HTTP, for tests that call a handler as a function.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use super::{Published, RequestBuilder, keys, sample, samples};
use crate::{
    Delivery, DeliveryContext, Scheme, Signer, Verified, verified::Facts, verifier::Compiled,
};

/// A delivery of `scheme`'s provider with the [sample](super::samples) of this name, never sent
/// before: what the layer would hand to a handler.
///
/// ```
/// use webhook_core::{providers, testing};
///
/// let delivery = testing::delivery(providers::STRIPE, "invoice.paid");
/// assert_eq!(delivery.event_type(), Some("invoice.paid"));
/// ```
///
/// # Panics
/// If there is no such sample, with the names of those there are; or if the provider signs in a way
/// that nobody else can (eBay, Travis CI, Paddle Classic).
#[allow(
    clippy::panic,
    clippy::expect_used,
    reason = "a test kit reports mistakes by panicking"
)]
pub fn delivery(scheme: Scheme, name: &str) -> Delivery {
    static COUNTER: AtomicU64 = AtomicU64::new(1);
    let provider = scheme.name();
    let Some(sample) = sample(provider, name) else {
        let names: Vec<_> = samples(provider).map(|sample| sample.name).collect();
        panic!("{provider} has no sample {name}, but {}", names.join(", "));
    };
    let signer = match Published::new(&scheme) {
        Some(published) => published.signer(),
        None => {
            let keys = keys(&scheme, b"a key of thirty-two bytes, as is");
            let secret = keys.expect("a provider that can be signed for");
            Signer::new(scheme, secret.signing_secret()).expect("a usable secret and scheme")
        }
    };
    let unique = format!("t{:09}", COUNTER.fetch_add(1, Ordering::Relaxed));
    let request = RequestBuilder::new(signer);
    let now = request.time();
    request
        .sample(&sample.fresh(&scheme, &unique).stamped(&scheme, now))
        .delivery()
}

impl RequestBuilder {
    /// The delivery that the layer makes of this request, for handlers that are called as functions:
    /// `StripeEvent::new(testing::request(..).body(..).delivery())`. Its signature was made, and is
    /// taken for checked.
    ///
    /// # Panics
    /// If the URL or a header is not valid.
    #[allow(
        clippy::expect_used,
        reason = "a test kit reports mistakes by panicking"
    )]
    pub fn delivery(&self) -> Delivery {
        let request = self.build();
        let scheme = *self.scheme();
        let compiled = Compiled::new(scheme).expect("a signer was made of it");
        let headers = request.headers();
        let kept = compiled
            .kept
            .iter()
            .filter_map(|kept| Some((kept.name, headers.get(kept.header_name())?.clone())))
            .collect();
        let facts = Facts {
            compiled: Arc::new(compiled),
            kept,
            content_type: headers.get(http::header::CONTENT_TYPE).cloned(),
            query: request.uri().query().map(Into::into),
            in_signature: Vec::new(),
            body: request.into_body(),
        };
        let stamped = scheme
            .timestamp_place()
            .and(scheme.tolerance())
            .map(|_| self.time());
        let verified = Verified::new(facts, stamped, (0, None), None);
        Delivery::new(verified, DeliveryContext::new(scheme.name(), self.time()))
    }
}
