//! `hookgate verify` over the repository's vectors, spoiled ones and files that are none.

mod common;

use axum_webhook::testing::vectors::{Level, Vector};
use common::{run, run_with_input, vector_files, vectors};
use serde_json::{Value, json};

/// One vector of a file, as JSON.
fn vector(file: &str, id: &str) -> Value {
    let text = std::fs::read_to_string(vectors().join(file)).unwrap();
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|vector| vector["id"] == id)
        .expect("a vector of this id")
}

fn verify(input: &str) -> common::Finished {
    run_with_input(&["verify", "--vectors", "-"], input.as_bytes())
}

#[test]
fn each_file_passes_and_none_of_its_vectors_is_passed_over() {
    let files = vector_files();
    let mut passed = 0;
    let mut binding = 0;
    for file in &files {
        let one = run(&["verify", "--vectors", file]);
        assert_eq!(one.code, Some(0), "{file}: {}", one.stdout);
        let count = one.last_line().strip_suffix(" passed, 0 failed");
        let count = count.unwrap_or_else(|| panic!("{file}: {}", one.last_line()));
        passed += count.parse::<usize>().unwrap();
        let vectors = Vector::parse_lines(&std::fs::read_to_string(file).unwrap()).unwrap();
        binding += vectors.iter().filter(|v| v.level == Level::Must).count();
    }
    assert_eq!(passed, binding);
    assert!(binding > 3_000, "{binding}");
    let mut args = vec!["verify", "--vectors"];
    args.extend(files.iter().map(String::as_str));
    let all = run(&args);
    let summary = format!("{binding} passed, 0 failed");
    assert_eq!((all.code, all.last_line()), (Some(0), &*summary));
    assert!(all.stdout.contains(" of level may"), "{}", all.stdout);
    assert!(!all.stdout.contains('✗'), "{}", all.stdout);
    assert_eq!(all.stderr, "");
}

#[test]
fn an_altered_body_fails_and_is_named() {
    let mut altered = vector("github.jsonl", "github/valid-1/s");
    altered["body_base64"] = json!("QQ==");
    let verified = verify(&altered.to_string());
    assert_eq!(verified.code, Some(1));
    assert_eq!(verified.last_line(), "0 passed, 1 failed");
    let report = &verified.stdout;
    assert!(report.contains("✗ github/valid-1/s  -:1"), "{report}");
    assert!(report.contains("expected  accepted, id \""), "{report}");
    assert!(
        report.contains("got       refused, bad_signature: "),
        "{report}"
    );
    assert!(report.contains("reason    "), "{report}");
    let secret = altered["secrets"][0].as_str().unwrap();
    assert!(!report.contains(secret), "{report}");
}

#[test]
fn a_wrongly_expected_id_is_a_difference() {
    let mut altered = vector("stripe.jsonl", "stripe/valid-1/s");
    altered["expected_event_id"] = json!("evt_other");
    let verified = verify(&altered.to_string());
    assert_eq!(
        (verified.code, verified.last_line()),
        (Some(1), "0 passed, 1 failed")
    );
    assert!(
        verified
            .stdout
            .contains("expected  accepted, id \"evt_other\"")
    );
}

#[test]
fn a_difference_of_level_may_is_a_remark() {
    let mut altered = vector("github.jsonl", "github/valid-1/s");
    altered["body_base64"] = json!("QQ==");
    altered["level"] = json!("may");
    let verified = verify(&altered.to_string());
    assert_eq!(
        (verified.code, verified.last_line()),
        (Some(0), "0 passed, 0 failed")
    );
    assert!(
        verified
            .stdout
            .contains("~ github/valid-1/s: refused, bad_signature")
    );
}

#[test]
fn a_line_that_is_no_vector_is_named_and_counts_as_failed() {
    let good = vector("github.jsonl", "github/valid-1/s");
    let mut spoiled = good.clone();
    spoiled["secrets"] = json!("a pasted secret");
    let file = format!("{good}\n\nnot JSON\n{spoiled}\n{good}\n");
    let verified = verify(&file);
    assert_eq!(
        (verified.code, verified.last_line()),
        (Some(1), "2 passed, 2 failed")
    );
    assert!(
        verified
            .stderr
            .contains("-: line 3: the line is not a JSON object")
    );
    assert!(
        verified
            .stderr
            .contains("-: line 4: secrets must be a list of texts")
    );
    assert!(!verified.stderr.contains("pasted"), "{}", verified.stderr);

    let binary = run_with_input(&["verify", "--vectors", "-"], b"\xff\xfe\0\n");
    assert_eq!(
        (binary.code, binary.last_line()),
        (Some(1), "0 passed, 1 failed")
    );
    assert!(
        binary.stderr.contains("line 1: the line is not UTF-8"),
        "{}",
        binary.stderr
    );
}

#[test]
fn a_line_without_an_end_is_refused_within_bounds() {
    let endless = vec![b' '; 9 * 1024 * 1024];
    let verified = run_with_input(&["verify", "--vectors", "-"], &endless);
    assert_eq!(verified.code, Some(1));
    assert!(
        verified
            .stderr
            .contains("line 1: the line is longer than any vector")
    );
}

#[test]
fn unknown_providers_are_skipped_and_counted() {
    let good = vector("github.jsonl", "github/valid-1/s");
    let (mut foreign, mut second) = (good.clone(), good.clone());
    foreign["provider"] = json!("acme");
    second["provider"] = json!("acme");
    second["scheme"] = json!("v9");
    let verified = verify(&format!("{foreign}\n{good}\n{second}\n{foreign}\n"));
    assert_eq!(
        (verified.code, verified.last_line()),
        (Some(0), "1 passed, 0 failed")
    );
    assert!(
        verified
            .stdout
            .contains("3 skipped: no scheme here for acme, acme (v9)"),
        "{}",
        verified.stdout
    );
}

#[test]
fn provider_picks_and_unknown_ones_say_where_the_known_are() {
    let mut args = vec!["verify", "--provider", "slack", "--vectors"];
    let files = vector_files();
    args.extend(files.iter().map(String::as_str));
    let picked = run(&args);
    let slack = vectors().join("slack.jsonl");
    let alone = run(&["verify", "--vectors", slack.to_str().unwrap()]);
    assert_eq!(picked.code, Some(0));
    assert_eq!(picked.last_line(), alone.last_line());
    assert!(picked.stdout.contains("left out: of other providers"));

    args[2] = "acme";
    let unknown = run(&args);
    assert_eq!(unknown.code, Some(2));
    let says = "no provider \"acme\"; see them all with: hookgate providers";
    assert!(unknown.stderr.contains(says), "{}", unknown.stderr);
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_in_one_line() {
    let missing = run(&["verify", "--vectors", "no-such-file.jsonl"]);
    assert_eq!(missing.code, Some(2));
    assert!(
        missing
            .stderr
            .starts_with("error: cannot read no-such-file.jsonl: ")
    );
    assert_eq!(missing.stderr.lines().count(), 1, "{}", missing.stderr);
    let none = run(&["verify"]);
    assert_eq!(none.code, Some(2));
    assert!(none.stderr.contains("--vectors"), "{}", none.stderr);
}

#[test]
fn an_empty_file_says_that_nothing_was_checked() {
    let empty = verify("");
    assert_eq!(
        (empty.code, empty.last_line()),
        (Some(0), "0 passed, 0 failed")
    );
    assert!(empty.stdout.contains("nothing was checked"));
}
