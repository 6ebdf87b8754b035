//! What only a Lambda function meets: two payload formats, bodies as base64, URLs that the gateway
//! rewrites, and instances that know nothing of each other.

use bytes::Bytes;
use hosts_common::{Settings, stripe_event};
use hosts_suite::{
    SECRET,
    client::Answer,
    gateway::{self, Body},
    host,
    script::Script,
};
use http::{HeaderValue, Request};
use tower_webhook::{MemoryStore, WebhookLayer};
use webhook_core::{DedupeStore, Secret, UnixTime, providers, testing};

type Format = fn(&Request<Bytes>, Body) -> String;

const FORMATS: [(&str, Format); 2] = [("1.0", gateway::v1), ("2.0", gateway::v2)];

fn stripe(id: &str) -> testing::RequestBuilder {
    testing::request(providers::STRIPE, SECRET)
        .url("https://example.com/hooks/stripe")
        .body(stripe_event(id))
}

async fn send(layer: &WebhookLayer, script: &Script, event: &str) -> Answer {
    host::call(hosts_lambda::function(layer, &script.work()), event).await
}

/// The layer of an instance whose claims are in `store`.
fn instance(store: impl DedupeStore) -> WebhookLayer {
    let settings = Settings::new(store, |_| Secret::new(SECRET));
    let stripe = settings.provider("stripe").expect("Stripe");
    // Instances of one function share its endpoint.
    hosts_lambda::layer(stripe, &settings).shared_endpoint()
}

#[tokio::test]
async fn each_payload_format_brings_the_bytes_that_were_signed() {
    for (format, write) in FORMATS {
        for body in [Body::Plain, Body::Base64] {
            let (layer, script) = (instance(MemoryStore::new()), Script::default());
            let send = async |request| send(&layer, &script, &write(&request, body)).await;
            let name = format!("{format}, {body:?}");

            let genuine = send(stripe("evt_1").build()).await;
            assert_eq!(
                (genuine.status, genuine.body.as_str()),
                (200, "handled"),
                "{name}"
            );
            let replay = send(stripe("evt_1").build()).await;
            assert_eq!((replay.status, replay.body.as_str()), (200, ""), "{name}");
            assert_eq!(script.started("evt_1"), 1, "{name}");

            let mut tampered = stripe("evt_1").build();
            *tampered.body_mut() = stripe_event("evt_2").into();
            assert_eq!(send(tampered).await.status, 401, "{name}");
            let now = UnixTime::from(std::time::SystemTime::now());
            let stale = stripe("evt_2").at(UnixTime::from_secs(now.as_secs() - 301));
            assert_eq!(send(stale.build()).await.status, 401, "{name}");
            assert_eq!(script.started("evt_2"), 0, "{name}");
        }
    }
}

/// A multi-byte character and an escape: the event is JSON, and its texts are not the bytes.
#[tokio::test]
async fn what_json_escapes_is_unescaped_before_it_is_hashed() {
    for (format, write) in FORMATS {
        for body in [Body::Plain, Body::Base64] {
            let (layer, script) = (instance(MemoryStore::new()), Script::default());
            let text = r#"{"id":"evt_1","note":"Zoë\n\"\u00fc\"","tab":"	"}"#;
            let event = write(&stripe("evt_1").body(text).build(), body);
            assert_eq!(
                send(&layer, &script, &event).await.status,
                200,
                "{format}, {body:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_signed_url_is_the_registered_one_with_the_query_that_came() {
    const TOKEN: &str = "a token of Twilio's, 32 letters.";
    let twilio = |id: &str, query: &str| {
        testing::request(providers::TWILIO, TOKEN)
            .url(format!("https://example.com/hooks/twilio{query}"))
            .form(format!("MessageSid={id}&Body=Hello+there"))
            .build()
    };
    let layer = WebhookLayer::twilio(TOKEN, "https://example.com/hooks/twilio");
    let script = Script::default();
    for (format, write) in FORMATS {
        for body in [Body::Plain, Body::Base64] {
            for query in ["", "?tenant=7"] {
                let request = twilio(&format!("SM{format}{body:?}{query}"), query);
                let answer = send(&layer, &script, &write(&request, body)).await;
                assert_eq!(answer.status, 200, "{format}, {body:?}, {query}");
            }
            let mut other = twilio("SM_other", "?tenant=7");
            *other.uri_mut() = "/hooks/twilio?tenant=8".parse().expect("a target");
            let answer = send(&layer, &script, &write(&other, body)).await;
            assert_eq!(answer.status, 401, "{format}, {body:?}");
        }
    }
    // Format 1.0 brings parameters in no certain order, 2.0 the query as it was sent.
    let several = twilio("SM_several", "?z=1&a=2&z=3&m=%20");
    let event = gateway::v2(&several, Body::Plain);
    assert_eq!(send(&layer, &script, &event).await.status, 200);
}

#[tokio::test]
async fn headers_that_come_twice_are_told_apart_from_security_headers_that_do() {
    let forged = HeaderValue::from_static("t=1,v1=00");
    for (format, write) in FORMATS {
        let (layer, script) = (instance(MemoryStore::new()), Script::default());
        let mut request = stripe("evt_1").build();
        let headers = request.headers_mut();
        headers.append("x-forwarded-for", HeaderValue::from_static("192.0.2.1"));
        headers.append("x-forwarded-for", HeaderValue::from_static("192.0.2.2"));
        let event = write(&request, Body::Plain);
        assert_eq!(send(&layer, &script, &event).await.status, 200, "{format}");

        let mut doubled = stripe("evt_2").build();
        doubled
            .headers_mut()
            .append("stripe-signature", forged.clone());
        let event = write(&doubled, Body::Plain);
        // Of format 1.0 the last value is left, of 2.0 both joined by a comma.
        let refused = send(&layer, &script, &event).await.status;
        assert_eq!(refused, if format == "1.0" { 401 } else { 400 }, "{format}");
        assert_eq!(script.started("evt_2"), 0, "{format}");
    }
}

#[tokio::test]
async fn instances_know_each_others_deliveries_by_a_shared_store_alone() {
    let event = gateway::v2(&stripe("evt_1").build(), Body::Plain);

    let script = Script::default();
    for layer in [instance(MemoryStore::new()), instance(MemoryStore::new())] {
        assert_eq!(send(&layer, &script, &event).await.status, 200);
    }
    assert_eq!(script.started("evt_1"), 2, "a store of its own each");

    // What stands for Redis or Postgres here.
    let (script, shared) = (Script::default(), MemoryStore::new());
    for layer in [instance(shared.clone()), instance(shared)] {
        assert_eq!(send(&layer, &script, &event).await.status, 200);
    }
    assert_eq!(script.started("evt_1"), 1, "one store");
}
