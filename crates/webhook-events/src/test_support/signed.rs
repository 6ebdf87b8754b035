//! A sample as its provider sends it now.

use std::time::SystemTime;

use http::{Method, Uri};
use webhook_core::{
    Delivery, Inbound, Scheme, Signer, UnixTime, Verified, Verifier, providers,
    signer::Outgoing,
    testing::{self, Sample},
};

use super::{context, delivery};

const URL: &str = "http://localhost/";

/// Signed and verified; only delivered where the provider's keys are fetched (PayPal, SNS) or need a
/// feature of `webhook-core` that is off (Discord).
pub(crate) fn signed(provider: &str, sample: &Sample, unique: &str) -> Delivery {
    let scheme = providers::by_name(provider).unwrap();
    let now = UnixTime::from(SystemTime::now());
    let fresh = sample.fresh(&scheme, unique).stamped(&scheme, now);
    let headers = fresh.headers.iter();
    let headers: Vec<_> = headers.map(|(name, value)| (*name, &**value)).collect();
    let outgoing = Outgoing {
        url: URL,
        content_type: Some(fresh.content_type),
        id: Some(&fresh.id),
        event_type: fresh.event_type,
        headers: &headers,
        ..Outgoing::new(fresh.body.as_bytes(), now)
    };
    match verified(scheme, &outgoing) {
        Some(verified) => Delivery::new(verified, context()),
        None => delivery(scheme, &headers, fresh.body),
    }
}

fn verified(scheme: Scheme, outgoing: &Outgoing<'_>) -> Option<Verified> {
    let keys = testing::keys(&scheme, b"a key of thirty-two bytes, as is")?;
    let signer = Signer::new(scheme, keys.signing_secret()).unwrap();
    let secret = keys.verifying_secret();
    let verifier = if scheme.signs_url() {
        Verifier::with_public_url(scheme, secret, URL)
    } else {
        Verifier::new(scheme, secret)
    };
    let signed = signer.sign(outgoing);
    let (method, uri) = (Method::POST, Uri::from_static("/"));
    let inbound = Inbound::new(&method, &uri, &signed.headers);
    let verified = verifier
        .unwrap()
        .verify(&inbound, signed.body, outgoing.timestamp);
    Some(verified.unwrap())
}
