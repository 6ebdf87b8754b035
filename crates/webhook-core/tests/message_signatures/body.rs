//! The digest that binds the body.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::sender::{USUAL, judge, now_params, sha256, sha512, usual_with_digest};

#[test]
fn the_body_has_to_have_every_digest_that_is_known_and_at_least_one() {
    let wrong = |name: &str, bytes: usize| format!("{name}=:{}:", STANDARD.encode(vec![7; bytes]));
    let table = [
        (sha256(), "accepted"),
        (sha512(), "accepted"),
        (format!("{}, {}", sha256(), sha512()), "accepted"),
        (format!("md5=:AAAA:, {}", sha256()), "accepted"),
        (format!("{}, unixsum=7", sha512()), "accepted"),
        (wrong("sha-256", 32), "bad_signature"),
        (wrong("sha-512", 64), "bad_signature"),
        (
            format!("{}, {}", sha256(), wrong("sha-512", 64)),
            "bad_signature",
        ),
        (
            format!("{}, {}", wrong("sha-256", 32), sha512()),
            "bad_signature",
        ),
        (wrong("sha-256", 31), "malformed"),
        (wrong("sha-512", 32), "malformed"),
        ("sha-256=::".to_owned(), "malformed"),
        ("md5=:AAAA:".to_owned(), "malformed"),
        ("sha-256=\"x\"".to_owned(), "malformed"),
        ("sha-256".to_owned(), "malformed"),
        (format!("{}, {}", sha256(), sha256()), "malformed"),
        (sha256().replace("sha-256", "SHA-256"), "malformed"),
        (sha256().replace(':', ""), "malformed"),
    ];
    for (digest, expected) in table {
        let request = usual_with_digest(&digest, &now_params());
        assert_eq!(judge(USUAL, &request), expected, "{digest}");
    }
    // Signed as one, sent in two lines.
    let both = format!("{}, {}", sha256(), sha512());
    let mut request = usual_with_digest(&both, &now_params());
    request.headers_mut().remove("content-digest");
    for line in [sha256(), sha512()] {
        request
            .headers_mut()
            .append("content-digest", line.parse().unwrap());
    }
    assert_eq!(judge(USUAL, &request), "accepted");
}

#[test]
fn rfc_9530_appendix_examples_are_the_digests_that_are_computed() {
    // Appendix B.1: the body ends with a line feed.
    let body = "{\"hello\": \"world\"}\n";
    let table = [
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:",
    ];
    for digest in table {
        let mut request = usual_with_digest(digest, &now_params());
        assert_eq!(
            judge(USUAL, &request),
            "bad_signature",
            "without its line feed"
        );
        *request.body_mut() = body.into();
        assert_eq!(judge(USUAL, &request), "accepted", "{digest}");
    }
}
