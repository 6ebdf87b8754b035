//! Budget P4: instructions that the layer adds to a bare router for one delivery, those of the hash
//! left out. Counted by valgrind's callgrind, so that they repeat whatever else the machine does.
//!
//! Without an argument it starts itself under valgrind; `MODE COUNT SIZE` is one run of that.

use std::process::{Command, ExitCode};

use axum::{Router, body::Body, routing::post_service};
use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{Request, Response};
use http_body_util::Full;
use sha2::Sha256;
use tower::{Layer as _, Service as _, service_fn};
use tower_webhook::WebhookLayer;
use webhook_core::{providers, testing};
use webhook_tests::STRIPE_SECRET;

const MODES: [&str; 4] = ["bare", "hash", "verify", "moka"];
/// Enough that start-up drops out of the difference.
const FEW: usize = 500;
const MANY: usize = 1500;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    if let [mode, count, size] = &arguments[..] {
        let number = |text: &str| text.parse().expect("a number");
        run(mode, number(count), number(size));
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("skipped: there is no valgrind; install it from your system's packages");
        return ExitCode::SUCCESS;
    }
    println!("instructions a request, Stripe, one body frame; without those of the raw HMAC");
    let mut within = true;
    for size in [1 << 10, 16 << 10, 64 << 10] {
        let [bare, with_hash, verify, moka] = MODES.map(|mode| per_request(mode, size));
        let hash = with_hash - bare;
        println!(
            "{:4} KiB: bare router {bare:.0}, raw HMAC {hash:.0}",
            size >> 10
        );
        for (name, added, budget) in [
            ("verify", verify - bare - hash, 5_000.0),
            ("verify + memory store", moka - bare - hash, 10_000.0),
        ] {
            let verdict = if added <= budget {
                ""
            } else {
                "  ABOVE THE BUDGET"
            };
            println!("  {name:22} +{added:6.0} (budget {budget:.0}){verdict}");
            within &= added <= budget;
        }
    }
    if within {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The difference of two runs that differ in nothing but their count.
fn per_request(mode: &str, size: usize) -> f64 {
    let [few, many] = [FEW, MANY].map(|count| instructions(mode, count, size));
    (many - few) / (MANY - FEW) as f64
}

fn instructions(mode: &str, count: usize, size: usize) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().expect("this program"))
        .args([mode, &count.to_string(), &size.to_string()])
        .output()
        .expect("valgrind starts");
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text
        .lines()
        .find_map(|line| line.split("Collected : ").nth(1));
    line.and_then(|number| number.trim().parse().ok())
        .unwrap_or_else(|| panic!("valgrind counted nothing:\n{text}"))
}

/// Prepares `count` requests as every mode does, then handles them in its own way.
fn run(mode: &str, count: usize, size: usize) {
    let requests: Vec<_> = (0..count).map(|number| request(number, size)).collect();
    if mode == "hash" {
        let keyed = Hmac::<Sha256>::new_from_slice(STRIPE_SECRET.as_bytes()).expect("a key");
        // Beside the bare router, so that the requests' end is counted alike.
        let bodies: Vec<_> = requests.iter().map(|(body, _)| body.clone()).collect();
        handle("bare", requests);
        for body in bodies {
            let mut mac = keyed.clone();
            mac.update(b"1795000000.");
            mac.update(&body);
            std::hint::black_box(mac.finalize());
        }
        return;
    }
    handle(mode, requests);
}

fn handle(mode: &str, requests: Vec<(Bytes, Request<Body>)>) {
    let handler = service_fn(|_: Request<_>| async {
        Ok::<_, std::convert::Infallible>(Response::new(Full::<Bytes>::default()))
    });
    let app = Router::new();
    let mut app = match mode {
        "bare" => app.route(
            "/",
            post_service(service_fn(|_: Request<Body>| async {
                Ok::<_, std::convert::Infallible>(Response::new(Full::<Bytes>::default()))
            })),
        ),
        "verify" => {
            let layer = WebhookLayer::stripe(STRIPE_SECRET).no_dedupe();
            app.route("/", post_service(layer.layer(handler)))
        }
        _ => app.route(
            "/",
            post_service(WebhookLayer::stripe(STRIPE_SECRET).layer(handler)),
        ),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        for (_, request) in requests {
            let response = app.call(request).await.expect("a response");
            assert!(response.status().is_success());
        }
    });
}

fn request(number: usize, size: usize) -> (Bytes, Request<Body>) {
    let mut body = format!(r#"{{"id":"evt_{number:012}","object":"event","pad":""#);
    body.push_str(&"x".repeat(size - body.len() - 2));
    body.push_str("\"}");
    let request = testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(body)
        .build();
    (request.body().clone(), request.map(Body::from))
}
