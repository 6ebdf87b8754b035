//! The builder methods, and every mistake that is found at start-up.

use std::{
    convert::Infallible,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::{MemoryStore, WebhookLayer};
use webhook_core::{
    ConfigError, Inbound, Refusal, SecretSource, Secrets, UnixTime, providers,
    scheme::{At, Identity},
    source::SourceError,
    store::AnyDedupeStore,
    testing::{self, FakeClock, RecordingStore},
};
use webhook_tests::{GITHUB_SECRET, STRIPE_SECRET, handler::Handler, stripe_event};

fn stripe(id: &str) -> Request<Full<Bytes>> {
    testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(stripe_event(id))
        .build()
        .map(Full::new)
}

async fn status<S, B>(service: &S, request: Request<Full<Bytes>>) -> u16
where
    S: tower::Service<Request<Full<Bytes>>, Response = Response<B>, Error = Infallible> + Clone,
{
    service
        .clone()
        .oneshot(request)
        .await
        .unwrap()
        .status()
        .as_u16()
}

/// The message with which `start` panics.
fn start_up_error(start: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(start)).expect_err("a mistake must be found");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn mistakes_are_named_at_start_up_with_their_fix() {
    type Start = Box<dyn FnOnce()>;
    let cases: Vec<(Start, &str)> = vec![
        (
            Box::new(|| drop(WebhookLayer::stripe("sk_live_0123456789abcdef"))),
            "stripe secret looks like an API key (sk_…); use the endpoint's signing secret (whsec_…)",
        ),
        (
            Box::new(|| drop(WebhookLayer::stripe(""))),
            "stripe: the secret is empty; is the variable that should hold it set?",
        ),
        (
            Box::new(|| drop(WebhookLayer::stripe(Secrets::default()))),
            "stripe: no secret was given; pass the endpoint's signing secret",
        ),
        (
            Box::new(|| {
                let layer = WebhookLayer::twilio("0123456789abcdef0123", "example.com/sms");
                drop(layer);
            }),
            "twilio: the public URL must be an absolute http(s) URL without query or fragment, exactly as registered with the provider",
        ),
        (
            Box::new(|| {
                let layer = WebhookLayer::new(providers::TWILIO, "0123456789abcdef0123");
                drop(layer.layer(Handler::default()));
            }),
            "twilio signs the URL it calls; give the exact URL registered there, such as https://example.com/hooks, with .public_url(..)",
        ),
        (
            Box::new(|| {
                drop(WebhookLayer::stripe(STRIPE_SECRET).window(Duration::from_secs(3600)));
            }),
            "stripe retries for 259200s, but done records are kept for 3600s only: a late retry would run twice; lengthen .window(..), or call .short_window(..) if that is meant",
        ),
        (
            Box::new(|| drop(WebhookLayer::stripe(STRIPE_SECRET).tolerance(Duration::ZERO))),
            "tolerance must not be less than a second: every delivery would be stale",
        ),
        (
            Box::new(|| {
                let layer = WebhookLayer::by_request(providers::STRIPE, Tenants::default());
                drop(layer.tolerance(Duration::ZERO));
            }),
            "tolerance must not be less than a second: every delivery would be stale",
        ),
        (
            Box::new(|| {
                let layer = WebhookLayer::by_request(providers::TWILIO, Tenants::default());
                drop(layer.public_url("/sms"));
            }),
            "twilio: the public URL must be an absolute http(s) URL without query or fragment, exactly as registered with the provider",
        ),
    ];
    for (start, message) in cases {
        assert_eq!(start_up_error(start), message);
    }
    assert!(matches!(
        WebhookLayer::try_new(providers::STRIPE, "pk_live_0123456789abcdef"),
        Err(ConfigError::WrongCredential { .. })
    ));
}

#[test]
fn two_layers_on_one_store_and_endpoint_are_refused_unless_meant() {
    // Clones of one store are one store, wrapped or not.
    refuses_a_second_layer(&AnyDedupeStore::new(MemoryStore::new()));
    refuses_a_second_layer(&MemoryStore::new());
}

fn refuses_a_second_layer(store: &(impl webhook_core::DedupeStore + Clone)) {
    let layer = || WebhookLayer::stripe(STRIPE_SECRET).dedupe(store.clone());
    let first = layer();
    first.check().unwrap();
    first
        .check()
        .expect("the same layer may be applied to many routes");
    assert_eq!(
        layer().check(),
        Err(ConfigError::EndpointReused {
            endpoint: "stripe".to_owned()
        })
    );
    layer().endpoint("billing").check().unwrap();
    layer().shared_endpoint().check().unwrap();
    drop(first);
    layer().check().unwrap();
}

#[tokio::test]
async fn t_39_layers_on_one_store_keep_their_endpoints_apart() {
    let store = AnyDedupeStore::new(MemoryStore::new());
    let handler = Handler::default();
    let endpoint = |name| {
        let layer = WebhookLayer::stripe(STRIPE_SECRET).dedupe(store.clone());
        layer.endpoint(name).layer(handler.clone())
    };
    let (a, b) = (endpoint("a"), endpoint("b"));
    for service in [&a, &b, &a, &b] {
        assert_eq!(status(service, stripe("evt_1")).await, 200);
    }
    assert_eq!(handler.started(), 2);
}

#[tokio::test]
async fn tolerance_and_clock_decide_what_is_stale() {
    let start = UnixTime::from_secs(1_700_000_000);
    let clock = FakeClock::at(start);
    let layer = WebhookLayer::stripe(STRIPE_SECRET)
        .clock(clock.clone())
        .tolerance(Duration::from_secs(10));
    let service = layer.layer(Handler::default());
    let request = || {
        testing::request(providers::STRIPE, STRIPE_SECRET)
            .at(start)
            .body(stripe_event("evt_1"))
            .build()
            .map(Full::new)
    };
    for (offset, expected) in [(0, 200), (10, 200), (11, 401), (-10, 200), (-11, 401)] {
        clock.set(UnixTime::from_secs(1_700_000_000 + offset));
        assert_eq!(status(&service, request()).await, expected, "{offset}");
    }
}

#[tokio::test]
async fn without_dedupe_every_copy_runs() {
    let handler = Handler::default();
    let service = WebhookLayer::stripe(STRIPE_SECRET)
        .no_dedupe()
        .layer(handler.clone());
    for _ in 0..2 {
        assert_eq!(status(&service, stripe("evt_1")).await, 200);
    }
    assert_eq!(handler.started(), 2);
    assert_eq!(handler.seen()[0].as_ref().unwrap().dedupe_key(), None);
}

fn github(id: &str) -> Request<Full<Bytes>> {
    testing::request(providers::GITHUB, GITHUB_SECRET)
        .id(id)
        .event_type("push")
        .body(r#"{"ref":"refs/heads/main"}"#)
        .build()
        .map(Full::new)
}

#[tokio::test]
async fn t_30_a_captured_github_delivery_under_a_forged_id_runs_again_unless_content_decides() {
    for (layer, runs) in [
        (WebhookLayer::github(GITHUB_SECRET), 2),
        (
            WebhookLayer::github(GITHUB_SECRET).identity(Identity::Content),
            1,
        ),
    ] {
        let handler = Handler::default();
        let service = layer.layer(handler.clone());
        for id in ["a", "a", "forged"] {
            assert_eq!(status(&service, github(id)).await, 200);
        }
        assert_eq!(handler.started(), runs);
    }
}

#[tokio::test]
async fn another_identity_can_be_chosen() {
    let handler = Handler::default();
    let layer = WebhookLayer::stripe(STRIPE_SECRET);
    let service = layer
        .identity(Identity::SignedId(At::Json("/type")))
        .layer(handler.clone());
    for id in ["evt_1", "evt_2"] {
        assert_eq!(status(&service, stripe(id)).await, 200);
    }
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn respond_with_replaces_the_answer_and_keeps_the_refusal() {
    let layer = WebhookLayer::stripe(STRIPE_SECRET).respond_with(|refusal| {
        let response = Response::builder().status(418);
        (*refusal == Refusal::BadSignature).then(|| response.body("teapot".into()).unwrap())
    });
    let service = layer.layer(Handler::default());
    let forged = stripe("evt_1").map(|_| Full::<Bytes>::from("{}"));
    let answer = service.clone().oneshot(forged).await.unwrap();
    assert_eq!(answer.status(), 418);
    assert_eq!(answer.extensions().get(), Some(&Refusal::BadSignature));
    assert_eq!(
        answer.into_body().collect().await.unwrap().to_bytes(),
        "teapot"
    );
    let mut unsigned = stripe("evt_1");
    unsigned.headers_mut().clear();
    assert_eq!(status(&service, unsigned).await, 401);
}

#[tokio::test]
async fn observing_lets_failures_through_without_a_delivery_and_without_a_claim() {
    let store = RecordingStore::new(MemoryStore::new());
    let handler = Handler::default();
    let layer = WebhookLayer::stripe(STRIPE_SECRET).dedupe(store.clone());
    let service = layer.observe_only().layer(handler.clone());
    let mut unsigned = stripe("evt_1");
    unsigned.headers_mut().clear();
    let forged = stripe("evt_1").map(|_| Full::<Bytes>::from("{}"));
    assert_eq!(status(&service, unsigned).await, 200);
    assert_eq!(status(&service, forged).await, 200);
    assert!(handler.seen().iter().all(Option::is_none));
    assert_eq!(handler.bodies(), [stripe_event("evt_1"), "{}".to_owned()]);
    assert_eq!(store.calls(), []);
    for _ in 0..2 {
        assert_eq!(status(&service, stripe("evt_1")).await, 200);
    }
    assert_eq!(handler.started(), 3);
    assert!(handler.seen()[2].is_some());
}

/// Tenants by the first segment of the path; counts look-ups.
#[derive(Clone, Default)]
struct Tenants(Arc<AtomicUsize>);

impl SecretSource for Tenants {
    fn tenant(&self, request: &Inbound<'_>) -> Option<String> {
        request
            .path()
            .split('/')
            .nth(1)
            .filter(|name| !name.is_empty())
            .map(Into::into)
    }

    async fn secrets(&self, tenant: &str) -> Result<Option<Secrets>, SourceError> {
        self.0.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        match tenant {
            "acme" | "globex" => Ok(Some(format!("whsec_of_{tenant}_and_nobody_else").into())),
            "broken" => Err(SourceError::new("the vault is sealed")),
            "misconfigured" => Ok(Some("".into())),
            _ => Ok(None),
        }
    }
}

fn of_tenant(tenant: &str, signer: &str, id: &str) -> Request<Full<Bytes>> {
    testing::request(
        providers::STRIPE,
        format!("whsec_of_{signer}_and_nobody_else"),
    )
    .url(format!("http://localhost/{tenant}"))
    .body(stripe_event(id))
    .build()
    .map(Full::new)
}

#[tokio::test]
async fn t_40_tenants_have_secrets_and_deduplication_of_their_own() {
    let source = Tenants::default();
    let handler = Handler::default();
    let service =
        WebhookLayer::by_request(providers::STRIPE, source.clone()).layer(handler.clone());
    let copies = (0..8).map(|_| status(&service, of_tenant("acme", "acme", "evt_1")));
    let statuses = futures_util::future::join_all(copies).await;
    assert!(
        statuses.iter().all(|status| matches!(status, 200 | 503)),
        "{statuses:?}"
    );
    assert_eq!(
        source.0.load(Ordering::SeqCst),
        1,
        "concurrent requests ask once"
    );
    assert_eq!(
        status(&service, of_tenant("globex", "globex", "evt_1")).await,
        200
    );
    assert_eq!(
        handler.started(),
        2,
        "the same id under two tenants is two deliveries"
    );
    assert_eq!(handler.seen()[1].as_ref().unwrap().tenant(), Some("globex"));
    assert_eq!(
        status(&service, of_tenant("acme", "globex", "evt_2")).await,
        401
    );
}

#[tokio::test]
async fn unknown_tenants_get_401_and_failing_sources_503() {
    let source = Tenants::default();
    let service =
        WebhookLayer::by_request(providers::STRIPE, source.clone()).layer(Handler::default());
    for (tenant, expected) in [
        ("nobody", 401),
        ("", 401),
        ("broken", 503),
        ("misconfigured", 503),
    ] {
        assert_eq!(
            status(&service, of_tenant(tenant, "acme", "evt_1")).await,
            expected,
            "{tenant}"
        );
    }
    let before = source.0.load(Ordering::SeqCst);
    assert_eq!(
        status(&service, of_tenant("nobody", "acme", "evt_1")).await,
        401
    );
    let mut unsigned = of_tenant("acme", "acme", "evt_1");
    unsigned.headers_mut().clear();
    assert_eq!(status(&service, unsigned).await, 401);
    let after = source.0.load(Ordering::SeqCst);
    assert_eq!(
        before, after,
        "known strangers and unsigned requests cost no look-up"
    );
}

#[tokio::test]
async fn t_30_the_same_content_under_another_id_is_flagged_and_a_retry_is_not() {
    let handler = Handler::default();
    let service = WebhookLayer::github(GITHUB_SECRET).layer(handler.clone());
    for id in ["a", "forged"] {
        assert_eq!(status(&service, github(id)).await, 200);
    }
    let failing = Handler::script([webhook_tests::handler::Act::Status(500)]);
    let retried = WebhookLayer::github(GITHUB_SECRET).layer(failing.clone());
    for _ in 0..2 {
        status(&retried, github("a")).await;
    }
    let flags = |handler: &Handler| -> Vec<bool> {
        let seen = handler.seen();
        seen.iter()
            .flatten()
            .map(tower_webhook::Delivery::suspected_replay)
            .collect()
    };
    assert_eq!(flags(&handler), [false, true]);
    assert_eq!(flags(&failing), [false, false]);
}

#[tokio::test]
async fn the_last_public_url_counts() {
    let token = "0123456789abcdef0123456789abcdef";
    let layer = WebhookLayer::twilio(token, "https://old.example/sms");
    let service = layer
        .public_url("https://new.example/sms")
        .layer(Handler::default());
    for (url, expected) in [
        ("https://old.example/sms", 401),
        ("https://new.example/sms", 200),
    ] {
        let request = testing::request(providers::TWILIO, token)
            .url(url)
            .form("MessageSid=SM1");
        assert_eq!(
            status(&service, request.build().map(Full::new)).await,
            expected,
            "{url}"
        );
    }
}
