//! T-08: no rule of the source may rest on habit. Signatures, digests and keys are compared with
//! `subtle` alone; this reads the source and looks for anything else.

use std::{fs, path::Path};

/// Words that name secret or attacker-guessable bytes in this crate's source.
const SENSITIVE: &[&str] = &[
    "tag",
    "candidate",
    "candidates",
    "digest",
    "signature",
    "secret",
    "mac",
    "expected",
    "as_slice",
    "finalize",
    "finish",
    "text()",
];

/// Comparisons that look alike and compare something public, each with the reason.
const ALLOWED: &[(&str, &str, &str)] = &[
    (
        "candidates.rs",
        "tag == version",
        "the entry's version, not a MAC",
    ),
    (
        "candidates.rs",
        "key == signature",
        "the key's name in the header",
    ),
    (
        "compiled.rs",
        "key != signature",
        "two names in a scheme's data",
    ),
    (
        "params.rs",
        "self.tag != Some(wanted)",
        "what a signature is for, in clear",
    ),
    ("verified.rs", "if tag == 1", "the kind of an identity"),
];

fn sources(directory: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(directory).expect("a source directory") {
        let path = entry.expect("an entry").path();
        if path.ends_with("src/testing") || path.ends_with("src/conformance") {
            // Kits for tests verify nothing of their own.
        } else if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            // Unit tests compare what they like.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.push((name, code.to_owned()));
        }
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '(' || c == ')'))
}

fn is_suspicious(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    let compares = [
        "==",
        "!=",
        ".eq(",
        ".ne(",
        ".cmp(",
        "starts_with(",
        "matches!(",
    ]
    .iter()
    .any(|operator| code.contains(operator));
    let sensitive = words(code).any(|word| {
        let bare = word.trim_end_matches("()").trim_start_matches('(');
        SENSITIVE.contains(&bare) || SENSITIVE.contains(&word)
    });
    compares && sensitive
}

#[test]
fn t_08_signatures_are_compared_with_subtle_alone() {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    assert!(files.len() > 40, "the source was found");
    let mut unused: Vec<_> = ALLOWED.to_vec();
    for (file, text) in &files {
        for line in text.lines().filter(|line| is_suspicious(line)) {
            let before = unused.len();
            let known = ALLOWED
                .iter()
                .any(|(at, allowed, _)| at == file && line.contains(allowed));
            unused.retain(|(at, allowed, _)| !(at == file && line.contains(allowed)));
            assert!(
                known || before != unused.len(),
                "{file}: {}: use subtle's ct_eq",
                line.trim()
            );
        }
    }
    assert!(unused.is_empty(), "no longer in the source: {unused:?}");
}

#[test]
fn t_08_the_two_places_that_compare_do_it_in_constant_time() {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    let users: Vec<_> = files
        .iter()
        .filter(|(_, text)| text.contains(".ct_eq("))
        .map(|(file, _)| file.as_str())
        .collect();
    for file in ["candidates.rs", "tails.rs"] {
        assert!(users.contains(&file), "{file} compares without subtle");
    }
}

#[test]
fn the_rule_finds_what_it_is_for() {
    for bad in [
        "if tag == expected {",
        "return candidate.as_slice() == tag.as_slice();",
        "mac.finalize().into_bytes() == given",
        "if digest != hash {",
        "signature.eq(&other)",
        "if secret.text() == header {",
    ] {
        assert!(is_suspicious(bad), "{bad}");
    }
    for good in [
        "if text.len() == 1 {",
        "let tag = mac.finish();",
        "// tag == expected",
    ] {
        assert!(!is_suspicious(good), "{good}");
    }
}
