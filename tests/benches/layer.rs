//! Budgets P2, P5 and P6 in process: the layer beside a bare axum router and `webhook-verify` 0.1, in
//! interleaved rounds of one run; and the verifier beside the raw HMAC.
//!
//! `cargo bench -p webhook-tests --bench layer` prints criterion's figures, then the ratios.

use std::{
    convert::Infallible,
    hint::black_box,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use axum::{Router, body::Body, routing::post_service};
use bytes::Bytes;
use criterion::{Criterion, Throughput};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use tokio::runtime::Runtime;
use tower::{BoxError, Service as _, ServiceBuilder, service_fn};
use tower_webhook::WebhookLayer;
use webhook_core::{Inbound, Signer, UnixTime, Verifier, providers, signer::Outgoing};
use webhook_tests::STRIPE_SECRET;
use webhook_verify::tower::VerifyLayer;

const SIZES: [usize; 3] = [1 << 10, 16 << 10, 256 << 10];

/// A router whose handler reads its body, behind the layer of that name.
fn target(name: &str) -> Router {
    let handler = post_service(service_fn(async |request: Request<Body>| {
        let body = request.into_body().collect().await.expect("a body");
        black_box(body.to_bytes());
        Ok::<_, Infallible>(Response::new(Body::empty()))
    }));
    let handler = match name {
        "bare" => handler,
        "verify" => handler.layer(WebhookLayer::stripe(STRIPE_SECRET).no_dedupe()),
        "verify + moka" => handler.layer(WebhookLayer::stripe(STRIPE_SECRET)),
        "webhook-verify" => {
            let secret = webhook_verify::Secret::new(STRIPE_SECRET);
            // Its error type does not fit axum by itself.
            let layer = ServiceBuilder::new()
                .map_err(|error: BoxError| -> Infallible { panic!("{error}") })
                .layer(VerifyLayer::<Full<Bytes>>::new(
                    webhook_verify::Provider::Stripe,
                    secret,
                ));
            handler.layer(layer)
        }
        other => unreachable!("{other}"),
    };
    Router::new().route("/", handler)
}

const NAMES: [&str; 4] = ["bare", "verify", "verify + moka", "webhook-verify"];
/// Where the peer stands in [`NAMES`].
const PEER: usize = 3;

/// A signed request with an id of its own.
fn request(signer: &Signer, size: usize) -> Request<Body> {
    static EVENT: AtomicU64 = AtomicU64::new(0);
    let id = EVENT.fetch_add(1, Ordering::Relaxed);
    let mut body = format!(r#"{{"id":"evt_{id:012}","object":"event","pad":""#);
    body.push_str(&"x".repeat(size - body.len() - 2));
    body.push_str("\"}");
    let now = std::time::SystemTime::now().into();
    let signed = signer.sign(&Outgoing::new(body.as_bytes(), now));
    let mut request = Request::post("/")
        .body(Body::from(body))
        .expect("a request");
    *request.headers_mut() = signed.headers;
    request
}

/// Sends prepared requests one after another; the time of all.
fn run(runtime: &Runtime, target: &mut Router, requests: Vec<Request<Body>>) -> Duration {
    let start = Instant::now();
    runtime.block_on(async {
        for request in requests {
            let response = target.call(request).await.expect("a response");
            assert_eq!(response.status(), StatusCode::OK);
        }
    });
    start.elapsed()
}

fn prepare(size: usize, count: u64) -> Vec<Request<Body>> {
    let signer = Signer::new(providers::STRIPE, STRIPE_SECRET).expect("a secret");
    (0..count).map(|_| request(&signer, size)).collect()
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

fn criterion_layer(criterion: &mut Criterion) {
    let runtime = runtime();
    for size in SIZES {
        let mut group = criterion.benchmark_group(format!("layer/{} KiB", size >> 10));
        group.throughput(Throughput::Bytes(size as u64));
        for name in NAMES {
            let mut target = target(name);
            group.bench_function(name, |bencher| {
                bencher.iter_custom(|count| run(&runtime, &mut target, prepare(size, count)));
            });
        }
    }
}

fn criterion_verify(criterion: &mut Criterion) {
    let now = UnixTime::from_secs(1_795_000_000);
    let verifier = Verifier::new(providers::STRIPE, STRIPE_SECRET).expect("a secret");
    let keyed = Hmac::<sha2::Sha256>::new_from_slice(STRIPE_SECRET.as_bytes()).expect("a key");
    let signer = Signer::new(providers::STRIPE, STRIPE_SECRET).expect("a secret");
    for size in SIZES {
        let body = Bytes::from(vec![b' '; size]);
        let headers = signer.sign(&Outgoing::new(&body, now)).headers;
        let (method, uri) = (http::Method::POST, http::Uri::from_static("/"));
        let mut group = criterion.benchmark_group(format!("verify/{} KiB", size >> 10));
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_function("raw HMAC", |bencher| {
            bencher.iter(|| {
                let mut mac = keyed.clone();
                mac.update(b"1795000000.");
                mac.update(black_box(&body));
                mac.finalize().into_bytes()
            });
        });
        group.bench_function("Verifier", |bencher| {
            bencher.iter(|| {
                let request = Inbound::new(&method, &uri, &headers);
                verifier
                    .verify(&request, black_box(body.clone()), now)
                    .expect("genuine")
            });
        });
    }
}

/// Time added over the bare router, in interleaved rounds; medians of the rounds' own figures.
fn ratios() {
    const ROUNDS: usize = 61;
    let runtime = runtime();
    println!("\nadded to a bare axum router, in process, medians of {ROUNDS} interleaved rounds");
    for size in SIZES {
        let mut targets = NAMES.map(target);
        let per_round = u64::try_from((1 << 20) / size)
            .expect("small")
            .clamp(16, 512);
        let mut rounds: Vec<[f64; NAMES.len()]> = Vec::new();
        for round in 0..=ROUNDS {
            let mut times = [0.0; NAMES.len()];
            for index in 0..NAMES.len() {
                // Another order each round.
                let index = (index + round) % NAMES.len();
                let took = run(&runtime, &mut targets[index], prepare(size, per_round));
                times[index] = took.as_secs_f64() * 1e9 / per_round as f64;
            }
            // The first round warms up.
            if round > 0 {
                rounds.push(times);
            }
        }
        let median = |figure: &dyn Fn(&[f64; NAMES.len()]) -> f64| {
            let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
            figures.sort_unstable_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        println!(
            "{} KiB: bare {:.0} ns",
            size >> 10,
            median(&|times| times[0])
        );
        for (index, name) in NAMES.iter().enumerate().skip(1) {
            let added = median(&|times| times[index] - times[0]);
            let share = median(&|times| (times[index] - times[0]) / (times[PEER] - times[0]));
            println!("  {name:15} +{added:7.0} ns  {share:.2}x of what webhook-verify adds");
        }
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    criterion_verify(&mut criterion);
    criterion_layer(&mut criterion);
    criterion.final_summary();
    if std::env::args().any(|argument| argument == "--bench") {
        ratios();
    }
}
