//! Budget P8: any number of candidate signatures costs at most 1.05 times one.
//!
//! Prints ratios of interleaved rounds; ends with an error above the budget. Small bodies are shown
//! and not judged: decoding a candidate takes 43 ns, which a hash of a few KiB does not hide.

use std::{process::ExitCode, time::Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Uri};
use webhook_core::{Inbound, Signer, UnixTime, Verifier, providers, signer::Outgoing};
use webhook_tests::STRIPE_SECRET;

const BUDGET: f64 = 1.05;
/// Bodies whose hash is what a check costs.
const JUDGED_FROM: usize = 64 << 10;
const ROUNDS: usize = 101;

/// The genuine header with so many false signatures before the right one.
fn with_candidates(genuine: &HeaderMap, count: usize) -> HeaderMap {
    let value = genuine["stripe-signature"].to_str().expect("text");
    let (time, right) = value.split_once(',').expect("a signature");
    let mut parts = vec![time.to_owned()];
    parts.extend((1..count).map(|number| format!("v1={number:064x}")));
    parts.push(right.to_owned());
    let mut headers = genuine.clone();
    let value = HeaderValue::from_str(&parts.join(",")).expect("a header");
    headers.insert("stripe-signature", value);
    headers
}

fn main() -> ExitCode {
    let now = UnixTime::from_secs(1_795_000_000);
    let verifier = Verifier::new(providers::STRIPE, STRIPE_SECRET).expect("a secret");
    let signer = Signer::new(providers::STRIPE, STRIPE_SECRET).expect("a secret");
    let (method, uri) = (Method::POST, Uri::from_static("/"));
    let mut within = true;
    println!("Stripe, one MAC whatever the header holds; medians of {ROUNDS} interleaved rounds");
    for size in [1 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20] {
        let body = Bytes::from(vec![b' '; size]);
        let genuine = signer.sign(&Outgoing::new(&body, now)).headers;
        // 17 and 4,000 are refused unread.
        let cases = [1, 16, 17, 4000].map(|count| (count, with_candidates(&genuine, count)));
        let repeats = ((4 << 20) / size).clamp(4, 1024);
        let mut rounds: Vec<[f64; 4]> = Vec::new();
        for round in 0..=ROUNDS {
            let mut times = [0.0; 4];
            for index in 0..cases.len() {
                let index = (index + round) % cases.len();
                let (count, headers) = &cases[index];
                let start = Instant::now();
                for _ in 0..repeats {
                    let request = Inbound::new(&method, &uri, headers);
                    let verdict = verifier.verify(&request, body.clone(), now);
                    assert_eq!(verdict.is_ok(), *count <= 16);
                }
                times[index] = start.elapsed().as_secs_f64() * 1e9 / repeats as f64;
            }
            // The first round warms up.
            if round > 0 {
                rounds.push(times);
            }
        }
        let median = |figure: &dyn Fn(&[f64; 4]) -> f64| {
            let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
            figures.sort_unstable_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        println!(
            "{:5} KiB: one {:9.0} ns",
            size >> 10,
            median(&|times| times[0])
        );
        for (index, (count, _)) in cases.iter().enumerate().skip(1) {
            let ratio = median(&|times| times[index] / times[0]);
            let verdict = if ratio <= BUDGET { "" } else { "  above 1.05" };
            println!("  {count:5} candidates  {ratio:.3}x{verdict}");
            within &= ratio <= BUDGET || size < JUDGED_FROM;
        }
    }
    if within {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
