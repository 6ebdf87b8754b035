//! The short form of the chaos command, against each store: 5,000 deliveries in a few seconds, with
//! kills close enough that they do happen.

use std::process::{Command, Output};

use serde_json::Value;

/// Runs one mode; the output, and the report unless the store's server is not installed.
fn run(mode: &str, further: &[&str]) -> (Output, Option<Value>) {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_webhook-chaos"));
    if matches!(mode, "memory" | "hasty") {
        // It is to fail, and keeps its evidence, which nobody will read.
        command.env("TMPDIR", folder.path());
    }
    let output = command
        .args([
            "run",
            "--mode",
            mode,
            "--deliveries",
            "5000",
            "--lease",
            "1s",
        ])
        .args(["--kill-every", "500ms", "--restart-every", "2s"])
        .args(further)
        .arg("--report")
        .arg(&report)
        .output()
        .unwrap();
    // What a failing test is to show, the seed above all.
    println!("{}", String::from_utf8_lossy(&output.stdout));
    eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    let reports: Value = match std::fs::read(&report) {
        Ok(json) => serde_json::from_slice(&json).unwrap(),
        Err(error) => panic!("{mode}: no report: {error}"),
    };
    (output, reports.get(0).cloned())
}

fn number(report: &Value, pointer: &str) -> u64 {
    let value = report.pointer(pointer).and_then(Value::as_u64);
    value.unwrap_or_else(|| panic!("no number at {pointer}"))
}

/// Every rule holds, though the receiver was killed and the store's server restarted.
fn holds(mode: &str, restarts: u64) -> Option<Value> {
    let (output, report) = run(mode, &[]);
    assert!(output.status.success(), "{mode}: {}", output.status);
    let report = report?;
    assert!(number(&report, "/kills") >= 3, "kills");
    assert!(number(&report, "/restarts") >= restarts, "restarts");
    let copies = number(&report, "/deliveries") + number(&report, "/duplicates");
    assert_eq!(number(&report, "/outcomes/200"), copies, "acknowledged");
    assert!(
        number(&report, "/outcomes/reset by the sender") > copies / 50,
        "resets"
    );
    assert!(
        number(&report, "/effects") >= number(&report, "/deliveries"),
        "effects"
    );
    Some(report)
}

#[test]
fn redis_loses_nothing() {
    if let Some(report) = holds("redis", 1) {
        assert!(
            number(&report, "/verdict/recovery/taken_over") > 0,
            "left by kills"
        );
    }
}

#[test]
fn postgres_loses_nothing() {
    if let Some(report) = holds("postgres", 1) {
        assert!(
            number(&report, "/verdict/recovery/taken_over") > 0,
            "left by kills"
        );
    }
}

#[test]
fn a_transaction_of_postgres_takes_effect_exactly_once() {
    if let Some(report) = holds("postgres-transaction", 1) {
        assert_eq!(number(&report, "/effects"), number(&report, "/deliveries"));
    }
}

#[test]
fn sqlite_loses_nothing() {
    let report = holds("sqlite", 0).expect("it needs no server");
    assert!(
        number(&report, "/verdict/recovery/taken_over") > 0,
        "left by kills"
    );
}

#[test]
fn a_store_that_forgets_at_a_kill_is_condemned() {
    let (output, report) = run("memory", &[]);
    assert_eq!(output.status.code(), Some(1));
    let report = report.expect("it needs no server");
    for list in ["after_acknowledgement", "doubles/unexplained"] {
        let cases = report
            .pointer(&format!("/verdict/{list}"))
            .and_then(Value::as_array);
        assert!(cases.is_some_and(|cases| !cases.is_empty()), "{list}");
    }
}

#[test]
fn a_handler_that_answers_before_its_work_is_condemned() {
    let (output, report) = run("hasty", &[]);
    assert_eq!(output.status.code(), Some(1));
    let report = report.expect("it needs no server");
    let lost = report.pointer("/verdict/lost").and_then(Value::as_array);
    assert!(lost.is_some_and(|lost| !lost.is_empty()));
}

#[test]
fn a_run_that_makes_no_progress_ends_with_a_report() {
    let (output, report) = run("memory", &["--stall", "1ms"]);
    assert_eq!(output.status.code(), Some(1));
    let report = report.expect("it needs no server");
    let cases = report
        .pointer("/verdict/unacknowledged")
        .and_then(Value::as_array);
    assert!(cases.is_some_and(|cases| !cases.is_empty()));
}
