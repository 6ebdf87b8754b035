//! Keys of look-alikes and of retries.

use bytes::Bytes;
use http::Request;
use webhook_core::{DedupeKey, Scheme, UnixTime, testing::RequestBuilder};

use super::*;

/// A little later: the provider stamps and signs every attempt anew.
pub const LATER: UnixTime = UnixTime::from_secs(NOW.as_secs() + 20);

/// The key by the scheme's own identity, received by an endpoint in the middle of a rotation.
pub fn key_of(scheme: Scheme, request: &Request<Bytes>) -> DedupeKey {
    let both = [secret(scheme, 0), secret(scheme, 1)];
    let verified = verify_at(&verifier_with(scheme, both), request, NOW);
    key(verified.unwrap_or_else(|refusal| panic!("{}: {refusal}", scheme.name())))
}

/// The same message from the provider's next attempt: another time, the other secret.
pub fn retry(scheme: Scheme, change: impl Fn(RequestBuilder) -> RequestBuilder) -> Request<Bytes> {
    change(request_with(scheme, secret(scheme, 1)).at(LATER)).build()
}

pub fn first(scheme: Scheme, change: impl Fn(RequestBuilder) -> RequestBuilder) -> Request<Bytes> {
    change(request(scheme)).build()
}

/// Two legitimate look-alikes, and for each its retry.
pub fn assert_told_apart(
    scheme: Scheme,
    one: impl Fn(RequestBuilder) -> RequestBuilder,
    other: impl Fn(RequestBuilder) -> RequestBuilder,
) {
    let name = scheme.name();
    let keys = [&one as &dyn Fn(_) -> _, &other].map(|change| {
        let key = key_of(scheme, &first(scheme, change));
        assert_eq!(
            key,
            key_of(scheme, &retry(scheme, change)),
            "{name}: a retry is the same"
        );
        key
    });
    assert_ne!(keys[0], keys[1], "{name}: look-alikes are two deliveries");
}

pub fn assert_merged(
    scheme: Scheme,
    one: impl Fn(RequestBuilder) -> RequestBuilder,
    other: impl Fn(RequestBuilder) -> RequestBuilder,
) {
    let keys = [first(scheme, one), first(scheme, other)].map(|request| key_of(scheme, &request));
    assert_eq!(keys[0], keys[1], "{}", scheme.name());
}
