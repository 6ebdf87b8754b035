//! Every signature vector of `tests/vectors`, judged by the providers' own SDKs.

use std::{fs, path::Path};

use webhook_core::{
    providers,
    testing::vectors::{Expect, Level, Outcome, Vector, VectorError},
};

fn directory() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

/// The vectors of one provider, which has a file of its own.
fn load(provider: &str) -> Vec<Vector> {
    let path = directory().join(format!("{provider}.jsonl"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("{provider} has no vector file {}: {error}", path.display())
    });
    Vector::parse_lines(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn slugs() -> impl Iterator<Item = &'static str> {
    providers::ALL.iter().map(|scheme| scheme.name())
}

#[test]
fn every_binding_vector_has_its_verdict() {
    let mut failures = Vec::new();
    for vector in slugs().flat_map(load) {
        match (vector.level, vector.run()) {
            (_, Outcome::Pass) => {}
            (Level::May, Outcome::Difference { what }) => println!("may: {}: {what}", vector.id),
            (_, outcome) => failures.push(format!("{}: {outcome:?}", vector.id)),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_provider_has_a_vector_file_and_none_is_left_out() {
    let mut on_disk: Vec<String> = fs::read_dir(directory())
        .expect("a directory of vectors")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "jsonl")
        })
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    on_disk.sort();
    let mut shipped: Vec<_> = slugs().collect();
    shipped.sort_unstable();
    assert_eq!(on_disk, shipped);
}

#[test]
fn every_provider_has_six_vectors_of_its_own_and_two_of_them_are_refused() {
    for slug in slugs() {
        let vectors = load(slug);
        let binding: Vec<_> = vectors
            .iter()
            .filter(|vector| vector.level == Level::Must && vector.provider == slug)
            .collect();
        let refused = binding
            .iter()
            .filter(|vector| vector.expect == Expect::Reject)
            .count();
        assert_eq!(
            vectors.len(),
            vectors.iter().filter(|v| v.provider == slug).count()
        );
        assert!(
            binding.len() >= 6 && refused >= 2,
            "{slug}: {} and {refused}",
            binding.len()
        );
        assert!(refused < binding.len(), "{slug} accepts nothing");
    }
}

/// A valid line; the tests below spoil one field each.
const LINE: &str = r#"{"id":"x","provider":"github","level":"must","expect":"reject","secrets":["a secret of some length"],"now_unix":0,"method":"POST","url":"https://a.example/x?y=1","headers":[["a","1"],["a","2"]],"body_base64":"QQ=="}"#;

#[test]
fn a_hostile_vector_file_gives_an_error_that_names_line_and_field() {
    let spoil = |from: &str, to: &str| LINE.replace(from, to);
    let nested = format!(r#"{{"id":{}"#, "[".repeat(100_000));
    let huge = r#""body_gen":{"prefix_base64":"","repeat":"ab","count":18446744073709551615,"suffix_base64":""}"#;
    let big = r#""body_gen":{"prefix_base64":"","repeat":"ab","count":1048577,"suffix_base64":""}"#;
    let cases = [
        ("[]".to_owned(), "the line"),
        ("{".to_owned(), "the line"),
        ("\0".to_owned(), "the line"),
        (nested, "the line"),
        ("{}".to_owned(), "secrets"),
        (spoil(r#""id":"x""#, r#""id":7"#), "id"),
        (spoil("\"provider\"", "\"Provider\""), "provider"),
        (spoil("must", "should"), "level"),
        (spoil("reject", "refuse"), "expect"),
        (
            spoil(r#"["a secret of some length"]"#, r#""pasted""#),
            "secrets",
        ),
        (spoil(":0", ":9223372036854775808"), "now_unix"),
        (spoil(":0", ":1.5"), "now_unix"),
        (spoil("\"POST\"", "null"), "method"),
        (spoil("\"https://a.example/x?y=1\"", "{}"), "url"),
        (spoil(r#"["a","2"]"#, r#"["a"]"#), "headers"),
        (spoil(r#"["a","2"]"#, r#"["a","2","3"]"#), "headers"),
        (spoil("QQ==", "QQ"), "body_base64"),
        (spoil("QQ==", "QR=="), "body_base64"),
        (
            spoil(r#""body_base64":"QQ==""#, r#""note":"-""#),
            "the line",
        ),
        (spoil(r#""body_base64":"QQ==""#, huge), "body_gen"),
        (spoil(r#""body_base64":"QQ==""#, big), "body_gen"),
        (spoil(r#""QQ==""#, r#""QQ==","body_len":2"#), "body_len"),
        (
            spoil(r#""QQ==""#, r#""QQ==","body_sha256":"00""#),
            "body_sha256",
        ),
    ];
    for (line, field) in cases {
        let file = format!("{LINE}\n\n{line}\n{LINE}");
        let error = Vector::parse_lines(&file).expect_err(field);
        assert_eq!((error.line, error.field), (3, field), "{error}");
        assert!(!error.to_string().contains("pasted"), "{error}");
    }
    let generated = spoil(
        r#""body_base64":"QQ==""#,
        r#""body_gen":{"prefix_base64":"QQ==","repeat":"bc","count":2,"suffix_base64":"RA=="}"#,
    );
    let [vector] = &Vector::parse_lines(&generated).unwrap()[..] else {
        panic!("one vector");
    };
    assert_eq!(&*vector.body(), b"AbcbcD");
}

#[test]
fn a_vector_becomes_the_request_a_server_sees() -> Result<(), VectorError> {
    let cases = [
        ("https://a.example/x?y=1", "/x?y=1", "https://a.example/x"),
        ("https://a.example", "/", "https://a.example"),
        ("https://a.example?y=1", "/?y=1", "https://a.example"),
        (
            "https://a.example/%2F//a/./b?",
            "/%2F//a/./b?",
            "https://a.example/%2F//a/./b",
        ),
        ("/x", "/x", "/x"),
    ];
    for (url, target, public) in cases {
        let vector = &Vector::parse_lines(&LINE.replace("https://a.example/x?y=1", url))?[0];
        let request = vector.request().expect("HTTP can carry it");
        assert_eq!(request.uri().to_string(), target);
        assert_eq!(vector.public_url(), public);
        let values: Vec<_> = request.headers().get_all("a").iter().collect();
        assert_eq!(values, ["1", "2"]);
    }
    Ok(())
}

#[test]
fn what_http_cannot_carry_is_a_difference_and_no_panic() -> Result<(), VectorError> {
    for (from, to) in [
        ("POST", "PO ST"),
        ("[\"a\",\"1\"]", r#"["a","\n"]"#),
        ("[\"a\",\"1\"]", r#"["","1"]"#),
        ("/x?y", "/ x?y"),
    ] {
        let vector = &Vector::parse_lines(&LINE.replace(from, to))?[0];
        assert!(vector.request().is_err(), "{to}");
        assert!(matches!(vector.run(), Outcome::Difference { .. }), "{to}");
    }
    let foreign = LINE.replace("github", "no-such-provider");
    assert_eq!(
        Vector::parse_lines(&foreign)?[0].run(),
        Outcome::UnknownProvider
    );
    let refused_secret = LINE.replace("a secret of some length", "short");
    assert_eq!(
        Vector::parse_lines(&refused_secret)?[0].run(),
        Outcome::Pass
    );
    Ok(())
}

#[test]
fn t_60_debug_of_a_vector_shows_no_secret() -> Result<(), VectorError> {
    let vectors = Vector::parse_lines(LINE)?;
    assert!(!format!("{vectors:?}").contains("a secret of some length"));
    Ok(())
}
