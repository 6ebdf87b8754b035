//! What serde reads whole before it looks inside, and what is made of errors in there.

use serde::Deserialize;
use serde_json::Error;

use crate::locate::place;

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only the error matters")]
struct Flat {
    id: u32,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only the error matters")]
struct Rest {
    count: u32,
    live: bool,
    user: User,
    #[serde(default)]
    users: Vec<User>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only the error matters")]
struct User {
    name: String,
    kind: Option<Kind>,
    ratio: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Bot,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[allow(dead_code, reason = "only the error matters")]
enum Tagged {
    Rest(Rest),
    Strict(Strict),
    Deep(Deep),
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only the error matters")]
struct Deep {
    deep: Option<Box<Deep>>,
    n: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only the error matters")]
struct Strict {
    a: u8,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "only the error matters")]
enum Untagged {
    Number { n: u8 },
    Text { s: String },
}

fn error<T: for<'de> Deserialize<'de> + std::fmt::Debug>(json: &str) -> Error {
    serde_json::from_str::<T>(json).expect_err("it does not fit")
}

/// How a document is parsed, the document, and the path.
type Case = (fn(&str) -> Error, &'static str, &'static str);

fn assert_places(cases: &[Case], exact: bool) {
    for (parse, json, path) in cases {
        let error = parse(json);
        let found = place(json.as_bytes(), &error);
        assert_eq!(
            (&*found.path, found.exact),
            (*path, exact),
            "{json}: {error}"
        );
    }
}

#[test]
fn the_member_that_the_message_speaks_of_is_found() {
    let cases: &[Case] = &[
        (
            error::<Flat>,
            r#"{"id":1,"count":"x","live":true,"user":{"name":"a"}}"#,
            "/count",
        ),
        (
            error::<Flat>,
            r#"{"id":1,"count":1,"live":null,"user":{"name":"a"}}"#,
            "/live",
        ),
        (
            error::<Flat>,
            r#"{"id":1,"count":1,"live":[],"user":{"name":"a"}}"#,
            "/live",
        ),
        (
            error::<Flat>,
            r#"{"id":1,"count":1,"live":{},"user":{"name":"a"}}"#,
            // Both the object of the user and this one are meant by "map".
            "",
        ),
        (
            error::<Flat>,
            "{\"id\":1,\n\"count\":1,\"live\":true,\"user\":{\"name\":\"a, expected \\\"b\"},\n\"users\":[{\"name\":\"b\"},{\"name\":true,\"ratio\":1}]}",
            "",
        ),
        (
            error::<Flat>,
            r#"{"id":1,"count":1,"live":true,"user":{"name":"a","kind":"cat"}}"#,
            "/user/kind",
        ),
        (
            error::<Flat>,
            r#"{"id":1,"count":1,"live":true,"user":{"name":"a"},"users":[{"name":"b"},{"name":7}]}"#,
            "/users/1/name",
        ),
        (
            error::<Flat>,
            r#"{"id":1,"count":1,"live":true,"user":{"name":"a"},"users":[{"name":7},{"name":7}]}"#,
            // Which of the two it is the message does not tell.
            "/users",
        ),
        (
            error::<Vec<Tagged>>,
            r#"[{"type":"strict","a":1},{"type":"rest","count":"x","live":true}]"#,
            "/1/count",
        ),
        (
            error::<Vec<Tagged>>,
            r#"[{"type":"strict","a":{}}, {"type":"strict","a":2}]"#,
            "/0/a",
        ),
        (
            error::<Vec<Tagged>>,
            r#"[{"type":"strict","a":1,"b":2},{"type":"strict","a":2}]"#,
            "/0/b",
        ),
        (
            error::<Tagged>,
            r#" {"type":"rest","count":"\"x\"","live":true} "#,
            "/count",
        ),
    ];
    assert_places(cases, false);
}

/// Messages that speak of no value, and values with a place of their own.
#[test]
fn other_errors_stand_where_serde_says() {
    let cases: &[Case] = &[
        (
            error::<Vec<Tagged>>,
            "[{\"type\":\"strict\"} ,\n  {}]",
            "/0",
        ),
        (error::<Tagged>, r#"{"type":"other"}"#, "/type"),
        (error::<Vec<u8>>, "[1, {}]", "/1"),
        (error::<Vec<u8>>, "[1, [], 2]", "/1"),
        (error::<Vec<Vec<u8>>>, "[[1], {}]", "/1"),
        (
            error::<Vec<Untagged>>,
            r#"[{"n":1},{"n":"x"},{"s":""}]"#,
            "/1",
        ),
        (
            error::<Vec<Flat>>,
            r#"[{"id":"x","count":"x","live":true,"user":{"name":"x"}}]"#,
            "/0/id",
        ),
        (
            error::<Vec<Flat>>,
            r#"[{"id":1,"live":true,"user":{"name":"a"}}]"#,
            "/0",
        ),
    ];
    assert_places(cases, true);
}

#[test]
fn what_is_deeper_than_shown_ends_in_an_ellipsis() {
    let open = r#"{"deep":"#.repeat(20);
    let json = format!(
        r#"{{"type":"deep","deep":{open}{{"n":"x"}}{}}}"#,
        "}".repeat(20)
    );
    let path = place(json.as_bytes(), &error::<Tagged>(&json)).path;
    assert_eq!(*path, *format!("{}/…", "/deep".repeat(16)));
}
