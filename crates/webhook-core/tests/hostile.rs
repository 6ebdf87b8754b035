//! Properties: no input whatever makes verifier or signer panic, and none of it is accepted.

mod common;

use bytes::Bytes;
use common::*;
use http::{Method, Request};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};
use webhook_core::{Signer, UnixTime, scheme::At};

/// Pieces of signature headers, right, nearly right and absurd.
const PIECES: &[&[u8]] = &[
    b"t=",
    b"v1=",
    b"v1,",
    b"v0=",
    b"v1a,",
    b"s=",
    b"ms=",
    b"sha256=",
    b"v9.",
    b"h1,",
    b",",
    b";",
    b" ",
    b"\t",
    b"=",
    b"==",
    b"-",
    b"+",
    b"0",
    b"00",
    b"1795000000",
    b"-9223372036854775808",
    b"9223372036854775807",
    b"18446744073709551615",
    b"1e400",
    b"NaN",
    b"\xff\xfe",
    b"\xe2\x82\xac",
    b"757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    b"g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    b"g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE",
];

/// Well-formed signature headers of no secret of ours.
const WELL_FORMED: &[&[u8]] = &[
    b"t=1795000000,v1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    b"sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    b"v0=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    b"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    b"g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    b"RSOYDt4T1cUTdK1PDd93/VVr8B8=",
];

fn hostile_value() -> impl Strategy<Value = Vec<u8>> {
    let piece = any::<Index>().prop_map(|index| index.get(PIECES).to_vec());
    prop_oneof![
        4 => vec(piece, 0..30).prop_map(|pieces| pieces.concat()),
        2 => select(WELL_FORMED).prop_map(<[u8]>::to_vec),
        1 => vec(any::<u8>(), 0..80),
        1 => Just(NOW.as_secs().to_string().into_bytes()),
    ]
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn t_53_no_request_makes_the_verifier_panic_or_accept(
        scheme in select(every_scheme()),
        values in vec((any::<Index>(), hostile_value()), 0..6),
        signature in hostile_value(),
        timestamp in hostile_value(),
        method in "GET|POST|PUT|HEAD|[A-Z]{1,9}",
        target in "/[!-~]{0,30}|[*]",
        body in vec(any::<u8>(), 0..60),
        now in prop_oneof![Just(NOW.as_secs()), any::<i64>(), Just(i64::MIN), Just(i64::MAX)],
    ) {
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = Method::from_bytes(method.as_bytes()).unwrap();
        let Ok(uri) = target.parse() else { return Ok(()) };
        *request.uri_mut() = uri;
        let names = ["webhook-id", "svix-id", "finch-event-id", "x-id", "x-type", "content-type",
            "content-encoding", "webhook-signature", "shopify-hmac-sha256", "x-github-delivery"];
        for (name, value) in &values {
            let _ = set_header(&mut request, name.get::<&str>(&names), value);
        }
        let _ = set_header(&mut request, scheme.signature_header(), &signature);
        if let Some(At::Header(name)) = scheme.timestamp_place() {
            let _ = set_header(&mut request, name, &timestamp);
        }
        let verdict = verify_at(&verifier(scheme), &request, UnixTime::from_secs(now));
        prop_assert!(verdict.is_err());
    }

    #[test]
    fn t_53_nothing_makes_the_signer_panic(
        scheme in select(every_scheme()), body in vec(any::<u8>(), 0..60), url in "\\PC{0,40}", id in "\\PC{0,20}",
        event_type in "\\PC{0,20}", content_type in proptest::option::of("\\PC{0,20}"), at: i64,
    ) {
        let mut message = outgoing(&body, &url);
        message.id = Some(&id);
        message.event_type = Some(&event_type);
        message.content_type = content_type.as_deref();
        message.timestamp = UnixTime::from_secs(at);
        let signed = Signer::new(scheme, with_key_id(scheme, secret(scheme, 0))).unwrap().sign(&message);
        prop_assert!(signed.headers.contains_key(scheme.signature_header()));
    }
}
