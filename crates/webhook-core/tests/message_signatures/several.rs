//! Several signatures, and none; limits.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use webhook_core::{Inbound, Refusal};

use crate::{
    common::{NOW, header, set_header},
    sender::{ANY, SECRET, URL, USUAL, at, covering, judge, now_params, usual},
};

#[test]
fn of_several_signatures_one_good_one_suffices_and_labels_are_never_mixed_up() {
    let good = usual(&now_params());
    let (input, signature) = (header(&good, "signature-input"), header(&good, "signature"));
    let (input, signature) = (
        String::from_utf8(input).unwrap(),
        String::from_utf8(signature).unwrap(),
    );
    let list = &input[2..];
    let bytes = &signature[2..];
    let zeros = format!(":{}:", STANDARD.encode([0; 32]));
    let labels = |count: usize, value: &str| {
        let entries: Vec<_> = (0..count).map(|n| format!("l{n}={value}")).collect();
        entries.join(", ")
    };
    let table = [
        (
            format!("a={list}, s={list}"),
            format!("a={zeros}, s={bytes}"),
            "accepted",
        ),
        (
            format!("s={list}, a={list}"),
            format!("a={zeros}, s={bytes}"),
            "accepted",
        ),
        (
            format!("a={list}, s={list}"),
            format!("s={bytes}"),
            "accepted",
        ),
        (
            format!("s={list}"),
            format!("s={bytes}, a={zeros}"),
            "accepted",
        ),
        (
            format!("a=(), s={list}"),
            format!("a={zeros}, s={bytes}"),
            "accepted",
        ),
        (
            format!("a=7, s={list}"),
            format!("a={zeros}, s={bytes}"),
            "accepted",
        ),
        (format!("s={list}"), format!("a={bytes}"), "malformed"),
        (format!("a={list}"), format!("s={bytes}"), "malformed"),
        (
            format!("a={list}, s={list}"),
            format!("a={zeros}, s={zeros}"),
            "bad_signature",
        ),
        (
            format!("s={list}, s={list}"),
            format!("s={bytes}"),
            "malformed",
        ),
        (
            format!("s={list}"),
            format!("s={zeros}, s={bytes}"),
            "malformed",
        ),
        (
            format!("s={list}"),
            format!("s={bytes}, s={zeros}"),
            "malformed",
        ),
        (format!("s={list}"), "s".to_owned(), "malformed"),
        (format!("s={list}"), format!("s=({bytes})"), "malformed"),
        (format!("s={list}"), "s=\"x\"".to_owned(), "malformed"),
        (format!("s={list}"), "s=::".to_owned(), "bad_signature"),
        (format!("s={list}\t"), format!("s={bytes}"), "malformed"),
        (format!("s={list}"), format!("s={bytes},\ta"), "malformed"),
        (format!("S={list}"), format!("S={bytes}"), "malformed"),
        (
            "s=\"@method\"".to_owned(),
            format!("s={bytes}"),
            "malformed",
        ),
        (labels(16, list), labels(16, bytes), "accepted"),
        (labels(17, list), labels(17, bytes), "too_many_signatures"),
        (labels(16, list), labels(16, &zeros), "bad_signature"),
    ];
    for (input, signature, expected) in table {
        let mut request = good.clone();
        set_header(&mut request, "signature-input", input.as_bytes()).unwrap();
        set_header(&mut request, "signature", signature.as_bytes()).unwrap();
        assert_eq!(judge(USUAL, &request), expected, "{input} / {signature}");
    }
    // The same two signatures, each in lines of its own.
    let mut request = good;
    for (name, first) in [
        ("signature-input", format!("a={list}")),
        ("signature", format!("a={zeros}")),
    ] {
        request.headers_mut().append(name, first.parse().unwrap());
    }
    assert_eq!(judge(USUAL, &request), "accepted");
}

#[test]
fn t_57_limits_hold_before_anything_is_verified() {
    let many = |count: usize| {
        let names: Vec<_> = (0..count).map(|n| format!("\"x-{n}\"")).collect();
        let lines: Vec<_> = names.iter().map(|name| format!("{name}: v")).collect();
        let mut request = covering(&names.join(" "), &now_params(), &lines);
        for n in 0..count {
            set_header(&mut request, &format!("x-{n}"), b"v").unwrap();
        }
        request
    };
    assert_eq!(judge(ANY, &many(32)), "accepted");
    assert_eq!(judge(ANY, &many(33)), "malformed");
    // Twice the same, in whatever spelling.
    for components in [r#""@method" "@method""#, r#""x-plain" "x-plain""#] {
        let name = components.split(' ').next().unwrap();
        let value = if name == "\"@method\"" {
            "POST"
        } else {
            "one, two"
        };
        let line = format!("{name}: {value}");
        let request = covering(components, &now_params(), &[line.clone(), line]);
        assert_eq!(judge(ANY, &request), "malformed", "{components}");
    }
    // A parameter twice, and more of them than anybody needs.
    let params: String = (0..16).map(|n| format!(";p{n}=1")).collect();
    assert_eq!(
        judge(USUAL, &usual(&format!("{}{params}", now_params()))),
        "malformed"
    );
    assert_eq!(
        judge(USUAL, &usual(&format!("{};x=1;x=2", now_params()))),
        "malformed"
    );
    assert_eq!(
        judge(USUAL, &usual(&format!("{};x=1;y=?0;z", now_params()))),
        "accepted"
    );
}

#[test]
fn t_02_each_of_the_three_fields_missing_is_told_before_the_body_is_read() {
    for name in ["signature", "signature-input", "content-digest"] {
        let mut request = usual(&now_params());
        request.headers_mut().remove(name);
        let verifier = at(USUAL, SECRET, URL);
        let head = Inbound::new(request.method(), request.uri(), request.headers());
        let refusal = verifier.begin(&head, NOW).map(drop).unwrap_err();
        assert_eq!(refusal, Refusal::MissingHeader { header: name });
        assert!(USUAL.required_headers().contains(&name));
    }
    // A bad signature too: everything that is signed stands in the head.
    let mut request = usual(&now_params());
    set_header(&mut request, "signature", b"s=:AAAA:").unwrap();
    let head = Inbound::new(request.method(), request.uri(), request.headers());
    let refusal = at(USUAL, SECRET, URL).begin(&head, NOW).map(drop);
    assert_eq!(refusal, Err(Refusal::BadSignature));
}
