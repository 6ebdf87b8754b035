//! `send` to `listen`: every event of every provider, through both commands.

mod common;

use std::fmt::Write as _;

use axum_webhook::{
    Scheme,
    core::scheme::At,
    providers,
    testing::{self, Keys},
};
use common::{argument, run, server::Listening};

/// The keys of both ends, for providers that can be signed for.
fn keys(scheme: &Scheme) -> Option<Keys> {
    // Where keys are fetched, nobody but the provider signs.
    let keys = testing::keys(scheme, b"a key of thirty-two bytes, as is");
    keys.filter(|_| scheme.fetched_keys().is_none())
}

fn secret(scheme: &Scheme) -> String {
    let keys = keys(scheme).expect("it can be signed for");
    argument(&keys.signing, keys.key_id)
}

const PUBLIC: &str = "https://hooks.example.com";

fn listening() -> (tempfile::TempDir, Listening) {
    let mut config = format!("listen = \"127.0.0.1:0\"\npublic_url = \"{PUBLIC}\"\n");
    for scheme in providers::ALL {
        let Some(keys) = keys(scheme) else { continue };
        let (name, secret) = (scheme.name(), argument(&keys.verifying, keys.key_id));
        let key = if scheme.algorithm().is_public_key() {
            format!("public_key = \"{secret}\"")
        } else {
            format!("secrets = [\"{secret}\"]")
        };
        let _ = write!(
            config,
            "\n[[endpoint]]\npath = \"/{name}\"\nprovider = \"{name}\"\n{key}\n"
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hooks.toml");
    std::fs::write(&path, config).expect("a file");
    let listening = Listening::start(&["listen", "--json", "--config", path.to_str().unwrap()]);
    (folder, listening)
}

#[test]
fn every_event_of_every_provider_is_accepted() {
    let (_folder, listening) = listening();
    for scheme in providers::ALL
        .iter()
        .filter(|scheme| keys(scheme).is_some())
    {
        let name = scheme.name();
        let to = format!("{}/{name}", listening.origin);
        let public = format!("{PUBLIC}/{name}");
        for sample in testing::samples(name) {
            let sent = run(&[
                "send",
                name,
                sample.name,
                "--to",
                &to,
                "--public-url",
                &public,
                "--secret",
                &secret(scheme),
            ]);
            assert_eq!(sent.code, Some(0), "{}{}", sent.stdout, sent.stderr);
            let line = listening.json();
            assert_eq!(line["endpoint"], format!("/{name}"), "{line}");
            assert_eq!(line["provider"], name, "{line}");
            assert_eq!(line["outcome"], "accepted", "{line}");
            assert_eq!(line["refusal"], serde_json::Value::Null, "{line}");
            let status = scheme.success_axis().status().as_u16();
            assert_eq!(line["status"], status, "{line}");
            // Where the provider sends them at all.
            let (ids, types) = (scheme.event_id_places(), scheme.event_type_places());
            assert_eq!(line["id"].is_string(), !ids.is_empty(), "{line}");
            let sent = |at: &At| !matches!(at, At::Query(_));
            assert_eq!(line["type"].is_string(), types.iter().any(sent), "{line}");
            assert!(line["ms"].is_u64(), "{line}");
        }
    }
}

#[test]
fn every_mode_gets_what_it_should_from_listen() {
    let (_folder, listening) = listening();
    for provider in ["stripe", "github", "twilio"] {
        let scheme = providers::by_name(provider).unwrap();
        let to = format!("{}/{provider}", listening.origin);
        let public = format!("{PUBLIC}/{provider}");
        let modes = [
            ("signed", &["accepted"][..]),
            ("unsigned", &["refused missing_header"]),
            ("tampered", &["refused bad_signature"]),
            ("stale", &["refused stale"]),
            ("future", &["refused from_future"]),
            ("duplicate", &["accepted", "duplicate"]),
            ("oversize", &["refused too_large"]),
        ];
        for (mode, outcomes) in modes {
            let timeless = scheme.tolerance().is_none() && ["stale", "future"].contains(&mode);
            let args = [
                "send",
                provider,
                "--to",
                &to,
                "--public-url",
                &public,
                "--secret",
                &secret(&scheme),
                "--mode",
                mode,
            ];
            let sent = run(&args);
            if timeless {
                assert_eq!(sent.code, Some(2));
                assert!(
                    sent.stderr.contains("signs no timestamp"),
                    "{}",
                    sent.stderr
                );
                continue;
            }
            assert_eq!(
                sent.code,
                Some(0),
                "{provider} {mode}: {}{}",
                sent.stdout,
                sent.stderr
            );
            for outcome in outcomes {
                let line = listening.json();
                let refusal = line["refusal"].as_str().map(|code| format!(" {code}"));
                let seen = format!(
                    "{}{}",
                    line["outcome"].as_str().unwrap(),
                    refusal.unwrap_or_default()
                );
                assert_eq!(&seen, outcome, "{provider} {mode}: {line}");
            }
        }
    }
}

#[test]
fn a_delivery_without_its_signature_in_the_query_is_refused() {
    let (_folder, listening) = listening();
    let scheme = providers::PANDADOC;
    for (mode, outcome) in [
        ("signed", "accepted"),
        ("unsigned", "refused"),
        ("tampered", "refused"),
    ] {
        let sent = run(&[
            "send",
            scheme.name(),
            "--to",
            &format!("{}/pandadoc", listening.origin),
            "--secret",
            &secret(&scheme),
            "--mode",
            mode,
        ]);
        assert_eq!(sent.code, Some(0), "{mode}: {}", sent.stdout);
        let line = listening.json();
        assert_eq!(line["outcome"], outcome, "{mode}: {line}");
        if mode == "unsigned" {
            assert_eq!(line["refusal"], "missing_parameter");
        }
    }
}

#[test]
fn of_five_copies_at_once_one_is_accepted() {
    let (_folder, listening) = listening();
    let sent = run(&[
        "send",
        "stripe",
        "--to",
        &format!("{}/stripe", listening.origin),
        "--secret",
        &secret(&providers::STRIPE),
        "--mode",
        "concurrent",
    ]);
    assert_eq!(sent.code, Some(0), "{}", sent.stdout);
    let outcomes: Vec<_> = (0..5)
        .map(|_| listening.json()["outcome"].as_str().unwrap().to_owned())
        .collect();
    let accepted = outcomes.iter().filter(|outcome| *outcome == "accepted");
    assert_eq!(accepted.count(), 1, "{outcomes:?}");
}
