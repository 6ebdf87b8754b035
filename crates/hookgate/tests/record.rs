//! `record`, then `replay`; `sign` and `curl`, whose output others read; the manual.

mod common;

use axum_webhook::{
    core::{Inbound, Verifier},
    providers, testing,
};
use common::{ends::Ends, run, run_with_input, server::Listening};
use hookgate::capture::Capture;

const SECRET: &str = "whsec_test_0123456789abcdef";

#[test]
fn what_is_recorded_is_replayed_byte_for_byte_and_signed_anew() {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("first.jsonl");
    let second = folder.path().join("second.jsonl");
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());
    let recorder = Listening::start(&["record", first, "--listen", "127.0.0.1:0", "--max", "2"]);
    for event in ["push", "ping"] {
        let to = format!("{}/hooks?x=1", recorder.origin);
        let sent = run(&["send", "github", event, "--to", &to, "--secret", SECRET]);
        assert_eq!(sent.code, Some(0), "{}", sent.stderr);
    }
    let (code, _) = recorder.end();
    assert_eq!(code, Some(0));
    let read = |path: &str| -> Vec<Capture> {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines()
            .map(|line| Capture::parse(line.as_bytes()).unwrap())
            .collect()
    };
    let recorded = read(first);
    assert_eq!(recorded.len(), 2);
    assert_eq!(recorded[0].url, "/hooks?x=1");
    assert_eq!(recorded[0].headers["x-github-event"], "push");
    assert!(recorded.iter().all(|capture| capture.received_at.is_some()));

    let again = Listening::start(&["record", second, "--listen", "127.0.0.1:0", "--max", "2"]);
    let replayed = run(&["replay", first, "--to", &again.origin]);
    assert_eq!(
        replayed.code,
        Some(0),
        "{}{}",
        replayed.stdout,
        replayed.stderr
    );
    again.end();
    for (old, new) in recorded.iter().zip(read(second)) {
        assert_eq!((&old.body, &old.url), (&new.body, &new.url));
        let name = "x-hub-signature-256";
        assert_eq!(old.headers[name], new.headers[name]);
    }

    // Signed anew with another secret, it is what that one's holder accepts.
    let other = "whsec_other_0123456789abcdef";
    let listening = Listening::start(&[
        "listen",
        "github",
        "--secret",
        other,
        "--path",
        "/hooks",
        "--listen",
        "127.0.0.1:0",
        "--json",
    ]);
    let plain = run(&["replay", first, "--to", &listening.origin]);
    assert_eq!(plain.code, Some(1));
    assert!(plain.stdout.contains("--provider"), "{}", plain.stdout);
    let resigned = run(&[
        "replay",
        first,
        "--to",
        &listening.origin,
        "--provider",
        "github",
        "--secret",
        other,
        "--only",
        "2",
    ]);
    assert_eq!(resigned.code, Some(0), "{}", resigned.stdout);
    let outcomes: Vec<_> = (0..3)
        .map(|_| listening.json()["outcome"].to_string())
        .collect();
    assert_eq!(outcomes, ["\"refused\"", "\"refused\"", "\"accepted\""]);
}

#[test]
fn a_line_that_is_no_capture_is_told_and_stops_nothing() {
    let recorder_folder = tempfile::tempdir().unwrap();
    let file = recorder_folder.path().join("x.jsonl");
    let recorder = Listening::start(&["record", file.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    let good = r#"{"url":"/","headers":[],"body":"x"}"#;
    let input = format!("{good}\nnonsense\n\n{good}\n");
    let replayed = run_with_input(
        &["replay", "-", "--to", &recorder.origin, "--json"],
        input.as_bytes(),
    );
    assert_eq!(replayed.code, Some(1));
    let statuses: Vec<serde_json::Value> = replayed
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(statuses.len(), 3, "{statuses:?}");
    assert_eq!(
        (&statuses[0]["line"], &statuses[0]["status"]),
        (&1.into(), &200.into())
    );
    assert!(
        statuses[1]["error"]
            .as_str()
            .unwrap()
            .contains("no captured request")
    );
    assert_eq!(
        (&statuses[2]["line"], &statuses[2]["status"]),
        (&4.into(), &200.into())
    );
}

#[cfg(unix)]
#[test]
fn a_recording_is_the_users_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.jsonl");
    let recorder = Listening::start(&["record", file.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    recorder.interrupt();
    assert_eq!(recorder.end().0, Some(0));
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_sign_prints_is_what_the_verifier_accepts() {
    let url = "https://example.com/hooks";
    let mut signed_for = 0;
    for scheme in providers::ALL {
        let name = scheme.name();
        let Some(ends) = Ends::new(scheme) else {
            continue;
        };
        let mut args = vec!["sign", name, "--public-url", url, "--json"];
        args.extend(["--at", "1795000000"]);
        args.extend(ends.signing.iter().map(String::as_str));
        let printed = run(&args);
        assert_eq!(printed.code, Some(0), "{}", printed.stderr);
        let mut args = vec!["explain", name, "--url", url, "--at", "1795000000"];
        let keys = ends.keys.map(|(address, file)| format!("{address}={file}"));
        if let Some(keys) = &keys {
            args.extend(["--keys", keys]);
        }
        if let Some(secret) = &ends.secret {
            args.extend(["--secret", secret]);
        }
        let explained = run_with_input(&args, printed.stdout.as_bytes());
        assert_eq!(explained.code, Some(0), "{name}: {}", explained.stdout);
        // By the library itself, where nothing is fetched.
        if let (None, Some(keys)) = (
            keys,
            testing::keys(scheme, b"a key of thirty-two bytes, as is"),
        ) {
            let capture = Capture::parse(printed.stdout.as_bytes()).unwrap();
            let secret = keys.verifying_secret();
            let verifier = match scheme.signs_url() {
                true => Verifier::with_public_url(*scheme, secret, url),
                false => Verifier::new(*scheme, secret),
            };
            let request = Inbound::new(&capture.method, &capture.url, &capture.headers);
            let now = axum_webhook::core::UnixTime::from_secs(1_795_000_000);
            let verified = verifier.unwrap().verify(&request, capture.body, now);
            assert!(verified.is_ok(), "{name}");
        }
        signed_for += 1;
    }
    // All but those that sign with SHA-1 and a private key.
    let sha1 = ["ebay", "travis-ci", "paddle-classic"];
    assert_eq!(signed_for, providers::ALL.len() - sha1.len());
}

#[test]
fn who_can_sign_is_told_apart() {
    let refused = [
        (
            &["stripe", "--private-key", "-----BEGIN PRIVATE KEY-----"][..],
            "Stripe signs with a shared secret; give that with --secret, and no --private-key",
        ),
        (&["stripe"], "give the endpoint's secret with --secret"),
        (&["paypal"], "give the webhook's id with --secret"),
        (&["ebay", "--secret", "x"], "SHA-1"),
        (
            &["discord", "--private-key", "-----BEGIN PRIVATE KEY-----"],
            "the key is no private key for Ed25519",
        ),
        (
            &["stripe", "--secret", SECRET, "--key-document"],
            "Stripe publishes no keys",
        ),
    ];
    for (args, problem) in refused {
        let printed = run(&[&["sign"], args].concat());
        assert_eq!(printed.code, Some(2), "{args:?}");
        let said = &printed.stderr;
        assert!(said.contains(problem), "{args:?}: {said}");
        assert!(!said.contains("BEGIN PRIVATE"), "{said}");
    }
}

#[test]
fn sign_prints_headers_for_a_body_of_the_users() {
    let printed = run_with_input(
        &[
            "sign",
            "github",
            "--secret",
            "It's a Secret to Everybody",
            "--body",
            "-",
            "--event-type",
            "push",
        ],
        b"Hello, World!",
    );
    assert_eq!(printed.code, Some(0), "{}", printed.stderr);
    // The example of GitHub's documentation:
    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    let signature = "x-hub-signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17\n";
    assert!(printed.stdout.contains(signature), "{}", printed.stdout);
    assert!(
        printed.stdout.contains("x-github-event: push\n"),
        "{}",
        printed.stdout
    );
}

#[test]
fn the_command_that_curl_prints_is_accepted() {
    let listening = Listening::start(&[
        "listen",
        "stripe",
        "--secret",
        SECRET,
        "--listen",
        "127.0.0.1:0",
        "--json",
    ]);
    let printed = run(&[
        "curl",
        "stripe",
        "--secret",
        SECRET,
        "--to",
        &listening.origin,
    ]);
    assert!(
        printed.stdout.starts_with("curl -i 'http://127.0.0.1:"),
        "{}",
        printed.stdout
    );
    let shell = std::process::Command::new("sh")
        .arg("-c")
        .arg(&printed.stdout)
        .output();
    // Where there is no curl, 127 tells so.
    match shell {
        Ok(output) if output.status.code() != Some(127) => {
            let answer = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(answer.contains("200 OK"), "{answer}");
            assert_eq!(listening.json()["outcome"], "accepted");
        }
        _ => eprintln!("skipped: there is no curl"),
    }
}

#[test]
fn a_secret_of_another_kind_is_an_error_with_its_fix() {
    for command in ["sign", "curl", "send"] {
        let mut args = vec![command, "stripe", "--secret", "sk_live_0123456789abcdef"];
        if command != "sign" {
            args.extend(["--to", "http://127.0.0.1:1"]);
        }
        let finished = run(&args);
        assert_eq!(finished.code, Some(2), "{command}");
        assert!(
            finished.stderr.contains("looks like an API key"),
            "{}",
            finished.stderr
        );
    }
}

#[test]
fn every_command_has_a_manual_page_and_completions() {
    let page = run(&["man"]);
    assert_eq!(page.code, Some(0));
    for command in [
        "demo",
        "listen",
        "send",
        "sign",
        "curl",
        "explain",
        "record",
        "replay",
        "verify",
        "providers",
    ] {
        assert!(page.stdout.contains(command), "{command}");
        let own = run(&["man", command]);
        assert_eq!(own.code, Some(0), "{command}");
        assert!(own.stdout.contains(".TH"), "{}", own.stdout);
    }
    let wrong = run(&["man", "sent"]);
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong.stderr.contains("did you mean send?"),
        "{}",
        wrong.stderr
    );
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.code, Some(0), "{shell}");
        for command in ["listen", "explain", "replay"] {
            assert!(script.stdout.contains(command), "{shell} {command}");
        }
    }
}
