//! `send`: what it lists, counts and judges; the modes' answers are in `round_trip`.

mod common;

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
};

use axum_webhook::{providers, testing};
use common::{run, run_with_input, server::Listening};

const SECRET: &str = "whsec_test_0123456789abcdef";

fn listening() -> Listening {
    Listening::start(&[
        "listen",
        "stripe",
        "--secret",
        SECRET,
        "--listen",
        "127.0.0.1:0",
        "--json",
    ])
}

/// A receiver that believes everything.
fn gullible() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 65536]);
            let _ = stream.write_all(
                b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 3\r\n\r\nok\n",
            );
        }
    });
    url
}

#[test]
fn the_list_names_every_sample() {
    for scheme in providers::ALL {
        let listed = run(&["send", scheme.name(), "--list"]);
        assert_eq!(listed.code, Some(0));
        let names: Vec<_> = testing::samples(scheme.name())
            .map(|sample| sample.name)
            .collect();
        assert_eq!(listed.stdout.lines().collect::<Vec<_>>(), names);
    }
}

#[test]
fn many_deliveries_are_counted_and_each_is_its_own() {
    let listening = listening();
    let sent = run(&[
        "send",
        "stripe",
        "--to",
        &listening.origin,
        "--secret",
        SECRET,
        "--count",
        "40",
        "--rate",
        "400",
        "--json",
    ]);
    assert_eq!(sent.code, Some(0), "{}{}", sent.stdout, sent.stderr);
    let summary: serde_json::Value = serde_json::from_str(&sent.stdout).unwrap();
    assert_eq!(summary["mode"], "signed");
    assert_eq!(
        (&summary["deliveries"], &summary["requests"]),
        (&40.into(), &40.into())
    );
    assert_eq!(summary["statuses"]["200"], 40);
    assert_eq!(summary["as_expected"], true);
    let order = ["p50_ms", "p95_ms", "p99_ms"].map(|name| summary[name].as_f64().unwrap());
    assert!(order.is_sorted(), "{order:?}");
    for _ in 0..40 {
        assert_eq!(listening.json()["outcome"], "accepted");
    }
}

#[test]
fn a_receiver_that_believes_everything_is_told_so() {
    let to = gullible();
    for mode in ["unsigned", "tampered", "stale", "future"] {
        let sent = run(&[
            "send", "stripe", "--to", &to, "--secret", SECRET, "--mode", mode,
        ]);
        assert_eq!(sent.code, Some(1), "{mode}: {}", sent.stdout);
        assert!(
            sent.stdout.contains("1 of 1 not as it should be"),
            "{}",
            sent.stdout
        );
    }
    let sent = run(&["send", "stripe", "--to", &to, "--secret", SECRET]);
    assert_eq!(sent.code, Some(0), "{}", sent.stdout);
    assert!(
        sent.stdout.contains("200") && sent.stdout.contains("ok"),
        "{}",
        sent.stdout
    );
}

#[test]
fn a_slow_body_is_cut_off_by_a_careful_receiver_and_waited_for_by_another() {
    let listening = listening();
    let slow = |seconds: &str| {
        run(&[
            "send",
            "stripe",
            "--to",
            &listening.origin,
            "--secret",
            SECRET,
            "--mode",
            "slow",
            "--slow-for",
            seconds,
        ])
    };
    // Complete before the deadline of ten seconds: the receiver had to wait.
    let complete = slow("1");
    assert_eq!(complete.code, Some(1), "{}", complete.stdout);
    assert_eq!(listening.json()["outcome"], "accepted");
    let cut = slow("30");
    assert_eq!(cut.code, Some(0), "{}", cut.stdout);
    let line = listening.json();
    assert_eq!(
        (&line["refusal"], &line["status"]),
        (&"body_timeout".into(), &503.into())
    );
}

#[test]
fn a_body_of_the_users_is_sent_as_it_is() {
    let listening = listening();
    let body = "{\"id\":\"evt_mine\",\"type\":\"own\"}\n";
    let sent = run_with_input(
        &[
            "send",
            "stripe",
            "--to",
            &listening.origin,
            "--secret",
            SECRET,
            "--body",
            "-",
        ],
        body.as_bytes(),
    );
    assert_eq!(sent.code, Some(0), "{}", sent.stderr);
    let line = listening.json();
    assert_eq!(
        (&line["id"], &line["type"]),
        (&"evt_mine".into(), &"own".into())
    );
}

#[test]
fn what_cannot_be_sent_is_an_error_that_says_what_to_do() {
    let to = "http://127.0.0.1:1/";
    let cases = [
        (
            vec![
                "send",
                "stripe",
                "invoice.payd",
                "--to",
                to,
                "--secret",
                SECRET,
            ],
            "did you mean invoice.paid?",
        ),
        (vec!["send", "stripe", "--to", to], "--secret"),
        (vec!["send", "stripe", "--secret", SECRET], "--to"),
        (
            vec!["send", "stripe", "--to", "localhost", "--secret", SECRET],
            "absolute URL",
        ),
        (
            vec![
                "send", "github", "--to", to, "--secret", SECRET, "--mode", "stale",
            ],
            "--mode duplicate",
        ),
        (
            vec![
                "send",
                "stripe",
                "--to",
                to,
                "--secret",
                "env:HOOKGATE_TEST_UNSET",
            ],
            "is not set",
        ),
    ];
    for (args, word) in cases {
        let finished = run(&args);
        assert_eq!(finished.code, Some(2), "{args:?}: {}", finished.stdout);
        assert!(
            finished.stderr.contains(word),
            "{args:?}: {}",
            finished.stderr
        );
    }
    let nobody = run(&["send", "stripe", "--to", to, "--secret", SECRET]);
    assert_eq!(nobody.code, Some(1));
    assert!(
        nobody.stdout.contains("is anything listening there?"),
        "{}",
        nobody.stdout
    );
}
