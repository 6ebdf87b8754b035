//! `docs/assurance.md`: written from what the rows saw and from the names of the tests.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use crate::{body, delivery, rig::Row, settings::sources, signature};

/// What is owed today, and the failure in short.
const THREATS: &[(u8, &str)] = &[
    (1, "comparison only up to the shorter signature"),
    (2, "a missing signature header is accepted"),
    (3, "no verification at all although the provider signs"),
    (4, "an empty or defaulted secret is accepted"),
    (5, "a loop over zero signatures returns success"),
    (6, "which of several signatures was valid is lost"),
    (7, "the message chooses the algorithm"),
    (8, "comparison in variable time"),
    (10, "the signed URL is rebuilt from forwarded headers"),
    (11, "an address in an SNS message is fetched"),
    (12, "the check of a certificate's address is loose"),
    (13, "a genuine message of a stranger's topic is accepted"),
    (14, "a suffix is taken for the certificate's host"),
    (15, "JSON is written anew before it is verified"),
    (16, "two readings of a body are tried"),
    (17, "duplicate JSON keys are read differently"),
    (18, "lax base64"),
    (19, "lax hexadecimal and prefixes"),
    (20, "several copies of a security header"),
    (21, "signed URLs are normalised"),
    (22, "Content-Encoding is confused"),
    (23, "a missing setting switches verification off"),
    (30, "the delivery's id is not signed"),
    (31, "the id differs on each parse"),
    (32, "what was seen is forgotten in a restart"),
    (33, "marked as seen before the handler succeeded"),
    (34, "recorded, but never run"),
    (35, "check, then insert: a race"),
    (36, "released by somebody who no longer owns it"),
    (37, "a claim outlives its holder's crash for ever"),
    (38, "keys are concatenated ambiguously"),
    (39, "keys of tenants or providers collide"),
    (40, "an id is taken over by another tenant"),
    (41, "ids are forgotten while the provider still retries"),
    (50, "the body is buffered without a limit"),
    (51, "the limit looks at Content-Length only"),
    (52, "an invalid limit switches the limit off"),
    (53, "a panic in the verifier"),
    (54, "slow bodies hold memory and connections"),
    (57, "thousands of signatures in one header burn CPU"),
    (58, "unverified requests reach the store"),
    (59, "a flood evicts what is in flight"),
    (60, "secrets in logs"),
    (61, "deep JSON, long numbers"),
    (62, "clocks and timestamps overflow"),
    (63, "a client of the store with a known fault"),
    (64, "a wrong status makes the provider discard"),
];

/// What comes with parts that do not exist yet.
const LATER: &[(&str, &str)] = &[(
    "T-09, T-55, T-56",
    "checks of dependencies and proxies; empty frames are refused today",
)];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names of all tests, by the number in their names.
fn tests() -> BTreeMap<u8, Vec<String>> {
    let mut named: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for folder in ["crates", "tests"] {
        for path in sources(&root().join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            for line in text.lines() {
                let line = line.trim_start().trim_start_matches("async ");
                let Some(name) = line.strip_prefix("fn t_") else {
                    continue;
                };
                let name = name.split('(').next().unwrap_or(name);
                // `39_t_40_..` proves two.
                let mut words = name.split('_');
                while let Some(number) = words.next().and_then(|word| word.parse().ok()) {
                    named.entry(number).or_default().push(format!("t_{name}"));
                    if words.next() != Some("t") {
                        break;
                    }
                }
            }
        }
    }
    for names in named.values_mut() {
        names.sort();
        names.dedup();
    }
    named
}

#[test]
fn every_threat_that_is_owed_has_a_test_by_its_number() {
    let tests = tests();
    let missing: Vec<_> = THREATS
        .iter()
        .filter(|(number, _)| !tests.contains_key(number))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_what_the_rows_saw() {
    let mut page = String::from(
        "# Assurance\n\n\
         What was tried against the layer, and what came of it. This page is written by the hostile\n\
         suite from what it sees; a test fails when they differ.\n\n\
         \x20   cargo test -p webhook-tests --test hostile\n\n\
         ## Hostile input, over real sockets\n\n\
         The other columns are our measurements, in 2026-11, of published receivers: webhook-verify\n\
         0.1.0, webhooksmith-axum 0.2.1, axum-standardwebhooks 1.0.0 and autumn-web 0.9.0. A dash\n\
         was not measured.\n\n\
         | Input | webhook-verify | webhooksmith-axum | axum-standardwebhooks | autumn-web | hookgate |\n\
         |---|---|---|---|---|---|\n",
    );
    for Row { input, peers, run } in [delivery::ROWS, body::ROWS, signature::ROWS]
        .into_iter()
        .flatten()
    {
        let ours = run().await;
        let _ = writeln!(page, "| {input} | {} | **{ours}** |", peers.join(" | "));
    }
    page.push_str(
        "\n## Threats\n\n\
         Failures of real receivers, by their number, and the tests that prove each does not happen\n\
         here. A test with several numbers proves several.\n\n\
         | | Failure | Tests |\n|---|---|---|\n",
    );
    let tests = tests();
    for (number, failure) in THREATS {
        let names = tests.get(number).map_or(&[][..], Vec::as_slice);
        let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(
            page,
            "| T-{number:02} | {failure} | {} |",
            names.join("<br>")
        );
    }
    page.push_str("\nNot proven yet:\n\n| | Comes with |\n|---|---|\n");
    for (numbers, what) in LATER {
        let _ = writeln!(page, "| {numbers} | {what} |");
    }

    let path = root().join("docs/assurance.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/assurance.md differs from what the suite saw; write it anew with: \
         BLESS=1 cargo test -p webhook-tests --test hostile"
    );
}
