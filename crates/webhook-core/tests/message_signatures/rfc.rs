//! The examples of RFC 9421, appendix B: <https://www.rfc-editor.org/rfc/rfc9421#appendix-B>.

use bytes::Bytes;
use http::Request;
use webhook_core::{
    Refusal, Scheme, Secret, Signer, UnixTime,
    scheme::{Algorithm, Base64Prefix, Component, KeyFormat, MessageRules},
    signer::Outgoing,
};

use crate::{
    common::{set_header, verify_at},
    sender::{BODY, URL, at},
};

const RSA_PSS: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI2wIDAQAB";

/// The key of appendix B.1.1, as a `SubjectPublicKeyInfo`.
const RSA: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrwWEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFqMGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZgkne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0PuKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQPSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB";
const P256: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==";

pub(crate) const ED25519: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n";

/// The last 32 bytes of the private key in appendix B.1.4.
const ED25519_PRIVATE: &str = "n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU=";

const SHARED: &str =
    "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";

const RFC_TIME: UnixTime = UnixTime::from_secs(1_618_884_473);

const RFC_DIGEST: &str = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";

const CLIENT_CERT: &str = ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:";

const PKCS1: Scheme = Scheme::message_signature_without_body(
    Algorithm::RsaSha256,
    "rfc-rsa",
    MessageRules::new(&[Component::Field("date"), Component::Method]),
);
const PSS: Scheme = Scheme::message_signature_without_body(
    Algorithm::RsaPssSha512,
    "rfc-pss",
    MessageRules::new(&[]),
);

const PSS_SELECTIVE: Scheme = Scheme::message_signature(
    Algorithm::RsaPssSha512,
    "rfc-pss-selective",
    MessageRules::new(&[
        Component::Authority,
        Component::ContentDigest,
        Component::QueryParam("Pet"),
    ])
    .label("sig-b22")
    .tag("header-example"),
);

const PSS_FULL: Scheme = Scheme::message_signature(
    Algorithm::RsaPssSha512,
    "rfc-pss-full",
    MessageRules::new(&[
        Component::Field("date"),
        Component::Method,
        Component::Path,
        Component::Query,
        Component::Authority,
        Component::Field("content-type"),
        Component::ContentDigest,
        Component::Field("content-length"),
    ]),
);

const ECDSA: Scheme = Scheme::message_signature_without_body(
    Algorithm::EcdsaP256Sha256Fixed,
    "rfc-ecdsa",
    MessageRules::new(&[Component::Path, Component::Field("client-cert")]),
);

const HMAC: Scheme = Scheme::message_signature_without_body(
    Algorithm::HmacSha256,
    "rfc-hmac",
    MessageRules::new(&[
        Component::Field("date"),
        Component::Authority,
        Component::Field("content-type"),
    ]),
)
.key_format(KeyFormat::Base64(Base64Prefix::None));

const EDWARDS: Scheme = Scheme::message_signature_without_body(
    Algorithm::Ed25519,
    "rfc-ed25519",
    MessageRules::new(&[Component::Field("date"), Component::Method]),
);

const TRANSFORM: Scheme = Scheme::message_signature_without_body(
    Algorithm::Ed25519,
    "rfc-transform",
    MessageRules::new(&[Component::Method, Component::Field("accept")]),
)
.methods(&["GET"]);

/// The request that appendix B.2 signs.
fn rfc_request(input: &str, signature: &str) -> Request<Bytes> {
    Request::post("/foo?param=Value&Pet=dog")
        .header("host", "example.com")
        .header("date", "Tue, 20 Apr 2021 02:07:55 GMT")
        .header("content-type", "application/json")
        .header("content-digest", RFC_DIGEST)
        .header("content-length", "18")
        .header("signature-input", input)
        .header("signature", signature)
        .body(BODY.into())
        .unwrap()
}

struct Example {
    scheme: Scheme,
    key: &'static str,
    url: &'static str,
    input: &'static str,
    signature: &'static str,
}

const B2: &[Example] = &[
    Example {
        scheme: PSS,
        key: RSA_PSS,
        url: URL,
        input: r#"sig-b21=();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd""#,
        signature: "sig-b21=:d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==:",
    },
    Example {
        scheme: PSS_SELECTIVE,
        key: RSA_PSS,
        url: URL,
        input: r#"sig-b22=("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example""#,
        signature: "sig-b22=:LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==:",
    },
    Example {
        scheme: PSS_FULL,
        key: RSA_PSS,
        url: URL,
        input: r#"sig-b23=("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss""#,
        signature: "sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==:",
    },
    Example {
        scheme: HMAC,
        key: SHARED,
        url: URL,
        input: r#"sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret""#,
        signature: "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:",
    },
    Example {
        scheme: EDWARDS,
        key: ED25519,
        url: URL,
        input: r#"sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519""#,
        signature: "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:",
    },
    // The appendix has no example of this algorithm: signed by Python's cryptography with its key.
    Example {
        scheme: PKCS1,
        key: RSA,
        url: URL,
        input: r#"sig-rsa=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-rsa""#,
        signature: "sig-rsa=:bANtbOAY56F+5faE1ClnnMt0t10UdgYNoeaQp0ZJkhZuvEW5NQCNH/VluTLTMPSgge+Q0f7TcGfqkNJpFtnghtmkE8ckh/6JHdS4SULtz4Y9Tx63TijFgvbRV6EuLcA+mUq9BxmCeBwwbvfGQBFF7wXZGU3ao7I14eMRBkbm50hm6wXZxCq623Q7GNHdbxB9Izg+Nr9I9QRkeXq5PuR4HotWdlrswULy9nqVBd5H4qjT5pzRK51QTdZEBk6TvL4zcG6M7416Fr9Eh+EGDVXbuJQTawSAugppYy/pf8UMdRZBxVroID27VaJIt/3kLn9w4LBvRS1dsvebdDspmt0+Mg==:",
    },
];

#[test]
fn every_request_of_rfc_9421_appendix_b2_verifies_and_its_changes_do_not() {
    for example in B2 {
        let name = example.scheme.name();
        let verifier = at(example.scheme, example.key, example.url);
        let good = rfc_request(example.input, example.signature);
        let verified = verify_at(&verifier, &good, RFC_TIME).expect(name);
        assert_eq!(verified.timestamp(), Some(RFC_TIME), "{name}");

        let other_time = example.input.replace("1618884473", "1618884474");
        let changed = rfc_request(&other_time, example.signature);
        let refusal = verify_at(&verifier, &changed, RFC_TIME).map(drop);
        assert_eq!(refusal, Err(Refusal::BadSignature), "{name}");

        let mut changed = rfc_request(example.input, example.signature);
        *changed.body_mut() = BODY.replace("world", "there").into();
        let verdict = verify_at(&verifier, &changed, RFC_TIME).map(drop);
        assert_eq!(verdict.is_err(), example.scheme.signs_body(), "{name}");

        for covered in ["date", "content-type"] {
            if example.input.contains(&format!("\"{covered}\"")) {
                let mut changed = rfc_request(example.input, example.signature);
                set_header(&mut changed, covered, b"text/plain").unwrap();
                let refusal = verify_at(&verifier, &changed, RFC_TIME).map(drop);
                assert_eq!(refusal, Err(Refusal::BadSignature), "{name}: {covered}");
            }
        }
        if example.input.contains("@authority") {
            let elsewhere = at(example.scheme, example.key, "https://example.org/foo");
            let refusal = verify_at(&elsewhere, &good, RFC_TIME).map(drop);
            assert_eq!(refusal, Err(Refusal::BadSignature), "{name}");
        }
    }
}

#[test]
fn the_proxy_of_rfc_9421_appendix_b3_verifies_with_ecdsa_of_fixed_length() {
    let request = Request::post("/foo?param=Value&Pet=dog")
        .header("client-cert", CLIENT_CERT)
        .header("signature-input", r#"ttrp=("@path" "@query" "@method" "@authority" "client-cert");created=1618884473;keyid="test-key-ecc-p256""#)
        .header("signature", "ttrp=:xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwMLOgmizw==:")
        .body(BODY.into())
        .unwrap();
    let verifier = at(ECDSA, P256, "https://service.internal.example/foo");
    assert!(verify_at(&verifier, &request, RFC_TIME).is_ok());
    let elsewhere = at(ECDSA, P256, "https://service.internal.example/bar");
    let refusal = verify_at(&elsewhere, &request, RFC_TIME).map(drop);
    assert_eq!(refusal, Err(Refusal::BadSignature));
}

#[test]
fn the_transformations_of_rfc_9421_appendix_b4_keep_or_break_the_signature() {
    const INPUT: &str = r#"transform=("@method" "@path" "@authority" "accept");created=1618884473;keyid="test-key-ed25519""#;
    const SIGNATURE: &str = "transform=:ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==:";
    let sent = |accept: &[&str]| {
        let mut request = Request::get("/demo?name1=Value1&Name2=value2")
            .header("signature-input", INPUT)
            .header("signature", SIGNATURE);
        for line in accept {
            request = request.header("accept", *line);
        }
        request.body(Bytes::new()).unwrap()
    };
    // A field that the scheme does not read may come in any number of lines.
    const OPEN: Scheme = Scheme::message_signature_without_body(
        Algorithm::Ed25519,
        "rfc-transform-open",
        MessageRules::new(&[Component::Method]),
    )
    .methods(&["GET"]);
    let url = "https://example.org/demo";
    let table: [(&[&str], _); 4] = [
        (&["application/json", "*/*"], "accepted"),
        (&["application/json, */*"], "accepted"),
        (&["*/*", "application/json"], "bad_signature"),
        (&["application/json,*/*"], "bad_signature"),
    ];
    for (accept, expected) in table {
        let verdict = verify_at(&at(OPEN, ED25519, url), &sent(accept), RFC_TIME);
        assert_eq!(
            verdict.map_or_else(|no| no.code(), |_| "accepted"),
            expected,
            "{accept:?}"
        );
    }
    // One that it does read comes once.
    let verifier = at(TRANSFORM, ED25519, url);
    let refusal = verify_at(&verifier, &sent(&["application/json", "*/*"]), RFC_TIME).map(drop);
    assert_eq!(refusal, Err(Refusal::DuplicateHeader { header: "accept" }));
    let verdict = verify_at(&verifier, &sent(&["application/json, */*"]), RFC_TIME);
    assert!(verdict.is_ok());
}

#[test]
fn the_signer_makes_the_signatures_of_the_rfc() {
    const SIGNING: Scheme = Scheme::message_signature_without_body(
        Algorithm::Ed25519,
        "rfc-signing",
        MessageRules::new(&[
            Component::Field("date"),
            Component::Method,
            Component::Path,
            Component::Authority,
            Component::Field("content-type"),
            Component::Field("content-length"),
        ])
        .label("sig-b26"),
    );
    let secret = Secret::new(ED25519_PRIVATE).key_id("test-key-ed25519");
    let mut message = Outgoing::new(BODY.as_bytes(), RFC_TIME);
    message.url = "https://example.com/foo?param=Value&Pet=dog";
    message.headers = &[
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("content-length", "18"),
    ];
    let signed = Signer::new(SIGNING, secret).unwrap().sign(&message);
    // The RFC's example leaves `alg` out; ours says it, so that signature differs and verifies.
    assert_eq!(
        signed.headers["signature-input"],
        r#"sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;alg="ed25519";keyid="test-key-ed25519""#
    );
    let mut request = Request::post("/foo?param=Value&Pet=dog")
        .body(BODY.into())
        .unwrap();
    *request.headers_mut() = signed.headers;
    assert!(verify_at(&at(SIGNING, ED25519, URL), &request, RFC_TIME).is_ok());
}
