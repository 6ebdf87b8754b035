//! The worked example of CONTRIBUTING is a file that compiles and does what the page says, and the
//! files that the page names are there.

#[allow(unreachable_pub, reason = "public where the page wants it")]
mod acme;

use std::{fs, path::Path};

use acme::ACME;
use http::Request;
// The example is written for the library, where this module is the crate's own.
use webhook_core::scheme;
use webhook_core::{Inbound, Secret, UnixTime, Verified, Verifier, testing};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);
const SECRET: &str = "the endpoint's signing secret";
const BODY: &str = r#"{"id":"ord_1","type":"order.paid"}"#;

fn contributing() -> String {
    fs::read_to_string(Path::new(ROOT).join("CONTRIBUTING.md")).expect("CONTRIBUTING.md")
}

fn verify(request: &Request<bytes::Bytes>) -> Verified {
    let head = Inbound::new(request.method(), request.uri(), request.headers());
    let verifier = Verifier::new(ACME, SECRET).expect("a usable secret");
    verifier
        .verify(&head, request.body().clone(), NOW)
        .expect("signed by the scheme itself")
}

#[test]
fn the_page_shows_this_very_file() {
    let file = include_str!("acme.rs");
    assert!(
        contributing().contains(&format!("```rust,ignore\n{file}```\n")),
        "copy tests/contributing/acme.rs into CONTRIBUTING.md"
    );
}

#[test]
fn the_example_signs_and_verifies_as_its_comments_say() {
    let request = testing::request(ACME, SECRET).at(NOW).body(BODY).build();
    let signature = request.headers()["acme-signature"].to_str().unwrap();
    let (head, hex) = signature.split_once(",v1=").expect("two pairs");
    assert_eq!(head, "t=1700000000");
    assert_eq!(hex.len(), 64);
    let verified = verify(&request);
    assert_eq!(verified.event_id().as_deref(), Some("ord_1"));
    assert_eq!(verified.event_type().as_deref(), Some("order.paid"));
    let mistaken = Verifier::new(ACME, Secret::new("ak_0123456789abcdef")).unwrap_err();
    assert!(
        mistaken
            .to_string()
            .contains("looks like an API key (ak_…)")
    );
}

/// Texts in backticks that are paths from the root, or provider files.
fn named_files(page: &str) -> Vec<String> {
    let spans = page
        .split("```")
        .step_by(2)
        .flat_map(|text| text.split('`').skip(1).step_by(2));
    spans
        .filter(|span| !span.contains([' ', '<', '*']) && !span.contains("acme"))
        .filter_map(|span| match span.split_once('/') {
            Some(("crates" | "tests" | "docs" | "scripts" | ".ci", _)) => Some(span.to_owned()),
            None if span.ends_with(".rs") && span != "source_rules.rs" => {
                Some(format!("crates/webhook-core/src/providers/{span}"))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn the_files_that_the_page_names_are_there() {
    let named = named_files(&contributing());
    assert!(named.len() > 8, "{named:?}");
    for path in named {
        assert!(Path::new(ROOT).join(&path).exists(), "{path}");
    }
}
