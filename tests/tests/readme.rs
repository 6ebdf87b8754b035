//! What the README states and no other suite shows: its tables against the code, and the claims of
//! its prose. Its code blocks are doc tests of `axum-webhook`.

use std::{
    collections::BTreeSet,
    convert::Infallible,
    num::NonZeroUsize,
    path::Path,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody, to_bytes},
    http::{Method, Request},
    routing::{get, post},
};
use axum_webhook::{
    BodyBudget, Delivery, MemoryStore, Refusal, Scheme, Secret, TwilioEvent, WebhookLayer,
    core::{
        scheme::Identity,
        store::{Claim, DedupeKey, DedupeStore, Lease, Owner, Settled, StoreError},
    },
    providers, testing,
};
use http_body::Frame;
use tower::ServiceExt as _;

const SECRET: &str = "a secret of some length";

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    std::fs::read_to_string(path).expect("the README")
}

/// The cells of the rows of the table whose header row starts with `header`.
fn table(header: &str) -> Vec<Vec<String>> {
    let readme = readme();
    let rows = readme
        .lines()
        .skip_while(|line| !line.starts_with(&format!("| {header}")));
    rows.skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells = line.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().to_owned()).collect()
        })
        .collect()
}

async fn send(app: &Router, request: Request<Body>) -> (u16, String) {
    let response = app.clone().oneshot(request).await.expect("infallible");
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), 1 << 20)
        .await
        .expect("a body");
    (status, String::from_utf8(body.into()).expect("UTF-8"))
}

fn github(path: &str, id: &str) -> Request<Body> {
    testing::request(providers::GITHUB, SECRET)
        .url(format!("http://localhost{path}"))
        .id(id)
        .event_type("push")
        .body(r#"{"ref":"refs/heads/main"}"#)
        .build()
        .map(Body::from)
}

#[test]
fn the_table_of_endpoint_checks_names_every_provider_that_has_one() {
    let written: Vec<String> = table("Provider | What is answered")
        .iter()
        .flat_map(|cells| cells[0].split(", ").map(|slug| slug.replace('`', "")))
        .collect();
    let names: BTreeSet<_> = written.iter().map(String::as_str).collect();
    assert_eq!(names.len(), written.len(), "a provider is named twice");
    let checked = providers::ALL.iter();
    let checked = checked.filter(|scheme| !scheme.handshakes_axis().is_empty());
    assert_eq!(names, checked.map(|scheme| scheme.name()).collect());
}

/// One route that answers "ran" wherever its handler runs.
fn app(layer: WebhookLayer) -> Router {
    Router::new().route("/", post(async || "ran").route_layer(layer))
}

const RAN: &str = "ran";

#[test]
fn the_ten_lines_are_ten_and_the_commands_are_two() {
    let readme = readme();
    let mut blocks = readme.split("```");
    let code = blocks.nth(1).expect("a first code block");
    assert!(code.starts_with("rust,no_run\n"));
    assert_eq!(code.lines().skip(1).count(), 10);
    let commands: Vec<_> = blocks
        .nth(1)
        .expect("a second one")
        .lines()
        .skip(1)
        .collect();
    assert_eq!(
        commands,
        [
            "cargo run -p hookgate -- demo",
            "cargo test --workspace --all-features"
        ]
    );
}

/// The provider that a cell names: `slug`.
fn provider(cell: &str) -> Scheme {
    let found = providers::by_name(cell.trim_matches('`'));
    found.unwrap_or_else(|| panic!("{cell} is no provider"))
}

#[test]
fn the_providers_are_those_of_the_table() {
    for row in table("Provider | Slug") {
        let scheme = provider(&row[1]);
        assert_eq!(row[0], scheme.title());
        assert_eq!(row[3], format!("[docs]({})", scheme.docs()));
    }
    assert!(readme().contains(&format!("{} providers", providers::ALL.len())));
}

#[test]
fn the_table_of_features_has_every_feature_that_a_provider_needs() {
    let needed = |scheme: &Scheme| {
        let fetch = scheme.fetched_keys().map(|_| "fetch");
        scheme.features().into_iter().chain(fetch)
    };
    let mut listed = BTreeSet::new();
    for row in table("Feature | Providers that") {
        let feature = row[0].trim_matches('`').to_owned();
        for slug in row[2].split(", ") {
            let scheme = provider(slug);
            assert!(
                needed(&scheme).any(|one| one == feature),
                "{slug}: {feature}"
            );
        }
        listed.insert(feature);
    }
    let needed = providers::ALL.iter().flat_map(needed).map(str::to_owned);
    assert_eq!(listed, needed.collect());
}

/// "Providers that sign with HMAC, RFC 9421 aside, or send a token need no feature."
#[test]
fn a_shared_secret_needs_no_feature() {
    let mut looked_at = 0;
    for scheme in providers::ALL {
        let algorithm = scheme.algorithm().as_str();
        if algorithm.starts_with("HMAC") || algorithm == "shared token" {
            let mut features = scheme.features();
            features.retain(|feature| *feature != "message-signatures");
            assert_eq!(features, [""; 0], "{}", scheme.name());
            looked_at += 1;
        }
    }
    assert!(looked_at > 300, "{looked_at}");
}

/// As the table writes it.
fn slug(layer: &WebhookLayer) -> String {
    let shown = format!("{layer:?}");
    let (_, behind) = shown.split_once("scheme: \"").expect("a scheme");
    format!("`{}`", behind.split('"').next().expect("a slug"))
}

#[test]
fn every_constructor_of_the_table_makes_its_providers_layer() {
    macro_rules! constructors {
        ($($name:ident,)*) => {
            [$((
                stringify!($name),
                (|key| WebhookLayer::$name(key)) as fn(&'static str) -> WebhookLayer,
            )),*]
        };
    }
    // Base64, and long enough for all of them.
    const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const BARE: &str = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const URL: &str = "https://example.com/hooks";
    let constructors = constructors! {
        stripe, github, shopify, slack, standard_webhooks, svix, clerk, resend, openai,
        anthropic, replicate, liveblocks, lithic, polar, finch, adyen, gitlab, linear, meta,
        paddle, twitch, zoom,
    };
    let mut named: BTreeSet<_> = constructors
        .iter()
        .map(|(name, new)| {
            let layer = new(match *name {
                "adyen" => HEX,
                "finch" => BARE,
                _ => KEY,
            });
            (slug(&layer), format!("`WebhookLayer::{name}`"))
        })
        .collect();
    let others = [
        (WebhookLayer::twilio(KEY, URL), "`WebhookLayer::twilio`"),
        (WebhookLayer::square(KEY, URL), "`WebhookLayer::square`"),
        (
            WebhookLayer::aws_sns(["arn:aws:sns:us-east-1:123456789012:orders"]),
            "`WebhookLayer::aws_sns`",
        ),
    ];
    named.extend(others.map(|(layer, name)| (slug(&layer), name.to_owned())));
    let listed: BTreeSet<_> = table("Provider | Slug")
        .into_iter()
        .map(|row| (row[1].clone(), row[2].clone()))
        .collect();
    assert_eq!(listed, named);
}

#[test]
fn the_statuses_are_those_of_the_refusals() {
    let second = Duration::from_secs(1);
    let refusals = [
        Refusal::MissingHeader { header: "" },
        Refusal::MissingParameter { parameter: "" },
        Refusal::DuplicateHeader { header: "" },
        Refusal::Malformed { what: "" },
        Refusal::TooManySignatures { limit: 16 },
        Refusal::BadSignature,
        Refusal::Stale {
            age: second,
            tolerance: second,
        },
        Refusal::FromFuture {
            ahead: second,
            tolerance: second,
        },
        Refusal::MethodNotAllowed { allow: &[] },
        Refusal::ContentEncoding,
        Refusal::TooLarge { limit: 0 },
        Refusal::BodyTimeout { deadline: second },
        Refusal::BodyRead,
        Refusal::InFlight {
            retry_after: second,
        },
        Refusal::Overloaded { what: "" },
        Refusal::StoreUnavailable,
        Refusal::LeaseLost,
        Refusal::KeyUnavailable,
        Refusal::UnknownTenant,
        Refusal::NotExpected { what: "" },
        Refusal::CheckUnanswered { what: "" },
        Refusal::SourceNotAllowed {
            address: std::net::IpAddr::from([192, 0, 2, 1]),
        },
        Refusal::SourceUnknown,
        Refusal::HandlerLate { deadline: second },
        Refusal::HandlerPanicked,
        Refusal::ShuttingDown,
    ];
    let of_code: BTreeSet<_> = refusals
        .iter()
        .map(|refusal| {
            (
                refusal.status().as_str().to_owned(),
                refusal.code().to_owned(),
            )
        })
        .collect();
    assert_eq!(of_code.len(), refusals.len());
    let listed: BTreeSet<_> = table("Status | When")
        .into_iter()
        .filter(|row| row[0] != "200")
        .flat_map(|row| {
            let codes: Vec<_> = row[1]
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|word| !word.contains('<'))
                .map(|code| (row[0].clone(), code.to_owned()))
                .collect();
            codes
        })
        .collect();
    assert_eq!(listed, of_code);
}

/// Answers as an empty store would, and keeps the times it was told.
#[derive(Clone, Default)]
struct Times(Arc<Mutex<Vec<Duration>>>);

impl DedupeStore for Times {
    async fn claim(&self, _: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        self.0.lock().unwrap().push(lease);
        Ok(Claim::Fresh(Lease::new(Owner::from_bytes([7; 16]))))
    }
    async fn renew(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        Ok(Settled::Yes)
    }
    async fn complete(
        &self,
        _: &DedupeKey,
        _: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        self.0.lock().unwrap().push(keep);
        Ok(Settled::Yes)
    }
    async fn release(&self, _: &DedupeKey, _: Owner) -> Result<Settled, StoreError> {
        Ok(Settled::Yes)
    }
}

#[tokio::test]
async fn defaults_of_lease_and_window() {
    const HOUR: Duration = Duration::from_secs(3600);
    let cases = [
        // Three days of retries, four hours, unknown.
        (providers::GITHUB, 108 * HOUR),
        (providers::STRIPE, 108 * HOUR),
        (providers::SHOPIFY, 24 * HOUR),
        (providers::SLACK, 24 * HOUR),
        (providers::POLAR, 5 * 24 * HOUR),
        // Its timestamps stay fresh for two days, past and future.
        (providers::RECHARGE, 96 * HOUR),
    ];
    for (scheme, window) in cases {
        let times = Times::default();
        let app = app(WebhookLayer::new(scheme, SECRET).dedupe(times.clone()));
        let request = testing::request(scheme, SECRET).body("{}").build();
        assert_eq!(send(&app, request.map(Body::from)).await.0, 200);
        let times = times.0.lock().unwrap().clone();
        let name = scheme.name();
        assert_eq!(times, [Duration::from_secs(60), window], "{name}");
    }
    // No capture outlives the record of what it is a copy of.
    let times = Times::default();
    let layer = WebhookLayer::stripe(SECRET).tolerance(240 * HOUR);
    let app = app(layer.dedupe(times.clone()));
    let request = testing::request(providers::STRIPE, SECRET)
        .body("{}")
        .build();
    assert_eq!(send(&app, request.map(Body::from)).await.0, 200);
    assert_eq!(times.0.lock().unwrap()[1], 480 * HOUR);
}

#[test]
fn defaults_of_sizes_tolerance_and_capacity() {
    const MIB: usize = 1024 * 1024;
    for scheme in providers::ALL {
        let (name, body) = (scheme.name(), scheme.max_body());
        let limit = match name {
            "github" | "github-sha1" => 25 * MIB,
            "sendgrid-inbound" => 20 * MIB,
            _ => 2 * MIB,
        };
        assert_eq!(body, limit, "{name}");
    }
    // The best known, which stand first.
    for scheme in &providers::ALL[..16] {
        // "GitHub, Shopify and Twilio sign none."
        let tolerance = match scheme.name() {
            "github" | "shopify" | "twilio" => None,
            _ => Some(Duration::from_secs(300)),
        };
        assert_eq!(scheme.tolerance(), tolerance, "{}", scheme.name());
    }
    assert_eq!(MemoryStore::new().capacity(), 100_000);
}

/// A body of which nothing ever arrives.
struct Silent;

impl HttpBody for Silent {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }
}

#[tokio::test(start_paused = true)]
async fn defaults_of_the_time_and_the_budget_for_bodies() {
    let app = app(WebhookLayer::github(SECRET));
    let request = github("/", "id-1").map(|_| Body::new(Silent));
    let response = app.oneshot(request).await.expect("infallible");
    assert_eq!(response.status(), 503);
    let deadline = Duration::from_secs(10);
    let refusal = response.extensions().get::<Refusal>();
    assert_eq!(refusal, Some(&Refusal::BodyTimeout { deadline }));

    let budget = format!("{:?}", BodyBudget::process_wide());
    assert!(
        budget.contains(&format!("limit: {}", 256 << 20)),
        "{budget}"
    );
}

/// 1,024 handlers at once, and not one more.
#[tokio::test]
async fn default_of_max_in_flight() {
    let layer = WebhookLayer::github(SECRET);
    let gate = Arc::new(tokio::sync::Barrier::new(1024 + 1));
    let inside = gate.clone();
    let handler = async move || {
        inside.wait().await; // all are running
        inside.wait().await; // the test has seen what it wanted to see
        RAN
    };
    let app = Router::new().route("/", post(handler).route_layer(layer));
    let mut running = Vec::new();
    for id in 0..1024 {
        let app = app.clone();
        running.push(tokio::spawn(async move {
            send(&app, github("/", &format!("{id}"))).await.0
        }));
    }
    gate.wait().await;
    let one_more = send(&app, github("/", "one more"));
    let answer = tokio::time::timeout(Duration::from_secs(10), one_more).await;
    assert_eq!(answer.expect("refused without waiting").0, 503);
    gate.wait().await;
    for answer in running {
        assert_eq!(answer.await.expect("a task"), 200);
    }
}

#[tokio::test]
async fn a_captured_github_delivery_is_a_duplicate_under_its_own_id_only() {
    let ran = (200, RAN.to_owned());
    let duplicate = (200, String::new());

    let by_id = app(WebhookLayer::github(SECRET));
    assert_eq!(send(&by_id, github("/", "id-1")).await, ran);
    assert_eq!(send(&by_id, github("/", "id-1")).await, duplicate);
    assert_eq!(send(&by_id, github("/", "forged")).await, ran);

    let by_content = app(WebhookLayer::github(SECRET).identity(Identity::Content));
    assert_eq!(send(&by_content, github("/", "id-1")).await, ran);
    assert_eq!(send(&by_content, github("/", "forged")).await, duplicate);
}

/// "A crash ends the memory store with the process": a new one knows nothing.
#[tokio::test]
async fn a_restart_with_the_memory_store_runs_a_finished_delivery_again() {
    for _start in 0..2 {
        let app = app(WebhookLayer::github(SECRET));
        assert_eq!(send(&app, github("/", "id-1")).await, (200, RAN.to_owned()));
    }
}

#[tokio::test]
async fn the_layer_stands_where_the_table_says() {
    let handler = || post(async || RAN);
    let layer = || WebhookLayer::github(SECRET);
    let routers = [
        Router::new().route("/", handler().route_layer(layer())),
        Router::new().route("/", handler().layer(layer())),
        Router::new().route("/", handler()).route_layer(layer()),
        Router::new().route("/", handler()).layer(layer()),
    ];
    let rows = table("Written | Covers");
    assert_eq!(rows.len(), routers.len());
    for (row, app) in rows.iter().zip(routers) {
        let columns = [
            (Method::POST, "/"),
            (Method::POST, "/elsewhere"),
            (Method::PUT, "/"),
        ];
        for ((method, path), expected) in columns.into_iter().zip(&row[2..]) {
            let request = Request::builder().method(&method).uri(path);
            let request = request.body(Body::empty()).unwrap();
            let status = send(&app, request).await.0;
            assert_eq!(status.to_string(), *expected, "{}: {method} {path}", row[0]);
        }
        assert_eq!(send(&app, github("/", "id-1")).await, (200, RAN.to_owned()));
    }
}

#[tokio::test]
async fn routes_added_after_the_layer_are_outside_it() {
    let app = Router::new()
        .route("/before", post(async || RAN))
        .layer(WebhookLayer::github(SECRET))
        .route("/after", post(async || RAN).get(async || RAN));
    let unsigned = |path: &str| Request::post(path).body(Body::empty()).unwrap();
    assert_eq!(send(&app, unsigned("/before")).await.0, 401);
    assert_eq!(send(&app, unsigned("/after")).await.0, 200);

    let app = Router::new().route(
        "/",
        post(async || RAN)
            .layer(WebhookLayer::github(SECRET))
            .merge(get(async || RAN)),
    );
    let unsigned = Request::get("/").body(Body::empty()).unwrap();
    assert_eq!(send(&app, unsigned).await.0, 200);
}

#[tokio::test]
async fn one_layer_is_one_endpoint() {
    let app = Router::new()
        .route("/one", post(async || RAN))
        .route("/two", post(async || RAN))
        .route_layer(WebhookLayer::github(SECRET));
    assert_eq!(
        send(&app, github("/one", "id-1")).await,
        (200, RAN.to_owned())
    );
    assert_eq!(
        send(&app, github("/two", "id-1")).await,
        (200, String::new())
    );
}

#[tokio::test]
async fn twilio_inside_nest_is_verified_against_the_public_url_and_nothing_the_peer_sends() {
    const PUBLIC: &str = "https://example.com/hooks/twilio";
    let sms = async |event: TwilioEvent| event.id().unwrap_or("no id").to_owned();
    let hooks = Router::new().route(
        "/twilio",
        post(sms).route_layer(WebhookLayer::twilio(SECRET, PUBLIC)),
    );
    let app = Router::new().nest("/hooks", hooks);
    let signed = |url: &str| {
        testing::request(providers::TWILIO, SECRET)
            .url(url)
            .form("MessageSid=SM1&SmsStatus=received")
            .build()
            .map(Body::from)
    };
    assert_eq!(send(&app, signed(PUBLIC)).await, (200, "SM1".to_owned()));
    // With a query, which is appended as it came.
    let with_query = format!("{PUBLIC}?a=%2F&b");
    assert_eq!(send(&app, signed(&with_query)).await.0, 200);
    // Signed for another host, which the request names in every way it can.
    let mut request = signed("https://evil.example/hooks/twilio");
    for name in ["host", "x-forwarded-host", "x-original-host"] {
        request
            .headers_mut()
            .insert(name, "evil.example".parse().unwrap());
    }
    assert_eq!(send(&app, request).await.0, 401);
}

#[tokio::test]
async fn both_secrets_count_while_one_is_changed_and_the_label_tells_which() {
    const OLD: &str = "the old secret of some length";
    let secrets = [
        Secret::new(SECRET).label("2026-11"),
        Secret::new(OLD).label("2025-11"),
    ];
    let label = async |delivery: Delivery| delivery.secret_label().unwrap_or("none").to_owned();
    let layer = WebhookLayer::github(secrets);
    let app = Router::new().route("/", post(label).route_layer(layer));
    let signed = |secret: &str, id: &str| {
        let request = testing::request(providers::GITHUB, secret)
            .id(id)
            .body("{}");
        request.build().map(Body::from)
    };
    assert_eq!(
        send(&app, signed(OLD, "1")).await,
        (200, "2025-11".to_owned())
    );
    assert_eq!(
        send(&app, signed(SECRET, "2")).await,
        (200, "2026-11".to_owned())
    );
    assert_eq!(send(&app, signed(SECRET, "1")).await, (200, String::new()));
}

/// The mistake that the README quotes, word for word.
#[test]
fn a_mistaken_secret_is_named_as_quoted() {
    let error = WebhookLayer::try_new(providers::STRIPE, "sk_live_0123456789abcdef").unwrap_err();
    assert!(readme().contains(&format!("`{error}`")), "{error}");
}

#[tokio::test]
async fn body_limits_of_layer_and_axum_are_two() {
    let big = vec![b' '; 3 * 1024 * 1024];
    let request = || {
        let request = testing::request(providers::GITHUB, SECRET).body(big.clone());
        request.build().map(Body::from)
    };
    let layer = || WebhookLayer::github(SECRET).no_dedupe();
    let delivery = post(async |delivery: Delivery| delivery.body().len().to_string());
    let bytes = || post(async |bytes: Bytes| bytes.len().to_string());
    let app = Router::new()
        .route("/", delivery.route_layer(layer()))
        .route("/bytes", bytes().route_layer(layer()));
    assert_eq!(send(&app, request()).await.0, 200);
    let with_path = |path: &str| {
        let mut request = request();
        *request.uri_mut() = path.parse().unwrap();
        request
    };
    assert_eq!(send(&app, with_path("/bytes")).await.0, 413);

    let limit = NonZeroUsize::new(1024).unwrap();
    let app = Router::new().route("/", bytes().route_layer(layer().body_limit(limit)));
    assert_eq!(send(&app, request()).await.0, 413);
}
