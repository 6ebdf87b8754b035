//! A secret that the provider hands over: kept once, before it is answered, and then the one that
//! verifies.

use std::{
    collections::HashMap,
    num::NonZeroUsize,
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicUsize, Ordering},
    },
};

use http_body_util::Full;
use tokio::{io::AsyncWriteExt as _, net::TcpStream, sync::Semaphore};
use tower::{Layer as _, ServiceExt as _};
use webhook_core::{
    ConfigError, Inbound, SecretSink, SecretSource, Secrets, providers,
    sink::{Capture, SinkError},
    source::SourceError,
};
use webhook_tests::{handler::Handler, wait};

use super::*;

const SECRET: &str = "b537207f20cbfa02357cf448134da559";
const OTHER: &str = "f00d207f20cbfa02357cf448134da559";

/// Endpoints by the last segment of their path; those that are listed await a secret or have one.
#[derive(Clone)]
struct Vault(Arc<Mutex<HashMap<String, Option<String>>>>);

impl Vault {
    fn awaiting(tenants: &[&str]) -> Self {
        let pending = tenants.iter().map(|tenant| (tenant.to_string(), None));
        Self(Arc::new(Mutex::new(pending.collect())))
    }

    fn secrets(&self) -> MutexGuard<'_, HashMap<String, Option<String>>> {
        self.0.lock().unwrap()
    }

    fn layer(&self, scheme: Scheme) -> WebhookLayer {
        WebhookLayer::by_request(scheme, self.clone()).secret_sink(self.clone())
    }
}

impl SecretSource for Vault {
    fn tenant(&self, request: &Inbound<'_>) -> Option<String> {
        request.path().strip_prefix("/hook/").map(str::to_owned)
    }

    async fn secrets(&self, tenant: &str) -> Result<Option<Secrets>, SourceError> {
        Ok(self
            .secrets()
            .get(tenant)
            .cloned()
            .flatten()
            .map(Secrets::from))
    }
}

impl SecretSink for Vault {
    async fn capture(&self, tenant: &str, secret: &Secret) -> Result<Capture, SinkError> {
        let text = secret.text().to_owned();
        match self.secrets().get_mut(tenant) {
            Some(place @ None) => *place = Some(text),
            Some(Some(kept)) if *kept == text => {}
            _ => return Ok(Capture::Refused),
        }
        Ok(Capture::Kept)
    }
}

fn hook_secret(tenant: &str, secret: &str) -> Request<Bytes> {
    bare(&format!("/hook/{tenant}"), &[("x-hook-secret", secret)], "")
}

fn delivery(scheme: Scheme, tenant: &str, secret: &str, body: &str) -> Request<Bytes> {
    testing::request(scheme, secret)
        .url(format!("http://localhost/hook/{tenant}"))
        .body(body.to_owned())
        .build()
}

#[tokio::test]
async fn the_first_secret_is_kept_and_echoed_and_then_verifies() {
    for scheme in [providers::ASANA, providers::CLIO] {
        let vault = Vault::awaiting(&["one"]);
        let endpoint = Endpoint::serve(vault.layer(scheme)).await;
        // Nothing verifies yet, and that is remembered until there is a secret.
        let early = delivery(scheme, "one", SECRET, r#"{"events":[{}]}"#);
        assert_eq!(endpoint.ask(&early).await.status, 401);

        let answer = endpoint.ask(&hook_secret("one", SECRET)).await;
        assert_eq!((answer.status, &*answer.body), (200, ""));
        assert_eq!(answer.headers["x-hook-secret"], SECRET);
        assert_eq!(vault.secrets()["one"].as_deref(), Some(SECRET));
        assert_eq!(
            endpoint.send(&early).await.body,
            "handled",
            "{}",
            scheme.name()
        );

        // Somebody else's comes too late, and the first one stays.
        let second = endpoint.send(&hook_secret("one", OTHER)).await;
        assert_eq!(second.status, 401);
        assert!(!second.headers.contains_key("x-hook-secret"));
        assert_eq!(vault.secrets()["one"].as_deref(), Some(SECRET));
        let forged = delivery(scheme, "one", OTHER, r#"{"events":[{"action":"deleted"}]}"#);
        assert_eq!(endpoint.send(&forged).await.status, 401);
    }
}

#[tokio::test]
async fn notions_token_is_taken_from_the_body() {
    let vault = Vault::awaiting(&["one"]);
    let endpoint = Endpoint::serve(vault.layer(providers::NOTION)).await;
    let token = "secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl";
    let body = format!(r#"{{"verification_token":"{token}"}}"#);
    let answer = endpoint.ask(&bare("/hook/one", &[], &body)).await;
    assert_eq!((answer.status, &*answer.body), (200, ""));
    assert_eq!(vault.secrets()["one"].as_deref(), Some(token));
    let event = delivery(
        providers::NOTION,
        "one",
        token,
        r#"{"id":"1","type":"page.created"}"#,
    );
    assert_eq!(endpoint.send(&event).await.body, "handled");
    let late = endpoint.send(&bare("/hook/one", &[], &body)).await;
    assert_eq!(late.status, 401);
}

#[tokio::test]
async fn nobody_hands_a_secret_to_an_endpoint_that_awaits_none() {
    let vault = Vault::awaiting(&["one"]);
    let endpoint = Endpoint::serve(vault.layer(providers::ASANA)).await;
    let short = hook_secret("one", "too-short");
    let markup = hook_secret("one", "<script>alert(1)</script>");
    let mut put = hook_secret("one", SECRET);
    *put.method_mut() = http::Method::PUT;
    let rows = [
        (hook_secret("unknown", SECRET), 401),
        (bare("/hook", &[("x-hook-secret", SECRET)], ""), 401),
        (short, 400),
        (markup, 401),
        (put, 401),
    ];
    for (request, status) in rows {
        let answer = endpoint.ask(&request).await;
        assert_eq!(
            answer.status,
            status,
            "{} {:?}",
            request.uri(),
            request.headers()
        );
        assert!(!answer.headers.contains_key("x-hook-secret"));
    }
    // Nor to one that has no sink, or a secret from its configuration.
    let without = WebhookLayer::by_request(providers::ASANA, vault.clone());
    let without = Endpoint::serve(without).await;
    assert_eq!(without.ask(&hook_secret("one", SECRET)).await.status, 401);
    let fixed = Endpoint::of(providers::ASANA).await;
    assert_eq!(
        fixed
            .ask(&bare("/hook", &[("x-hook-secret", SECRET)], ""))
            .await
            .status,
        401
    );
    assert_eq!(vault.secrets()["one"], None);
}

#[tokio::test]
async fn of_two_secrets_at_once_one_is_kept_and_told() {
    let vault = Vault::awaiting(&["one"]);
    let endpoint = Endpoint::serve(vault.layer(providers::ASANA)).await;
    let (first, second) = (hook_secret("one", SECRET), hook_secret("one", OTHER));
    let (first, second) = tokio::join!(endpoint.send(&first), endpoint.send(&second));
    let kept = vault.secrets()["one"].clone().unwrap();
    let mut answers = [(SECRET, first.status), (OTHER, second.status)];
    answers.sort_by_key(|(_, status)| *status);
    assert_eq!(answers.map(|(_, status)| status), [200, 401]);
    assert_eq!(answers[0].0, kept);
}

/// A sink whose database is down.
struct Down;

impl SecretSink for Down {
    async fn capture(&self, _: &str, _: &Secret) -> Result<Capture, SinkError> {
        Err(SinkError::new("the database is down"))
    }
}

#[tokio::test]
async fn what_could_not_be_kept_is_not_answered_with_success() {
    let vault = Vault::awaiting(&["one"]);
    let layer = WebhookLayer::by_request(providers::ASANA, vault.clone());
    let endpoint = Endpoint::serve(layer.secret_sink(Down)).await;
    let answer = endpoint.ask(&hook_secret("one", SECRET)).await;
    assert_eq!(answer.status, 503);
    assert!(answer.headers.contains_key("retry-after"));
    assert!(!answer.headers.contains_key("x-hook-secret"));
}

/// A sink that keeps a secret once it is let go.
#[derive(Clone)]
struct Gated {
    vault: Vault,
    started: Arc<AtomicUsize>,
    gate: Arc<Semaphore>,
}

impl SecretSink for Gated {
    async fn capture(&self, tenant: &str, secret: &Secret) -> Result<Capture, SinkError> {
        self.started.fetch_add(1, Ordering::SeqCst);
        self.gate.acquire().await.unwrap().forget();
        self.vault.capture(tenant, secret).await
    }
}

#[tokio::test]
async fn a_capture_survives_its_client_is_bounded_and_waited_for() {
    let gated = Gated {
        vault: Vault::awaiting(&["one", "two"]),
        started: Arc::default(),
        gate: Arc::new(Semaphore::new(0)),
    };
    let layer = WebhookLayer::by_request(providers::ASANA, gated.vault.clone())
        .secret_sink(gated.clone())
        .max_in_flight(NonZeroUsize::MIN);
    let endpoint = Endpoint::serve(layer.clone()).await;
    let mut client = TcpStream::connect(endpoint.server.address).await.unwrap();
    client
        .write_all(&raw::head(&hook_secret("one", SECRET)))
        .await
        .unwrap();
    wait::until("the sink was asked", || {
        gated.started.load(Ordering::SeqCst) == 1
    })
    .await;
    // One at a time, as many as there may be handlers.
    assert_eq!(endpoint.ask(&hook_secret("two", OTHER)).await.status, 503);
    drop(client);
    let drained = tokio::spawn(layer.drain());
    tokio::task::yield_now().await;
    assert!(!drained.is_finished());
    gated.gate.add_permits(1);
    drained.await.unwrap();
    assert_eq!(gated.vault.secrets()["one"].as_deref(), Some(SECRET));
    assert_eq!(endpoint.ask(&hook_secret("two", OTHER)).await.status, 503);
    assert_eq!(gated.started.load(Ordering::SeqCst), 1);
}

/// A sink that never says anything.
struct Silent;

impl SecretSink for Silent {
    async fn capture(&self, _: &str, _: &Secret) -> Result<Capture, SinkError> {
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn a_sink_that_does_not_answer_is_given_up() {
    let vault = Vault::awaiting(&["one"]);
    let layer = WebhookLayer::by_request(providers::ASANA, vault).secret_sink(Silent);
    let request = hook_secret("one", SECRET).map(Full::new);
    let started = tokio::time::Instant::now();
    let answer = layer.layer(Handler::default()).oneshot(request).await;
    assert_eq!(answer.unwrap().status(), 503);
    assert_eq!(started.elapsed().as_secs(), 5);
}

#[tokio::test]
async fn a_tenants_other_checks_are_answered_once_it_has_a_secret() {
    let vault = Vault::awaiting(&["one", "two"]);
    vault
        .secrets()
        .insert("one".to_owned(), Some(SECRET.to_owned()));
    let layer = WebhookLayer::by_request(providers::MONDAY, vault);
    let layer = layer.public_url("https://example.com/hook");
    let endpoint = Endpoint::serve(layer).await;
    let challenge = r#"{"challenge":"3eZbrw1aBm2r"}"#;
    // The second time the tenant is known.
    for (target, status) in [("/hook/one", 200), ("/hook/one", 200), ("/hook/two", 401)] {
        let answer = endpoint.ask(&bare(target, &[], challenge)).await;
        assert_eq!(answer.status, status, "{target}");
    }
}

#[test]
fn a_sink_beside_fixed_secrets_is_a_mistake_found_at_start_up() {
    let layer = WebhookLayer::new(providers::ASANA, SECRET).secret_sink(Vault::awaiting(&[]));
    let error = layer.check().unwrap_err();
    assert!(matches!(
        error,
        ConfigError::Setting {
            setting: "secret_sink",
            ..
        }
    ));
    assert!(error.to_string().contains("by_request"), "{error}");
}
