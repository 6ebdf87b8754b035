//! The ready-made events: each is one that its provider's scheme reads, and fresh every time.

use std::collections::HashSet;

use webhook_core::{
    Delivery, DeliveryContext, Inbound, Scheme, Verified, Verifier, providers,
    scheme::At,
    signer::Signed,
    testing::{self, Published, RequestBuilder, Sample},
};

const URL: &str = "https://example.com/hooks";

fn all() -> impl Iterator<Item = (Scheme, &'static Sample)> {
    providers::ALL
        .iter()
        .filter(|scheme| testing::keys(scheme, KEY).is_some() || Published::new(scheme).is_some())
        .flat_map(|scheme| testing::samples(scheme.name()).map(|sample| (*scheme, sample)))
}

const KEY: &[u8] = b"a key of thirty-two bytes, as is";

fn verified(scheme: Scheme, sample: &Sample, unique: &str) -> Verified {
    let now = std::time::SystemTime::now().into();
    if let Some(published) = Published::new(&scheme) {
        let request = RequestBuilder::new(published.signer())
            .sample(&sample.fresh(&scheme, unique).stamped(&scheme, now))
            .at(now)
            .build();
        let signed = Signed {
            headers: request.headers().clone(),
            url: String::new(),
            body: request.body().to_vec(),
        };
        return published
            .verify(&signed, now)
            .unwrap_or_else(|refusal| panic!("{} {}: {refusal}", scheme.name(), sample.name));
    }
    let keys = testing::keys(&scheme, KEY).expect("somebody can sign");
    let request = testing::request(scheme, keys.signing_secret())
        .url(URL)
        .sample(&sample.fresh(&scheme, unique).stamped(&scheme, now))
        .at(now)
        .build();
    let verifier = if scheme.signs_url() {
        Verifier::with_public_url(scheme, keys.verifying_secret(), URL)
    } else {
        Verifier::new(scheme, keys.verifying_secret())
    };
    let inbound = Inbound::new(request.method(), request.uri(), request.headers());
    verifier
        .expect("a secret")
        .verify(&inbound, request.body().clone(), now)
        .unwrap_or_else(|refusal| panic!("{} {}: {refusal}", scheme.name(), sample.name))
}

#[test]
fn every_provider_has_samples_of_different_names() {
    for scheme in providers::ALL {
        let names: Vec<_> = testing::samples(scheme.name())
            .map(|sample| sample.name)
            .collect();
        let different: HashSet<_> = names.iter().collect();
        assert!(!names.is_empty(), "{}", scheme.name());
        assert_eq!(names.len(), different.len(), "{names:?}");
    }
    assert_eq!(testing::samples("nobody").count(), 0);
}

#[test]
fn every_sample_is_what_its_content_type_says() {
    for (_, sample) in all() {
        match sample.content_type {
            "application/json" => {
                serde_json::from_str::<serde_json::Value>(sample.body).expect(sample.name);
            }
            "application/x-www-form-urlencoded" => {
                assert!(sample.body.contains('=') && !sample.body.contains([' ', '\n']));
            }
            // What some call their JSON.
            "text/plain" | "text/plain; charset=UTF-8" => {
                serde_json::from_str::<serde_json::Value>(sample.body).expect(sample.name);
            }
            multipart if multipart.starts_with("multipart/form-data; boundary=") => {
                let (_, boundary) = multipart.split_once('=').unwrap();
                assert!(sample.body.starts_with(&format!("--{boundary}\r\n")));
                assert!(sample.body.ends_with(&format!("--{boundary}--\r\n")));
            }
            other => panic!("{}: {other}", sample.name),
        }
    }
}

#[test]
fn every_sample_is_verified_with_an_id_and_a_type() {
    for (scheme, sample) in all() {
        let verified = verified(scheme, sample, "Zz91x");
        let name = format!("{} {}", scheme.name(), sample.name);
        let id = verified.event_id();
        // Some providers send no id, some no type.
        let has_id = !scheme.event_id_places().is_empty();
        // A number has no letters.
        let fresh = sample.fresh(&scheme, "Zz91x").id;
        let is_number = fresh.parse::<u64>().is_ok();
        let is_fresh = id.is_some_and(|id| id.contains("Zz91x") || is_number && id == fresh);
        assert_eq!(is_fresh, has_id, "{name}");
        // What stands in the query is not the sample's to say.
        let has_type = |at: &At| !matches!(at, At::Query(_));
        let has_type = scheme.event_type_places().iter().any(has_type);
        assert_eq!(verified.event_type().is_some(), has_type, "{name}");
    }
}

#[test]
fn a_fresh_sample_is_another_delivery() {
    for (scheme, sample) in all() {
        let keys = ["aaaa1", "bbbb2"].map(|unique| {
            let context = DeliveryContext::new("e", webhook_core::UnixTime::from_secs(0));
            let delivery = Delivery::new(verified(scheme, sample, unique), context);
            delivery.dedupe_key().expect("a key").to_string()
        });
        assert_ne!(keys[0], keys[1], "{} {}", scheme.name(), sample.name);
    }
}

#[test]
fn a_delivery_without_http_is_the_one_that_the_layer_would_make() {
    for (scheme, sample) in all() {
        let made = testing::delivery(scheme, sample.name);
        let real = Delivery::new(
            verified(scheme, sample, "r1"),
            DeliveryContext::new("hooks", made.received_at()),
        );
        let context = format!("{} {}", scheme.name(), sample.name);
        assert_eq!(made.provider(), scheme.name());
        assert_eq!(made.event_type(), real.event_type(), "{context}");
        assert_eq!(made.action(), real.action(), "{context}");
        assert_eq!(made.id().is_some(), real.id().is_some(), "{context}");
        assert_eq!(
            made.form_fields().is_some(),
            real.form_fields().is_some(),
            "{context}"
        );
        let again = testing::delivery(scheme, sample.name);
        assert_ne!(
            made.dedupe_key(),
            again.dedupe_key(),
            "{context}: never sent before"
        );
    }
}

#[test]
#[should_panic(expected = "stripe has no sample invoice.payed, but invoice.paid")]
fn an_unknown_sample_names_those_there_are() {
    testing::delivery(providers::STRIPE, "invoice.payed");
}
