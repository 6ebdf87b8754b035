//! `hookgate demo`: what it prints, and that it sees what is wrong with a broken receiver.

mod common;

use axum::{
    Router,
    http::{StatusCode, Uri},
    routing::any,
};
use axum_webhook::core::Signer;
use common::{hookgate, run};
use hookgate::{
    Outcome,
    demo::{self, CASES, Cast, Ending, Receiver, Report, Stage, receiver},
};

/// Plays the demo against a receiver of the test's own.
async fn play(app: impl FnOnce(&Cast, &str) -> Router) -> Report {
    let cast = Cast::fresh().unwrap();
    let receiver = Receiver::start(0, |origin| app(&cast, origin))
        .await
        .unwrap();
    demo::run(receiver.address(), &cast).await.unwrap()
}

/// The names of the cases that differ, each once, in the order of the table.
fn differing(report: &Report) -> Vec<&'static str> {
    assert!(!report.is_as_expected());
    let differences = report.differences();
    let names = CASES.iter().map(|case| case.name);
    names
        .filter(|name| {
            differences
                .iter()
                .any(|difference| difference.case == *name)
        })
        .collect()
}

/// The stage of the provider that a path belongs to.
fn stage(cast: &Cast, path: &str) -> Stage {
    let actor = cast.all().into_iter().find(|actor| actor.path() == path);
    actor.expect("a provider's path").stage().clone()
}

#[test]
fn the_demo_exits_0_and_prints_every_case_and_provider() {
    let demo = run(&["demo"]);
    assert_eq!(demo.code, Some(0), "{}{}", demo.stdout, demo.stderr);
    for case in CASES {
        let row = demo.stdout.lines().find(|line| line.starts_with(case.name));
        let row = row.unwrap_or_else(|| panic!("no row for {}", case.name));
        let marks = row.matches('✓').count();
        let absent = row.matches(" - ").count();
        assert_eq!(marks + absent, 6, "{row}");
        assert!(demo.stdout.contains(case.meaning), "{}", case.meaning);
    }
    for name in ["Stripe", "GitHub", "Shopify", "Slack", "Twilio", "Webhooks"] {
        assert!(demo.stdout.contains(name), "{name}");
    }
    // 10 cases of 6 providers, three of which send no timestamp.
    assert!(
        demo.stdout
            .contains("✓ All 54 checks are as they should be")
    );
    assert!(demo.stdout.contains("demo --serve"), "says what to do next");
    assert!(!demo.stdout.contains('✗'));
    assert_eq!(demo.stderr, "");
}

#[test]
fn the_table_fits_into_80_columns_and_the_rest_into_100() {
    let demo = run(&["demo"]);
    let (table, rest) = demo.stdout.split_once("\n\ngenuine event").unwrap();
    assert!(
        table.lines().all(|line| line.chars().count() <= 80),
        "{table}"
    );
    assert!(
        rest.lines().all(|line| line.chars().count() <= 100),
        "{rest}"
    );
}

#[test]
fn secrets_are_not_printed_unless_asked_for() {
    let demo = run(&["demo"]);
    for prefix in ["whsec_", "shpss_"] {
        assert!(!demo.stdout.contains(prefix), "{}", demo.stdout);
    }
    let cast = Cast::fresh().unwrap();
    for actor in cast.all() {
        assert!(!format!("{cast:?}").contains(actor.secret()));
    }
}

#[test]
fn secrets_are_fresh_and_usable() {
    let (one, other) = (Cast::fresh().unwrap(), Cast::fresh().unwrap());
    for (a, b) in one.all().into_iter().zip(other.all()) {
        assert_ne!(a.secret(), b.secret());
        Signer::new(*a.scheme(), a.secret()).expect("the provider's shape");
    }
}

#[test]
fn colours_are_for_terminals_and_for_who_forces_them() {
    let escape = '\u{1b}';
    let demo = |variables: &[(&str, &str)]| {
        let output = hookgate()
            .arg("demo")
            .envs(variables.iter().copied())
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert!(!demo(&[]).contains(escape), "a pipe is no terminal");
    let forced = demo(&[("CLICOLOR_FORCE", "1")]);
    assert!(forced.contains(escape));
    let refused = demo(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]);
    assert!(!refused.contains(escape));
}

#[tokio::test]
async fn a_receiver_that_answers_200_to_everything_fails_every_case() {
    let report = play(|_, _| Router::new().fallback(any(async || StatusCode::OK))).await;
    let all: Vec<_> = CASES.iter().map(|case| case.name).collect();
    assert_eq!(differing(&report), all);
    assert_eq!(report.differences().len(), report.checks());
}

#[tokio::test]
async fn a_receiver_that_never_dedupes_fails_replays_and_copies_only() {
    let report =
        play(|cast, origin| receiver::router_with(cast, origin, |layer| layer.no_dedupe()));
    let report = report.await;
    assert_eq!(differing(&report), ["replay", "5 copies at once"]);
    let of_stripe = report.differences();
    let replay = of_stripe
        .iter()
        .find(|difference| difference.case == "replay")
        .unwrap();
    assert_eq!(replay.expected, "2 × 200, handler run once");
    assert_eq!(replay.got, "2 × 200, handler run twice");
}

#[tokio::test]
async fn a_receiver_that_does_not_verify_fails_whatever_should_be_refused() {
    let report = play(|cast, origin| {
        receiver::router_with(cast, origin, |layer| layer.observe_only().no_dedupe())
    });
    // Unverified requests carry no delivery, which the handlers' extractors answer with 500.
    let names = differing(&report.await);
    for name in [
        "tampered body",
        "wrong secret",
        "stale timestamp",
        "missing header",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert!(!names.contains(&"genuine event"));
}

#[tokio::test]
async fn a_receiver_that_marks_deliveries_before_they_are_handled_fails_the_retry() {
    // The field's most repeated defect: the id is remembered when the delivery arrives, so the
    // retry of a failed one is taken for a duplicate and the event is lost.
    let report = play(|cast, _| {
        let seen = std::sync::Arc::new(std::sync::Mutex::new(std::collections::HashSet::new()));
        let cast = cast.clone();
        let app = async move |uri: Uri, body: String| {
            if !seen.lock().unwrap().insert(body) {
                return StatusCode::OK;
            }
            match stage(&cast, uri.path()).run().await {
                Ending::Success => StatusCode::OK,
                Ending::Failure => StatusCode::INTERNAL_SERVER_ERROR,
            }
        };
        Router::new().fallback(any(app))
    });
    let report = report.await;
    let differences = report.differences();
    let lost = differences
        .iter()
        .filter(|difference| difference.case == "fails, retried");
    let lost: Vec<_> = lost.map(|lost| (&*lost.expected, &*lost.got)).collect();
    let told = ("500, 200, handler run twice", "500, 200, handler run once");
    assert_eq!(lost, [told; 6]);
}

#[tokio::test]
async fn nobody_listening_is_reported_and_no_panic() {
    let cast = Cast::fresh().unwrap();
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let report = demo::run(address, &cast).await.unwrap();
    assert_eq!(report.differences().len(), report.checks());
    assert!(
        report
            .differences()
            .iter()
            .all(|difference| difference.got.contains("no answer"))
    );
}

#[tokio::test]
async fn differences_are_written_out_and_make_the_outcome() {
    let cast = Cast::fresh().unwrap();
    let change = |layer: axum_webhook::WebhookLayer| layer.no_dedupe();
    let broken = Receiver::start(0, |origin| receiver::router_with(&cast, origin, change));
    let mut out = Vec::new();
    let outcome = demo::show(broken.await.unwrap().address(), &cast, &mut out).await;
    assert_eq!(outcome.unwrap(), Outcome::Differs);
    let text = anstream::adapter::strip_bytes(&out).into_vec();
    let text = String::from_utf8(text).unwrap();
    assert!(
        text.contains("✗ GitHub, replay\n    expected  2 × 200, handler run once\n"),
        "{text}"
    );
    assert!(text.contains("✗ 12 of 54 checks differ"), "{text}");
}

#[test]
fn a_port_in_use_is_an_error_that_says_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let demo = run(&["demo", "--serve", "--port", &port]);
    assert_eq!(demo.code, Some(2));
    assert!(
        demo.stderr
            .starts_with("error: cannot listen on 127.0.0.1:"),
        "{}",
        demo.stderr
    );
    assert!(demo.stderr.contains("--port"), "{}", demo.stderr);
    assert_eq!(demo.stderr.lines().count(), 1);
    let without_serve = run(&["demo", "--port", &port]);
    assert_eq!(without_serve.code, Some(2));
    assert!(
        without_serve.stderr.contains("--serve"),
        "{}",
        without_serve.stderr
    );
}
