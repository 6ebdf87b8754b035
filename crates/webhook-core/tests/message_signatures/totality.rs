//! Whatever stands in the three fields: no panic, and nothing is accepted.

use bytes::Bytes;
use http::Request;
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    common::{cases, set_header},
    sender::{ANY, USUAL, covering, judge, now_params, usual},
};

/// Pieces of which hostile fields are made.
const PIECES: &[&str] = &[
    "s",
    "=",
    "(",
    ")",
    ";",
    ",",
    " ",
    ":",
    "\"",
    "\\",
    "@method",
    "\"@query-param\"",
    ";name=",
    "content-digest",
    "sha-256",
    "created",
    "1795000000",
    "-",
    ".",
    "?1",
    "@1",
    "%\"%c3\"",
    "AAAA",
    ";bs",
    ";key=\"a\"",
    "keyid",
    "\t",
    "*",
    "999999999999999999",
];

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn t_53_no_field_makes_the_verifier_panic_or_accept(
        input in vec(select(PIECES), 0..40), signature in vec(select(PIECES), 0..20),
        digest in vec(select(PIECES), 0..20), raw in vec(any::<u8>(), 0..80), target in "/[!-~]{0,30}",
    ) {
        let mut request = Request::post("/").body(Bytes::from_static(b"{}")).unwrap();
        if let Ok(uri) = target.parse() {
            *request.uri_mut() = uri;
        }
        let _ = set_header(&mut request, "signature-input", input.concat().as_bytes());
        let _ = set_header(&mut request, "signature", signature.concat().as_bytes());
        let _ = set_header(&mut request, "content-digest", digest.concat().as_bytes());
        for scheme in [ANY, USUAL] {
            prop_assert_ne!(judge(scheme, &request), "accepted");
        }
        for name in ["signature-input", "signature", "content-digest"] {
            let mut request = usual(&now_params());
            if set_header(&mut request, name, &raw).is_some() {
                prop_assert_ne!(judge(USUAL, &request), "accepted");
            }
        }
    }

    #[test]
    fn a_signed_input_of_any_form_never_panics(components in vec(select(PIECES), 0..30)) {
        let request = covering(&components.concat(), &now_params(), &[]);
        let _ = judge(ANY, &request);
    }
}
