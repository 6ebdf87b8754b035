//! Budget P1: a whole verification beside the raw HMAC of the same bytes, in interleaved rounds of
//! one run, so that a busy machine disturbs both alike.
//!
//! `cargo bench -p webhook-core` prints the table; under `cargo test` one short round runs.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use sha2::Sha256;
use webhook_core::{Inbound, Scheme, UnixTime, Verifier, providers, testing};

const NOW: UnixTime = UnixTime::from_secs(1_795_000_000);
const KEY: &str = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Allowed ratio by body size; `None` is measured and not judged.
const BUDGETS: [(usize, Option<f64>); 3] = [
    (1 << 10, Some(1.33)),
    (16 << 10, Some(1.03)),
    (256 << 10, None),
];

struct Case {
    verifier: Verifier,
    request: Request<Bytes>,
    /// The signed bytes before the body.
    head: String,
    mac: Hmac<Sha256>,
}

impl Case {
    fn new(scheme: Scheme, size: usize) -> Self {
        let secret = format!("whsec_{KEY}");
        let body = format!(
            r#"{{"id":"evt_1","type":"x","pad":"{}"}}"#,
            "a".repeat(size - 36)
        );
        let time = NOW.as_secs();
        let (head, key) = match scheme.name() {
            "stripe" => (format!("{time}."), secret.clone().into_bytes()),
            "standardwebhooks" => (format!("msg_1.{time}."), STANDARD.decode(KEY).unwrap()),
            _ => (String::new(), secret.clone().into_bytes()),
        };
        let request = testing::request(scheme, &secret)
            .at(NOW)
            .id("msg_1")
            .body(body)
            .build();
        Self {
            verifier: Verifier::new(scheme, &secret).unwrap(),
            request,
            head,
            mac: Hmac::new_from_slice(&key).unwrap(),
        }
    }

    fn verify(&self) {
        let request = black_box(&self.request);
        let head = Inbound::new(request.method(), request.uri(), request.headers());
        let verified = self.verifier.verify(&head, request.body().clone(), NOW);
        drop(black_box(verified.expect("a good signature")));
    }

    fn raw(&self) {
        let mut mac = black_box(&self.mac).clone();
        mac.update(self.head.as_bytes());
        mac.update(black_box(self.request.body()));
        black_box(mac.finalize().into_bytes());
    }

    /// The median of the rounds' own ratios, and a quiet round's time of each.
    fn measure(&self, rounds: usize, calls: u32) -> (f64, Duration, Duration) {
        let time = |work: &dyn Fn()| {
            let start = Instant::now();
            for _ in 0..calls {
                work();
            }
            start.elapsed() / calls
        };
        let (mut ratios, mut verify, mut raw) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            let pair = (time(&|| self.verify()), time(&|| self.raw()));
            ratios.push(pair.0.as_secs_f64() / pair.1.as_secs_f64());
            verify.push(pair.0);
            raw.push(pair.1);
        }
        ratios.sort_unstable_by(f64::total_cmp);
        verify.sort_unstable();
        raw.sort_unstable();
        (ratios[rounds / 2], verify[rounds / 10], raw[rounds / 10])
    }
}

fn main() {
    let full = std::env::args().any(|argument| argument == "--bench");
    let mut over = 0;
    for scheme in [
        providers::STRIPE,
        providers::GITHUB,
        providers::STANDARD_WEBHOOKS,
    ] {
        for (size, budget) in BUDGETS {
            let case = Case::new(scheme, size);
            let calls = u32::try_from((1 << 19) / size).unwrap();
            let (rounds, calls) = if full { (801, calls) } else { (1, 1) };
            let (ratio, verify, raw) = case.measure(rounds, calls);
            let judged = match budget.filter(|_| full) {
                Some(budget) if ratio > budget => {
                    over += 1;
                    format!("OVER the budget of {budget}x")
                }
                Some(budget) => format!("within {budget}x"),
                None => String::new(),
            };
            println!(
                "{:16} {:3} KiB: verify {ratio:.3}x raw  ({verify:?} / {raw:?})  {judged}",
                scheme.name(),
                size >> 10,
            );
        }
    }
    if over > 0 {
        println!("{over} over budget");
    }
}
