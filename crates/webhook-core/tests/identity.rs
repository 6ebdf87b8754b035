//! Identity: look-alikes that are two deliveries get two keys, a retry gets the same one again.

mod common;

use common::{identity::*, *};
use http::Request;
use webhook_core::{
    DedupeBy, Delivery, DeliveryContext, providers,
    scheme::{At, Identity},
    testing::RequestBuilder,
};

#[test]
fn every_provider_tells_look_alikes_apart_and_knows_its_retries() {
    for scheme in every_scheme() {
        match scheme.name() {
            "stripe" => assert_told_apart(
                scheme,
                |r| r.body(r#"{"id":"evt_1","type":"a"}"#),
                |r| r.body(r#"{"id":"evt_2","type":"a"}"#),
            ),
            "slack" => assert_told_apart(
                scheme,
                |r| r.body(r#"{"event_id":"Ev1","event":{}}"#),
                |r| r.body(r#"{"event_id":"Ev2","event":{}}"#),
            ),
            // The sids repeat for every status.
            "twilio" => assert_told_apart(
                scheme,
                |r| r.form("MessageSid=SM1&MessageStatus=sent"),
                |r| r.form("MessageSid=SM1&MessageStatus=delivered"),
            ),
            "github" => assert_told_apart(scheme, |r| r.id("d-1"), |r| r.id("d-2")),
            // By a nonce, for the body is not signed.
            "moov" => assert_told_apart(
                scheme,
                |r| r.header("x-nonce", "n-1"),
                |r| r.header("x-nonce", "n-2"),
            ),
            // One change may come as several types of event.
            "patreon" => assert_told_apart(
                scheme,
                |r| r.event_type("members:update"),
                |r| r.event_type("members:pledge:update"),
            ),
            "shopify" => assert_told_apart(scheme, |r| r.id("w-1"), |r| r.id("w-2")),
            _ => match scheme.identity_axis() {
                Identity::SignedId(At::Json(pointer)) => assert_told_apart(
                    scheme,
                    |r| r.body(nested(pointer, "evt_1")),
                    |r| r.body(nested(pointer, "evt_2")),
                ),
                Identity::Content => {
                    assert_told_apart(scheme, |r| r.body("[1]"), |r| r.body("[2]"));
                }
                // In a header.
                _ => assert_told_apart(scheme, |r| r.id("msg_1"), |r| r.id("msg_2")),
            },
        }
    }
}

/// Objects within each other, with `text` at the pointer's end.
fn nested(pointer: &str, text: &str) -> String {
    pointer
        .rsplit('/')
        .take_while(|member| !member.is_empty())
        .fold(format!("{text:?}"), |inner, member| {
            format!("{{{member:?}:{inner}}}")
        })
}

fn github(
    delivery: &'static str,
    event: &'static str,
) -> impl Fn(RequestBuilder) -> RequestBuilder {
    move |r| r.id(delivery).event_type(event)
}

#[test]
fn a_signed_id_alone_identifies_whatever_else_differs() {
    assert_merged(
        providers::STRIPE,
        |r| r.body(r#"{"id":"evt_1","type":"a"}"#),
        |r| r.body(r#"{"type":"b","id":"evt_1","pending_webhooks":0}"#),
    );
    assert_merged(
        providers::STANDARD_WEBHOOKS,
        |r| r.id("msg_1").body("one"),
        |r| r.id("msg_1").body("two"),
    );
    assert_merged(
        providers::SLACK,
        |r| r.body(r#"{"event_id":"Ev1"}"#),
        |r| {
            r.body(r#"{"event_id":"Ev1"}"#)
                .header("x-slack-retry-num", "1")
        },
    );
}

#[test]
fn t_30_a_forged_unsigned_id_runs_again_and_does_not_under_content() {
    let scheme = providers::GITHUB;
    let captured = first(scheme, github("d-1", "push"));
    let mut forged = captured.clone();
    set_header(&mut forged, "x-github-delivery", b"forged").unwrap();
    let mut dropped = captured.clone();
    dropped.headers_mut().remove("x-github-delivery");
    let by = |dedupe, request| key_by(verify(&verifier(scheme), request).unwrap(), dedupe);
    let own = [&captured, &forged, &dropped].map(|request| by(DedupeBy::Scheme, request));
    assert_ne!(own[0], own[1]);
    assert_ne!(own[0], own[2]);
    let content = DedupeBy::Identity(Identity::Content);
    let content = [&captured, &forged, &dropped].map(|request| by(content, request));
    assert_eq!(content[0], content[1]);
    assert_eq!(content[0], content[2]);
}

#[test]
fn t_30_no_unsigned_header_moves_the_key_of_a_signed_id() {
    let scheme = providers::STRIPE;
    let captured = request(scheme).build();
    let key = key_of(scheme, &captured);
    for name in [
        "x-github-delivery",
        "webhook-id",
        "idempotency-key",
        "x-request-id",
        "user-agent",
    ] {
        let mut replayed = captured.clone();
        set_header(&mut replayed, name, b"forged").unwrap();
        assert_eq!(key_of(scheme, &replayed), key, "{name}");
    }
}

#[test]
fn an_unsigned_id_counts_with_content_and_event_name() {
    assert_told_apart(
        providers::GITHUB,
        github("d-1", "push"),
        github("d-1", "ping"),
    );
    assert_told_apart(
        providers::GITHUB,
        |r| r.id("d-1").body("one"),
        |r| r.id("d-1").body("two"),
    );
    let shopify = |topic: &'static str, shop: &'static str| {
        move |r: RequestBuilder| {
            r.id("w-1")
                .event_type(topic)
                .header("x-shopify-shop-domain", shop)
        }
    };
    let one = shopify("orders/create", "a.myshopify.com");
    assert_told_apart(
        providers::SHOPIFY,
        one,
        shopify("orders/paid", "a.myshopify.com"),
    );
    assert_told_apart(
        providers::SHOPIFY,
        one,
        shopify("orders/create", "b.myshopify.com"),
    );
    let no_shop = |r: RequestBuilder| r.id("w-1").event_type("orders/create");
    assert_told_apart(providers::SHOPIFY, one, no_shop);
}

#[test]
fn the_same_delivery_under_either_family_of_names_has_one_key() {
    for (scheme, prefix, alias) in [
        (providers::SHOPIFY, "x-shopify-", "shopify-"),
        (providers::SVIX, "svix-", "webhook-"),
        (providers::RESEND, "svix-", "webhook-"),
    ] {
        let one = request(scheme).build();
        let mut other = Request::post(one.uri()).body(one.body().clone()).unwrap();
        for (name, value) in one.headers() {
            let name = name.as_str().replace(prefix, alias);
            set_header(&mut other, &name, value.as_bytes()).unwrap();
        }
        assert_eq!(
            key_of(scheme, &one),
            key_of(scheme, &other),
            "{}",
            scheme.name()
        );
    }
}

#[test]
fn without_its_id_a_delivery_is_identified_by_content_and_never_merged() {
    for missing in [
        r#"{"type":"a"}"#,
        r#"{"id":null,"n":1}"#,
        r#"{"id":{},"n":1}"#,
        r#"{"id":"","n":1}"#,
        "[1]",
        "not json",
        "",
    ] {
        let changed = format!("{missing} ");
        assert_told_apart(
            providers::STRIPE,
            |r| r.body(missing),
            |r| r.body(changed.clone()),
        );
    }
    let without = |name: &'static str, scheme, body: &'static str, at| {
        let mut request = request(scheme).body(body).at(at).build();
        request.headers_mut().remove(name).unwrap();
        key_of(scheme, &request)
    };
    for (scheme, name) in [
        (providers::GITHUB, "x-github-delivery"),
        (providers::SHOPIFY, "x-shopify-webhook-id"),
    ] {
        assert_eq!(
            without(name, scheme, "one", NOW),
            without(name, scheme, "one", LATER)
        );
        assert_ne!(
            without(name, scheme, "one", NOW),
            without(name, scheme, "two", NOW)
        );
        let blank = |body: &'static str| {
            let mut request = request(scheme).body(body).build();
            set_header(&mut request, name, b" ").unwrap();
            key_of(scheme, &request)
        };
        assert_eq!(blank("one"), without(name, scheme, "one", NOW));
    }
}

#[test]
fn content_is_the_signed_parts_without_the_timestamp_of_the_attempt() {
    let by_content = |change: &dyn Fn(RequestBuilder) -> RequestBuilder| {
        let request = change(request(EVERY_PART)).build();
        let verified = verify(&verifier(EVERY_PART), &request).unwrap();
        key_by(verified, DedupeBy::Identity(Identity::Content))
    };
    let one = by_content(&|r| r);
    assert_eq!(one, by_content(&|r| r.at(LATER)));
    assert_ne!(one, by_content(&|r| r.body("other")));
    assert_ne!(one, by_content(&|r| r.id("other")));
    assert_ne!(one, by_content(&|r| r.event_type("other")));
    assert_ne!(one, by_content(&|r| r.url(format!("{PUBLIC_URL}?a=2"))));
    // Text does not wander from one part to the next.
    let moved = |id, event| by_content(&|r| r.id(id).event_type(event).body(""));
    assert_ne!(moved("ab", "c"), moved("a", "bc"));
}

#[test]
fn t_31_the_same_bytes_give_the_same_key_every_time() {
    for scheme in every_scheme() {
        let request = request(scheme).build();
        let key = key_of(scheme, &request);
        for _ in 0..1_000 {
            assert_eq!(key_of(scheme, &request), key, "{}", scheme.name());
        }
    }
}

#[test]
fn deduplication_that_is_off_has_no_key_and_another_identity_another_one() {
    let scheme = providers::STRIPE;
    let delivery = |dedupe| {
        let context = DeliveryContext {
            endpoint: "stripe".into(),
            tenant: None,
            received_at: NOW,
            dedupe,
            window: None,
            suspected_replay: false,
        };
        let verified = verify(&verifier(scheme), &request(scheme).build()).unwrap();
        Delivery::new(verified, context).dedupe_key().copied()
    };
    assert_eq!(delivery(DedupeBy::Off), None);
    let own = delivery(DedupeBy::Scheme).unwrap();
    let named = DedupeBy::Identity(Identity::SignedId(At::Json("/id")));
    assert_eq!(delivery(named), Some(own));
    assert_ne!(delivery(DedupeBy::Identity(Identity::Content)), Some(own));
}
