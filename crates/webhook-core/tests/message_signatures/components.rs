//! What is covered, and the value that it has.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use webhook_core::{ConfigError, Verifier};

use crate::{
    common::{NOW, set_header, verify_at},
    sender::{ANY, SECRET, USUAL, covering, judge, now_params, sha256},
};

#[test]
fn what_the_scheme_requires_has_to_be_covered_whole() {
    let digest = format!("\"content-digest\": {}", sha256());
    let method = "\"@method\": POST".to_owned();
    let path = "\"@path\": /foo".to_owned();
    let params = now_params();
    let digest_key = format!("\"content-digest\";key=\"sha-256\": {}", &sha256()[8..]);
    let table: [(&str, Vec<String>, &str); 6] = [
        (
            r#""content-digest" "@path" "@method""#,
            vec![digest.clone(), path.clone(), method.clone()],
            "accepted",
        ),
        (
            r#""@method" "@path""#,
            vec![method.clone(), path.clone()],
            "malformed",
        ),
        (
            r#""@path" "content-digest""#,
            vec![path.clone(), digest.clone()],
            "malformed",
        ),
        (
            r#""@method" "content-digest""#,
            vec![method.clone(), digest.clone()],
            "malformed",
        ),
        ("", vec![], "malformed"),
        // A part of the digest is not the digest.
        (
            r#""@method" "@path" "content-digest";key="sha-256""#,
            vec![method.clone(), path.clone(), digest_key],
            "malformed",
        ),
    ];
    for (components, lines, expected) in table {
        let request = covering(components, &params, &lines);
        assert_eq!(judge(USUAL, &request), expected, "{components}");
    }
}

#[test]
fn components_have_the_values_that_the_rfc_gives_them() {
    // One line of the base each, or none where the component is refused.
    let table: &[(&str, Option<&str>)] = &[
        (r#""@method""#, Some("POST")),
        (
            r#""@target-uri""#,
            Some("https://example.com/foo?a=1&b=x+y%2Fz&b2=&caf%C3%A9=%2a&twice=1&twice=2"),
        ),
        (r#""@authority""#, Some("example.com")),
        (r#""@scheme""#, Some("https")),
        (r#""@path""#, Some("/foo")),
        (
            r#""@request-target""#,
            Some("/foo?a=1&b=x+y%2Fz&b2=&caf%C3%A9=%2a&twice=1&twice=2"),
        ),
        (
            r#""@query""#,
            Some("?a=1&b=x+y%2Fz&b2=&caf%C3%A9=%2a&twice=1&twice=2"),
        ),
        (r#""@query-param";name="b""#, Some("x%20y%2Fz")),
        (r#""@query-param";name="b2""#, Some("")),
        (r#""@query-param";name="caf%C3%A9""#, Some("*")),
        (r#""@query-param";name="twice""#, None),
        (r#""@query-param";name="absent""#, None),
        (r#""@query-param""#, None),
        (r#""@query-param";name=1"#, None),
        (r#""x-plain""#, Some("one, two")),
        (r#""x-plain";bs"#, Some(":b25l:, :dHdv:")),
        (r#""x-dict";key="a""#, Some("1")),
        (r#""x-dict";key="b""#, Some("(x y);z;q=0.5")),
        (r#""x-dict";key="c""#, Some("?1")),
        (r#""x-dict";key="d""#, None),
        (r#""x-plain";key="one""#, Some("?1")),
        (r#""x-dict";sf"#, None),
        (r#""x-dict";bs;key="a""#, None),
        (r#""x-dict";bs=?0"#, None),
        (r#""x-plain";req"#, None),
        (r#""x-plain";tr"#, None),
        (r#""x-plain";other"#, None),
        (r#""@method";req"#, None),
        (r#""X-Plain""#, None),
        (r#""x-absent""#, None),
        (r#""x-absent";bs"#, None),
        (r#""@status""#, None),
        (r#""@signature-params""#, None),
        (r#""@unknown""#, None),
        (r#""""#, None),
        ("x-plain", None),
        ("1", None),
    ];
    for (component, value) in table {
        let lines = [format!("{component}: {}", value.unwrap_or_default())];
        let request = covering(component, &now_params(), &lines);
        let expected = value.map_or("malformed", |_| "accepted");
        assert_eq!(judge(ANY, &request), expected, "{component}");
    }
}

#[test]
fn t_10_the_url_is_the_configured_one_whatever_host_and_path_arrive() {
    let table = [
        (
            "https://EXAMPLE.com:443/a%2Fb",
            "\"@authority\": example.com",
        ),
        ("http://example.com:80/a%2Fb", "\"@authority\": example.com"),
        (
            "https://example.com:80/a%2Fb",
            "\"@authority\": example.com:80",
        ),
        ("https://[::1]:8443", "\"@authority\": [::1]:8443"),
        ("https://example.com", "\"@path\": /"),
        ("https://example.com", "\"@query\": ?"),
        (
            "https://example.com",
            "\"@target-uri\": https://example.com/",
        ),
        (
            "https://example.com/",
            "\"@target-uri\": https://example.com/",
        ),
        (
            "https://example.com/a%2Fb//c/./d",
            "\"@path\": /a%2Fb//c/./d",
        ),
        ("http://example.com", "\"@scheme\": http"),
    ];
    for (url, line) in table {
        let component = line.split(": ").next().unwrap();
        let mut request = covering(component, &now_params(), &[line.to_owned()]);
        *request.uri_mut() = "/behind/a/router".parse().unwrap();
        set_header(&mut request, "host", b"attacker.example").unwrap();
        set_header(&mut request, "x-forwarded-host", b"attacker.example").unwrap();
        let verifier = Verifier::with_public_url(ANY, SECRET, url).unwrap();
        assert!(verify_at(&verifier, &request, NOW).is_ok(), "{url}: {line}");
    }
    // Covered although nothing is configured: told, not guessed.
    let line = "\"@authority\": example.com".to_owned();
    let request = covering("\"@authority\"", &now_params(), &[line]);
    let refusal = verify_at(&Verifier::new(ANY, SECRET).unwrap(), &request, NOW).unwrap_err();
    assert!(refusal.to_string().contains("no public URL"), "{refusal}");
    // Required: found at start-up.
    let error = Verifier::new(USUAL, SECRET).unwrap_err();
    assert!(
        matches!(error, ConfigError::PublicUrlMissing { .. }),
        "{error}"
    );
}

#[test]
fn a_field_with_bytes_outside_ascii_cannot_be_covered_but_wrapped() {
    let value = b"caf\xc3\xa9";
    for (component, line, expected) in [
        ("\"x-utf8\"", "\"x-utf8\": caf".to_owned(), "malformed"),
        (
            "\"x-utf8\";bs",
            format!("\"x-utf8\";bs: :{}:", STANDARD.encode(value)),
            "accepted",
        ),
    ] {
        let mut request = covering(component, &now_params(), &[line]);
        set_header(&mut request, "x-utf8", value).unwrap();
        assert_eq!(judge(ANY, &request), expected, "{component}");
    }
}
