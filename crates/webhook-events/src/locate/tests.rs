//! Every kind of error, at its place.

use serde::Deserialize;

use super::*;

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only the error matters")]
struct Order {
    id: u32,
    #[serde(default)]
    lines: Vec<Line>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only the error matters")]
struct Line {
    price: u32,
}

#[test]
fn errors_are_located() {
    let cases = [
        (r#"{"id":"x"}"#, "/id"),
        (r#"{"id":{}}"#, "/id"),
        (r#"{"id":null}"#, "/id"),
        (r#"{"id":-1, "lines":[]}"#, "/id"),
        ("{\n  \"z\": \"}\\\"{\",\n  \"id\": true\n}", "/id"),
        (
            r#"{"id":1,"lines":[{"price":1},{"price":"2"}]}"#,
            "/lines/1/price",
        ),
        (r#"{"id":1,"lines":[{"price":1},{}]}"#, "/lines/1"),
        (r#"{"id":1,"lines":{"price":1}}"#, "/lines"),
        (r#"{"lines":[]}"#, ""),
        ("[]", ""),
        ("", ""),
    ];
    for (json, expected) in cases {
        let error = serde_json::from_str::<Order>(json).unwrap_err();
        let found = place(json.as_bytes(), &error);
        assert_eq!(&*found.path, expected, "{json}: {error}");
        assert!(found.exact, "{json}: {error}");
    }
}

/// A message queue's envelope, its text another JSON.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only the error matters")]
struct Envelope {
    topic: String,
    #[serde(deserialize_with = "embedded")]
    message: Line,
    number: Option<u64>,
}

fn embedded<'de, D: serde::Deserializer<'de>>(text: D) -> Result<Line, D::Error> {
    serde_json::from_str(&String::deserialize(text)?).map_err(serde::de::Error::custom)
}

#[test]
fn a_place_within_embedded_json_is_not_taken_for_one_around_it() {
    for inner in [
        r#"{"price":"some text"}"#,
        r#"{"price":7.5}"#,
        r#"{"price":null}"#,
        r#"{"of":"a line that is longer than the envelope","price":"text of any length"}"#,
        r#"{"price":}"#,
        "{}",
    ] {
        for topic in ["t", "a topic of some length", "7"] {
            let json =
                serde_json::json!({ "topic": topic, "message": inner, "number": 12_345_678 });
            let json = json.to_string();
            let error = serde_json::from_str::<Envelope>(&json).unwrap_err();
            assert_eq!(
                &*place(json.as_bytes(), &error).path,
                "/message",
                "{json}: {error}"
            );
        }
    }
}

#[test]
fn no_place_in_no_document_panics() {
    let nested = "[".repeat(60_000);
    let open_end = serde_json::from_str::<serde::de::IgnoredAny>(&nested).unwrap_err();
    assert!(place(nested.as_bytes(), &open_end).path.ends_with("/…"));
    for json in ["\"\\", "{\"a", "}}]],", "{\"a\":\"\\", "\u{fffd}:{,"] {
        for line in 0..3 {
            for column in [0, 1, 2, 5, usize::MAX] {
                let end = offset(json.as_bytes(), line, column);
                let (_, start) = open(json.as_bytes(), end);
                assert!(start <= json.len());
            }
        }
    }
}
