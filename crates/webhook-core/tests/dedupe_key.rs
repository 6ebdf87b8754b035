//! `DedupeKey`: injective over endpoint, tenant, provider and identity, and stable for ever.

mod common;

use std::collections::HashMap;

use common::*;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use webhook_core::{DedupeKey, Delivery, DeliveryContext, providers};

type Fields = (String, Option<String>, String, Vec<u8>);

fn key((endpoint, tenant, provider, identity): &Fields) -> DedupeKey {
    DedupeKey::new(endpoint, tenant.as_deref(), provider, identity)
}

/// Short fields over a small alphabet, so that shifted borders are frequent.
fn fields() -> impl Strategy<Value = Fields> {
    (
        "[abt\\PC]{0,3}",
        proptest::option::of("[abt]{0,3}"),
        "[abt]{0,3}",
        proptest::collection::vec(
            prop_oneof![Just(b'a'), Just(b't'), Just(0), any::<u8>()],
            0..4,
        ),
    )
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn t_38_keys_are_equal_only_where_all_four_fields_are(one in fields(), other in fields()) {
        prop_assert_eq!(key(&one) == key(&other), one == other);
        prop_assert_eq!(key(&one), key(&one.clone()));
    }

    #[test]
    fn t_38_a_border_between_fields_cannot_be_moved(
        text in "[abt]{2,8}", cut: proptest::sample::Index, other: proptest::sample::Index,
    ) {
        let (cut, other) = (cut.index(text.len() + 1), other.index(text.len() + 1));
        prop_assume!(cut != other);
        let split = |at| { let (left, right) = text.split_at(at); (left, right) };
        let ((a, b), (c, d)) = (split(cut), split(other));
        prop_assert_ne!(DedupeKey::new(a, Some(b), "p", b"i"), DedupeKey::new(c, Some(d), "p", b"i"));
        prop_assert_ne!(DedupeKey::new("e", Some(a), b, b"i"), DedupeKey::new("e", Some(c), d, b"i"));
        prop_assert_ne!(DedupeKey::new("e", None, a, b.as_bytes()), DedupeKey::new("e", None, c, d.as_bytes()));
    }
}

#[test]
fn t_38_no_tenant_a_nameless_one_and_one_named_t_are_three() {
    let all = [
        DedupeKey::new("e", None, "p", b"i"),
        DedupeKey::new("e", Some(""), "p", b"i"),
        DedupeKey::new("e", Some("t"), "p", b"i"),
    ];
    assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
}

/// Done records outlive a release: whoever changes this layout runs deliveries twice.
#[test]
fn the_layout_is_pinned() {
    let mut hash = Sha256::new();
    hash.update([1]);
    for field in [&b"billing"[..], b"tacme", b"stripe", b"identity"] {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let key = DedupeKey::new("billing", Some("acme"), "stripe", b"identity");
    assert_eq!(key.as_bytes(), &digest);
    assert_eq!(key.to_string(), const_hex::encode(digest));

    // And the identities of the three kinds, as they are in the first release.
    let pinned = [
        (
            providers::STRIPE,
            "b5d03f88dea625255c214b9c99c0787da611b236cc41da749a4c22d6c3c22025",
        ),
        (
            providers::GITHUB,
            "6b21b96e529ae1a599c57b8ab8ced0a618be6f4b7ae1fa5c4185b90f6f10cd22",
        ),
        (
            providers::TWILIO,
            "4d14946155d40704e17710a8a56d0a5f6e8015c900607a4e447eb4558ae373ab",
        ),
    ];
    for (scheme, expected) in pinned {
        let request = if scheme.name() == "twilio" {
            request(scheme)
                .form("MessageSid=SM1&SmsStatus=sent")
                .build()
        } else {
            request(scheme).build()
        };
        let verified = verify(&verifier(scheme), &request).unwrap();
        assert_eq!(
            common::key(verified).to_string(),
            expected,
            "{}",
            scheme.name()
        );
    }
}

#[test]
fn t_39_t_40_endpoint_tenant_and_provider_are_namespaces() {
    let mut seen = HashMap::new();
    let mut deliveries = 0;
    for scheme in [
        providers::STANDARD_WEBHOOKS,
        providers::OPENAI,
        providers::POLAR,
    ] {
        for endpoint in ["a", "b"] {
            for tenant in [None, Some("a"), Some("b")] {
                let request = request(scheme).id("msg_1").build();
                let verified = verify(&verifier(scheme), &request).unwrap();
                let context = DeliveryContext {
                    tenant: tenant.map(Into::into),
                    ..DeliveryContext::new(endpoint, NOW)
                };
                let delivery = Delivery::new(verified, context);
                seen.insert(
                    *delivery.dedupe_key().unwrap(),
                    (scheme.name(), endpoint, tenant),
                );
                deliveries += 1;
            }
        }
    }
    assert_eq!(seen.len(), deliveries, "one key each: {seen:?}");
}
