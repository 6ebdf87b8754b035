//! What is read out of a verified request: id, type, form fields, declared headers, handshakes.

mod common;

use common::*;
use webhook_core::{
    DedupeBy, Delivery, DeliveryContext, Scheme, danger, providers,
    scheme::{At, Identity},
    testing::RequestBuilder,
};

fn deliver(scheme: Scheme, change: impl Fn(RequestBuilder) -> RequestBuilder) -> Delivery {
    let verified = verify(&verifier(scheme), &change(request(scheme)).build()).unwrap();
    let context = DeliveryContext {
        endpoint: "hooks".into(),
        tenant: None,
        received_at: NOW,
        dedupe: DedupeBy::Scheme,
        window: None,
        suspected_replay: false,
    };
    Delivery::new(verified, context)
}

#[test]
fn the_first_place_that_holds_a_type_names_it() {
    let table = [
        (
            providers::REPLICATE,
            r#"{"status":"starting"}"#,
            Some("start"),
        ),
        (
            providers::REPLICATE,
            r#"{"status":"succeeded"}"#,
            Some("completed"),
        ),
        (
            providers::REPLICATE,
            r#"{"status":"processing"}"#,
            Some("processing"),
        ),
        (providers::REPLICATE, r#"{"id":"p"}"#, None),
        (
            providers::ANTHROPIC,
            r#"{"type":"a","data":{"type":"b"}}"#,
            Some("b"),
        ),
        (providers::ANTHROPIC, r#"{"type":"a","data":{}}"#, Some("a")),
        (
            providers::LITHIC,
            r#"{"type":"a","event_type":"b"}"#,
            Some("b"),
        ),
        (
            providers::TELEGRAM,
            r#"{"update_id":1,"edited_message":null,"message":{"text":"hi"}}"#,
            Some("message"),
        ),
        (providers::TELEGRAM, r#"{"update_id":1}"#, None),
        (providers::TELEGRAM, r#"{"update_id":1,"moon":{}}"#, None),
        (providers::TELEGRAM, r#"[{"message":{}}]"#, None),
        (
            providers::SLACK,
            r#"{"type":"event_callback","event":{"type":"message"}}"#,
            Some("message"),
        ),
        (
            providers::SLACK,
            r#"{"type":"url_verification","challenge":"c"}"#,
            Some("url_verification"),
        ),
        // A member whose name holds a slash is not a path.
        (providers::SLACK, r#"{"event/type":"x"}"#, None),
        (providers::STRIPE, r#"{"data":{"type":"x"}}"#, None),
        (
            providers::STRIPE,
            r#"{"type":"first","type":"second"}"#,
            Some("first"),
        ),
    ];
    for (scheme, body, expected) in table {
        let delivery = deliver(scheme, |r| r.body(body));
        assert_eq!(delivery.event_type(), expected, "{}: {body}", scheme.name());
    }
}

const NUMBERED: Scheme = Scheme::hmac_sha256("numbered", "x-sig")
    .event_id(&[At::Json("/id")])
    .identity(Identity::SignedId(At::Json("/id")));

#[test]
fn numbers_that_differ_are_ids_that_differ() {
    let key = |id: &str| {
        *deliver(NUMBERED, |r| r.body(format!(r#"{{"id":{id}}}"#)))
            .dedupe_key()
            .unwrap()
    };
    let ids = [
        "7",
        "18446744073709551615",
        "18446744073709551616",
        "18446744073709551617",
        "10000000000000000000000000000001",
        "10000000000000000000000000000002",
        "-9223372036854775808",
        "-9223372036854775809",
        "1e400",
    ];
    for (at, one) in ids.iter().enumerate() {
        assert_eq!(key(one), key(one));
        for other in &ids[..at] {
            assert_ne!(key(one), key(other), "{one} and {other}");
        }
    }
}

#[test]
fn t_15_the_handler_gets_the_very_bytes_that_were_signed() {
    let bodies: &[&[u8]] = &[
        b"{\"b\":1,\"a\":1.0,\"c\":1e2}",
        b"\xef\xbb\xbf{}",
        b"{}\r\n",
        b" { } \n\n",
        b"{\"s\":\"\\u00e9\\ud800\"}",
        "{\"s\":\"é\u{20ac}\"}".as_bytes(),
        b"\x00\xff\xfe",
        b"",
    ];
    for scheme in every_scheme().into_iter().filter(Scheme::signs_body) {
        for body in bodies
            .iter()
            .filter(|body| !body.is_empty() || scheme.name() != "twilio")
        {
            let delivery = deliver(scheme, |r| r.body(body.to_vec()));
            assert_eq!(delivery.body(), body, "{}", scheme.name());
            assert!(delivery.verified().is_body_signed());
            let mut other = request(scheme).body(body.to_vec()).build();
            *other.body_mut() = [body, &b" "[..]].concat().into();
            assert_eq!(
                code(&verifier(scheme), &other),
                "bad_signature",
                "{}",
                scheme.name()
            );
        }
    }
}

#[test]
fn forms_are_read_as_forms_and_json_is_not() {
    let form = "command=%2Fdeploy&text=a+b&trigger_id=1.2.c";
    let command = deliver(providers::SLACK, |r| r.form(form));
    assert_eq!(
        (command.id(), command.event_type()),
        (Some("1.2.c"), Some("/deploy"))
    );
    let field = ("text".to_owned(), "a b".to_owned());
    assert!(command.form_fields().unwrap().contains(&field));
    let as_json = deliver(providers::SLACK, |r| r.body(form));
    assert_eq!((as_json.id(), as_json.form_fields()), (None, None));
    let payload = "payload=%7B%22type%22%3A%22view_submission%22%2C%22trigger_id%22%3A%22t%22%7D";
    let interaction = deliver(providers::SLACK, |r| r.form(payload));
    assert_eq!(
        (interaction.id(), interaction.event_type()),
        (Some("t"), Some("view_submission"))
    );
}

#[test]
fn declared_headers_attempts_and_context_reach_the_handler() {
    let delivery = deliver(providers::SLACK, |r| {
        r.header("x-slack-retry-num", "2")
            .header("x-slack-retry-reason", "http_timeout")
            .header("x-other", "y")
    });
    assert_eq!(delivery.attempt(), Some(2));
    assert_eq!(
        delivery.header("x-slack-retry-reason"),
        Some("http_timeout")
    );
    assert_eq!(delivery.header("x-other"), None, "not declared");
    assert_eq!(
        deliver(providers::SLACK, |r| r.header("x-slack-retry-num", "-1")).attempt(),
        None
    );
    assert_eq!(
        (delivery.provider(), delivery.endpoint()),
        ("slack", "hooks")
    );
    assert_eq!(
        (delivery.received_at(), delivery.timestamp()),
        (NOW, Some(NOW))
    );
}

#[test]
fn only_a_small_body_of_the_right_form_is_a_handshake() {
    let handshake = |body: String| {
        deliver(providers::SLACK, |r| r.body(body.clone()))
            .verified()
            .handshake()
            .map(|answer| answer.body)
    };
    let challenge = r#"{"type":"url_verification","challenge":"c-1"}"#;
    assert_eq!(handshake(challenge.to_owned()).as_deref(), Some("c-1"));
    let padded = |length: usize| format!("{challenge}{}", " ".repeat(length - challenge.len()));
    assert!(handshake(padded(4096)).is_some());
    assert_eq!(handshake(padded(4097)), None);
    for body in [
        r#"{"type":"event_callback","challenge":"c"}"#,
        r#"{"type":"url_verification"}"#,
        r#"{"type":"url_verification","challenge":{}}"#,
        r#"{"event":{"type":"url_verification"},"challenge":"c"}"#,
        "",
    ] {
        assert_eq!(handshake(body.to_owned()), None, "{body}");
    }
    let stripe = deliver(providers::STRIPE, |r| r.body(challenge));
    assert_eq!(stripe.verified().handshake(), None);
}

#[test]
fn a_body_that_the_provider_leaves_unsigned_is_not_called_verified() {
    use webhook_core::scheme::Part;
    const TOKEN: Scheme = Scheme::hmac_sha256("token", "x-sig")
        .body_not_signed("a test")
        .content(&[Part::Timestamp])
        .timestamp(At::Header("x-time"));
    let request = request(TOKEN).build();
    let verified = verify(&verifier(TOKEN), &request).unwrap();
    assert!(!verified.is_body_signed());
    assert!(!TOKEN.signs_body());
    let headers = http::HeaderMap::new();
    let assumed =
        danger::assume_verified(providers::STRIPE, &headers, r#"{"id":"evt_9"}"#).unwrap();
    assert_eq!(assumed.event_id().as_deref(), Some("evt_9"));
}

#[test]
fn an_action_is_read_where_the_provider_says_what_happened_apart() {
    const OPENED: &str = r#"{"action":"opened","title":"&payload={\"action\":\"deleted\"}&"}"#;
    let form: String = OPENED.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let form = format!("payload={form}");
    let github = |content_type: &'static str, body: &str| {
        deliver(providers::GITHUB, |request| {
            request
                .content_type(Some(content_type))
                .body(body.to_owned())
        })
    };
    let action = |delivery: &Delivery| delivery.action().map(|action| action.into_owned());
    for (content_type, body) in [
        ("application/json", OPENED),
        ("application/x-www-form-urlencoded", &form),
        // The content type is not signed: it makes no other document of the text in a title.
        ("application/x-www-form-urlencoded", OPENED),
    ] {
        let delivery = github(content_type, body);
        assert_eq!(
            action(&delivery).as_deref(),
            Some("opened"),
            "{content_type}"
        );
        assert_eq!(delivery.is_form(), body == form, "{content_type}");
        assert_eq!(delivery.form_fields().is_some(), body == form);
    }
    assert_eq!(
        action(&github("application/json", r#"{"ref":"main"}"#)),
        None
    );
    // Whose type says it all has none.
    let stripe = deliver(providers::STRIPE, |request| request.body(OPENED));
    assert_eq!(action(&stripe), None);
}
