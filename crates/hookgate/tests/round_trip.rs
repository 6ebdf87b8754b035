//! `send` to `listen`: every event of every provider, through both commands.

mod common;

use std::fmt::Write as _;

use axum_webhook::{Scheme, core::scheme::At, providers, testing};
use common::{Finished, ends::Ends, run, server::Listening};

/// What `send` is given, and the providers that it can sign for.
type Senders = Vec<(&'static Scheme, Ends)>;

const PUBLIC: &str = "https://hooks.example.com";

fn listening() -> (Senders, Listening) {
    let mut config = format!("listen = \"127.0.0.1:0\"\npublic_url = \"{PUBLIC}\"\n");
    let mut senders = Senders::new();
    for scheme in providers::ALL {
        let Some(ends) = Ends::new(scheme) else {
            continue;
        };
        let name = scheme.name();
        let _ = write!(
            config,
            "\n[[endpoint]]\npath = \"/{name}\"\nprovider = \"{name}\"\n"
        );
        if let Some((address, file)) = &ends.keys {
            let _ = writeln!(config, "keys = {{ {address:?} = {file:?} }}");
        }
        // A PEM has several lines; a Rust literal of it is one of TOML, too.
        let public = ends.keys.is_none() && scheme.algorithm().is_public_key();
        match &ends.secret {
            Some(key) if public => _ = writeln!(config, "public_key = {key:?}"),
            Some(secret) => _ = writeln!(config, "secrets = [{secret:?}]"),
            None => {}
        }
        senders.push((scheme, ends));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hooks.toml");
    std::fs::write(&path, config).expect("a file");
    let listening = Listening::start(&["listen", "--json", "--config", path.to_str().unwrap()]);
    (senders, listening)
}

/// `send`, of this provider to its endpoint.
fn send(senders: &Senders, to: &Listening, name: &str, more: &[&str]) -> Finished {
    let (_, ends) = senders
        .iter()
        .find(|(scheme, _)| scheme.name() == name)
        .expect("it can be signed for");
    let (to, public) = (format!("{}/{name}", to.origin), format!("{PUBLIC}/{name}"));
    let mut args = vec!["send", name, "--to", &to, "--public-url", &public];
    args.extend(ends.signing.iter().map(String::as_str));
    args.extend(more);
    run(&args)
}

#[test]
fn every_event_of_every_provider_is_accepted() {
    let (senders, listening) = listening();
    for (scheme, _) in &senders {
        let name = scheme.name();
        for sample in testing::samples(name) {
            let sent = send(&senders, &listening, name, &[sample.name]);
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
    let (senders, listening) = listening();
    for provider in ["stripe", "github", "twilio"] {
        let scheme = providers::by_name(provider).unwrap();
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
            let sent = send(&senders, &listening, provider, &["--mode", mode]);
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
    let (senders, listening) = listening();
    for (mode, outcome) in [
        ("signed", "accepted"),
        ("unsigned", "refused"),
        ("tampered", "refused"),
    ] {
        let sent = send(&senders, &listening, "pandadoc", &["--mode", mode]);
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
    let (senders, listening) = listening();
    let sent = send(&senders, &listening, "stripe", &["--mode", "concurrent"]);
    assert_eq!(sent.code, Some(0), "{}", sent.stdout);
    let outcomes: Vec<_> = (0..5)
        .map(|_| listening.json()["outcome"].as_str().unwrap().to_owned())
        .collect();
    let accepted = outcomes.iter().filter(|outcome| *outcome == "accepted");
    assert_eq!(accepted.count(), 1, "{outcomes:?}");
}
