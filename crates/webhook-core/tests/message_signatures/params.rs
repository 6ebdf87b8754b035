//! The parameters of a signature: its times, algorithm, key and purpose.

use webhook_core::{
    Scheme, Secret,
    scheme::{Algorithm, Component, MessageRules},
};

use crate::{
    common::NOW,
    rfc::ED25519,
    sender::{SECRET, USUAL, judge, judge_with, now_params, usual},
};

#[test]
fn t_62_created_is_required_and_held_against_the_clock_and_expires_is_honoured() {
    let now = NOW.as_secs();
    let table = [
        (format!(";created={now}"), "accepted"),
        (format!(";created={}", now - 300), "accepted"),
        (format!(";created={}", now - 301), "stale"),
        (format!(";created={}", now + 300), "accepted"),
        (format!(";created={}", now + 301), "from_future"),
        (format!(";created={now};expires={now}"), "accepted"),
        (format!(";created={now};expires={}", now - 1), "stale"),
        (format!(";created={now};expires=-1"), "stale"),
        (
            format!(";created={now};expires=999999999999999"),
            "accepted",
        ),
        (String::new(), "malformed"),
        (format!(";expires={}", now + 60), "malformed"),
        (";created=999999999999999".to_owned(), "from_future"),
        (";created=-999999999999999".to_owned(), "stale"),
        (";created=9223372036854775807".to_owned(), "malformed"),
        (format!(";created={now}.0"), "malformed"),
        (format!(";created=\"{now}\""), "malformed"),
        (format!(";created=@{now}"), "malformed"),
        (";created".to_owned(), "malformed"),
        (format!(";created={now};created={now}"), "malformed"),
        (format!(";created={now};expires=\"{now}\""), "malformed"),
    ];
    for (params, expected) in table {
        assert_eq!(judge(USUAL, &usual(&params)), expected, "{params}");
    }
}

#[test]
fn t_07_the_algorithm_is_the_schemes_and_an_alg_that_contradicts_it_is_refused() {
    let with = |alg: &str| format!("{};alg={alg}", now_params());
    assert_eq!(judge(USUAL, &usual(&with("\"hmac-sha256\""))), "accepted");
    for alg in [
        "\"ed25519\"",
        "\"rsa-pss-sha512\"",
        "\"rsa-v1_5-sha256\"",
        "\"HMAC-SHA256\"",
        "\"none\"",
        "\"\"",
        "hmac-sha256",
        "?0",
        "1",
    ] {
        assert_eq!(judge(USUAL, &usual(&with(alg))), "malformed", "{alg}");
    }
    // The public key in a secret's place: what is public must not be one.
    const PUBLIC: Scheme = Scheme::message_signature(
        Algorithm::Ed25519,
        "public",
        MessageRules::new(&[Component::ContentDigest]),
    );
    let request = usual(&now_params());
    assert_eq!(judge_with(PUBLIC, ED25519, &request), "bad_signature");
}

#[test]
fn a_key_with_an_id_is_for_signatures_that_name_it_and_for_no_other() {
    let right = || Secret::new(SECRET).key_id("k1");
    let other = || Secret::new("another shared secret of length").key_id("k2");
    let named = |id: &str| usual(&format!("{};keyid=\"{id}\"", now_params()));
    let unnamed = usual(&now_params());
    let table = [
        (vec![right()], named("k1"), "accepted"),
        (vec![other(), right()], named("k1"), "accepted"),
        (vec![right()], named("k2"), "bad_signature"),
        (vec![right(), other()], named("k2"), "bad_signature"),
        (vec![right()], named("k3"), "bad_signature"),
        (vec![right()], named("K1"), "bad_signature"),
        (vec![right()], unnamed.clone(), "bad_signature"),
        (vec![Secret::new(SECRET)], named("anything"), "accepted"),
        (vec![Secret::new(SECRET)], unnamed, "accepted"),
        (vec![other(), Secret::new(SECRET)], named("k3"), "accepted"),
    ];
    for (row, (secrets, request, expected)) in table.into_iter().enumerate() {
        assert_eq!(judge_with(USUAL, secrets, &request), expected, "row {row}");
    }
}

#[test]
fn a_fixed_label_and_a_tag_leave_other_signatures_out() {
    const FIXED: Scheme = Scheme::message_signature(
        Algorithm::HmacSha256,
        "fixed",
        MessageRules::new(&[Component::ContentDigest]).label("s"),
    );
    const OTHER: Scheme = Scheme::message_signature(
        Algorithm::HmacSha256,
        "other",
        MessageRules::new(&[Component::ContentDigest]).label("hook"),
    );
    const TAGGED: Scheme = Scheme::message_signature(
        Algorithm::HmacSha256,
        "tagged",
        MessageRules::new(&[Component::ContentDigest]).tag("hooks"),
    );
    let request = usual(&now_params());
    assert_eq!(judge(FIXED, &request), "accepted");
    assert_eq!(judge(OTHER, &request), "malformed");
    assert_eq!(judge(TAGGED, &request), "malformed", "no tag");
    let tagged = |tag: &str| usual(&format!("{};tag={tag}", now_params()));
    assert_eq!(judge(TAGGED, &tagged("\"hooks\"")), "accepted");
    assert_eq!(judge(TAGGED, &tagged("\"login\"")), "malformed");
    assert_eq!(
        judge(TAGGED, &tagged("hooks")),
        "malformed",
        "a token is no text"
    );
}
