//! What is signed beside the body, and where a signature stands: public values that are configured
//! with the secret, headers that the signature header names, digests, the query.

mod common;

use std::{fs, path::Path};

use bytes::Bytes;
use common::*;
use http::{Request, Uri};
use webhook_core::{
    ConfigError, Inbound, Refusal, Scheme, Secret, Signer, Verified, Verifier, providers,
    scheme::{Algorithm, At, Encoding, Grammar, Identity, KeyFormat, Part},
    testing::{self, vectors::Vector},
};

const KEYED: [Scheme; 3] = [
    providers::TIKTOK_SHOP,
    providers::SOLIDGATE,
    providers::RAPYD,
];

fn vectors(provider: &str) -> Vec<Vector> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let text = fs::read_to_string(folder.join(format!("{provider}.jsonl"))).unwrap();
    Vector::parse_lines(&text).unwrap()
}

/// Verifies with a body that arrives in frames of this size.
fn in_frames(
    verifier: &Verifier,
    request: &Request<Bytes>,
    size: usize,
) -> Result<Verified, Refusal> {
    let head = Inbound::new(request.method(), request.uri(), request.headers());
    let mut verification = verifier.begin(&head, NOW)?;
    for frame in request.body().chunks(size) {
        verification.update(frame);
    }
    verification.finish(request.body().clone())
}

#[test]
fn a_secret_without_its_public_value_is_refused_at_start_up_and_the_message_names_it() {
    for scheme in KEYED {
        let name = scheme.key_id_name().unwrap();
        let text = secret(scheme, 0);
        for lacking in [Secret::new(&*text), Secret::new(&*text).key_id("  ")] {
            let lacking = lacking.label("current");
            let errors = [
                Verifier::with_public_url(scheme, lacking.clone(), PUBLIC_URL).unwrap_err(),
                Signer::new(scheme, lacking).unwrap_err(),
            ];
            for error in errors {
                assert!(matches!(error, ConfigError::NoKeyId { .. }), "{error}");
                let message = error.to_string();
                assert!(message.contains(name) && message.contains("\"current\""));
                assert!(message.contains("Secret::key_id"), "{message}");
            }
        }
    }
}

#[test]
fn each_secret_is_tried_with_its_own_public_value() {
    for scheme in KEYED {
        let name = scheme.name();
        let [one, other] = [0, 1].map(|key| secret(scheme, key));
        let both = [
            Secret::new(&*one).key_id("first").label("first"),
            Secret::new(&*other).key_id("second").label("second"),
        ];
        let verifier = if scheme.signs_url() {
            Verifier::with_public_url(scheme, both, PUBLIC_URL).unwrap()
        } else {
            Verifier::new(scheme, both).unwrap()
        };
        let table = [
            (&one, "first", Some("first")),
            (&other, "second", Some("second")),
            (&one, "second", None),
            (&other, "first", None),
            (&one, "firs", None),
        ];
        for (text, id, expected) in table {
            let secret = Secret::new(&**text).key_id(id);
            let request = testing::request(scheme, secret)
                .url(PUBLIC_URL)
                .at(NOW)
                .body("{\"a\":1}")
                .build();
            let label = verify(&verifier, &request).map(|v| v.secret_label().map(str::to_owned));
            let seen = label.ok().flatten();
            assert_eq!(seen.as_deref(), expected, "{name}: {id}");
        }
    }
}

#[test]
fn a_signature_in_the_query_stands_there_once_and_in_no_header() {
    let scheme = providers::PANDADOC;
    let verifier = verifier(scheme);
    let signed = request(scheme).url("https://example.com/hooks?a=1").build();
    let query = signed.uri().query().unwrap().to_owned();
    let (_, signature) = query.rsplit_once('=').unwrap();
    assert!(query.starts_with("a=1&signature="), "{query}");
    assert!(signed.headers().keys().all(|name| name == "content-type"));
    let other = format!("0{}", &signature[1..]);
    let long = "0".repeat(9_000);
    let table: &[(String, &str)] = &[
        (query.clone(), "accepted"),
        (format!("signature={signature}&b=2"), "accepted"),
        (format!("%73ignature={signature}"), "accepted"),
        ("a=1".to_owned(), "missing_parameter"),
        (String::new(), "missing_parameter"),
        ("signature=".to_owned(), "missing_parameter"),
        ("signature=%20".to_owned(), "missing_parameter"),
        (format!("Signature={signature}"), "missing_parameter"),
        (format!("{query}&signature={signature}"), "malformed"),
        (
            format!("signature={other}&signature={signature}"),
            "malformed",
        ),
        (format!("signature={signature}&signature="), "malformed"),
        (format!("signature={signature}&x=%ff"), "malformed"),
        (format!("signature={long}"), "malformed"),
        (
            format!("signature={}", signature.to_uppercase()),
            "bad_signature",
        ),
        (format!("signature={signature}0"), "bad_signature"),
    ];
    for (query, expected) in table {
        let mut request = signed.clone();
        *request.uri_mut() = format!("/hooks?{query}").parse::<Uri>().unwrap();
        set_header(&mut request, "signature", signature.as_bytes()).unwrap();
        assert_eq!(code(&verifier, &request), *expected, "{query}");
    }
    for (place, digit) in signature.char_indices() {
        let changed = if digit == '0' { "1" } else { "0" };
        let mut text = signature.to_owned();
        text.replace_range(place..=place, changed);
        let mut request = signed.clone();
        *request.uri_mut() = format!("/hooks?signature={text}").parse::<Uri>().unwrap();
        assert_eq!(code(&verifier, &request), "bad_signature", "{text}");
    }
    let mut none = signed.clone();
    *none.uri_mut() = Uri::from_static("/hooks");
    let refusal = verify(&verifier, &none).map(drop).unwrap_err();
    assert_eq!(refusal.status(), 401);
    let mut changed = signed;
    *changed.body_mut() = Bytes::from_static(b"[]");
    assert_eq!(code(&verifier, &changed), "bad_signature");
}

#[test]
fn a_sender_names_the_headers_that_it_has_and_the_id_and_type_must_be_among_them() {
    let scheme = providers::COINBASE_CDP;
    let verifier = verifier(scheme);
    let names = |request: &Request<Bytes>| {
        let value = header(request, scheme.signature_header());
        let value = String::from_utf8(value).unwrap();
        let (_, rest) = value.split_once(",h=").unwrap();
        rest.split_once(',').unwrap().0.to_owned()
    };
    let full = request(scheme).build();
    assert_eq!(names(&full), "content-type x-event-id x-event-type");
    assert_eq!(code(&verifier, &full), "accepted");
    let bare = request(scheme).content_type(None).build();
    assert_eq!(names(&bare), "x-event-id x-event-type");
    assert_eq!(code(&verifier, &bare), "accepted");
    for name in ["content-type", "x-event-id", "x-event-type"] {
        let mut changed = full.clone();
        set_header(&mut changed, name, b"other").unwrap();
        assert_eq!(code(&verifier, &changed), "bad_signature", "{name}");
    }
    // Not one of those that are signed.
    let mut further = full.clone();
    set_header(&mut further, "x-other", b"1").unwrap();
    assert_eq!(code(&verifier, &further), "accepted");
    assert!(scheme.required_headers().contains(&"x-event-type"));
}

#[test]
fn lists_of_signatures_are_capped_and_every_entry_counts_to_the_last_bit() {
    for (scheme, before, between) in [
        (providers::WORLDPAY_ACCESS, "1/SHA256/", ",7/SHA256/"),
        (providers::HOOKDECK_OUTPOST, "v0=", ","),
    ] {
        let verifier = verifier(scheme);
        let mut signed = request(scheme).build();
        let name = scheme.signature_header();
        let value = String::from_utf8(header(&signed, name)).unwrap();
        let right = value.strip_prefix(before).unwrap().to_owned();
        for bit in before.len() * 8..value.len() * 8 {
            let mut flipped = value.clone().into_bytes();
            flipped[bit / 8] ^= 1 << (bit % 8);
            if set_header(&mut signed, name, &flipped).is_some() {
                assert_ne!(code(&verifier, &signed), "accepted", "{flipped:?}");
            }
        }
        let wrong = "0".repeat(64);
        for (others, expected) in [
            (0, "accepted"),
            (15, "accepted"),
            (16, "too_many_signatures"),
        ] {
            for place in 0..=others {
                let mut entries = vec![wrong.as_str(); others];
                entries.insert(place, &right);
                let value = format!("{before}{}", entries.join(between));
                set_header(&mut signed, name, value.as_bytes()).unwrap();
                assert_eq!(code(&verifier, &signed), expected, "{others} {place}");
            }
        }
    }
}

#[test]
fn a_message_that_is_hashed_first_may_arrive_in_pieces() {
    let mut accepted = 0;
    for vector in vectors("bridge-xyz") {
        let verifier = Verifier::new(providers::BRIDGE_XYZ, vector.secrets.clone()).unwrap();
        let request = vector.request().unwrap();
        let whole = verify_at(&verifier, &request, vector.now);
        for size in [1, 7, 4096] {
            let head = Inbound::new(request.method(), request.uri(), request.headers());
            let pieces = verifier
                .begin(&head, vector.now)
                .and_then(|mut verification| {
                    for frame in request.body().chunks(size) {
                        verification.update(frame);
                    }
                    verification.finish(request.body().clone())
                });
            assert_eq!(
                pieces.as_ref().map(drop),
                whole.as_ref().map(drop),
                "{} {size}",
                vector.id
            );
            accepted += usize::from(pieces.is_ok());
        }
    }
    assert!(accepted > 0);
}

#[test]
fn a_digest_of_the_complete_body_is_signed_however_the_body_arrives() {
    let scheme = providers::INTEGRATED_FINANCE;
    let keys = testing::keys(&scheme, &[7; 32]).unwrap();
    let verifier = verifier_with(scheme, keys.verifying_secret());
    for body in ["", "{}", "a body of some length \u{20ac}"] {
        let signed = request_with(scheme, keys.signing_secret())
            .body(body)
            .build();
        for size in [1, 3, 4096] {
            assert!(in_frames(&verifier, &signed, size).is_ok(), "{body} {size}");
        }
        let mut other = signed.clone();
        *other.body_mut() = format!("{body} ").into();
        assert_eq!(code(&verifier, &other), "bad_signature", "{body}");
    }
}

#[test]
fn a_signing_key_counts_from_behind_its_word() {
    const KEY: &str = "0123456789abcdef.0123-4567";
    let signature = |text: &str| {
        let request = testing::request(providers::INNGEST, text)
            .at(NOW)
            .body("{}")
            .build();
        header(&request, "x-inngest-signature")
    };
    let bare = signature(KEY);
    for same in ["signkey-prod-", "signkey-a-", "signkey-branch_2-"] {
        assert_eq!(signature(&format!("{same}{KEY}")), bare, "{same}");
    }
    for other in [
        "signkey-",
        "signkey--",
        "signkey-pr.od-",
        "signkey",
        "Signkey-prod-",
    ] {
        assert_ne!(signature(&format!("{other}{KEY}")), bare, "{other}");
    }
    let short = Verifier::new(providers::INNGEST, "signkey-production-tooshort").unwrap_err();
    assert!(
        matches!(short, ConfigError::ShortSecret { bytes: 8, .. }),
        "{short}"
    );
}

#[test]
fn what_tells_deliveries_apart_without_an_id_of_their_own() {
    // The same body as two types of event: two events.
    let patreon = |event_type: &str| {
        let request = request(providers::PATREON).event_type(event_type);
        key(verify(&verifier(providers::PATREON), &request.build()).unwrap())
    };
    assert_eq!(patreon("members:update"), patreon("members:update"));
    assert_ne!(patreon("members:update"), patreon("members:pledge:update"));
    // Captured headers with another body: the same delivery, whatever the body says.
    let moov = |nonce: &str, body: &'static str| {
        let request = request(providers::MOOV).header("x-nonce", nonce).body(body);
        key(verify(&verifier(providers::MOOV), &request.build()).unwrap())
    };
    assert_eq!(
        moov("n1", "{\"eventID\":\"a\"}"),
        moov("n1", "{\"eventID\":\"b\"}")
    );
    assert_ne!(
        moov("n1", "{\"eventID\":\"a\"}"),
        moov("n2", "{\"eventID\":\"a\"}")
    );
    // A retry is another request of the same event.
    let scheme = providers::INTEGRATED_FINANCE;
    let keys = testing::keys(&scheme, &[7; 32]).unwrap();
    let attempt = |id: &str, request_id: &str| {
        let request = request_with(scheme, keys.signing_secret())
            .id(id)
            .header("x-webhook-request-id", request_id);
        key(verify(
            &verifier_with(scheme, keys.verifying_secret()),
            &request.build(),
        )
        .unwrap())
    };
    assert_eq!(attempt("e1", "r1"), attempt("e1", "r2"));
    assert_ne!(attempt("e1", "r1"), attempt("e2", "r1"));
}

/// Named headers count where nothing else identifies a delivery.
const NAMED: Scheme = Scheme::hmac_sha256("named", "x-sig")
    .grammar(Grammar::Pairs {
        separator: ';',
        signature: "s",
    })
    .content(&[
        Part::NamedHeaders {
            key: "names",
            must: &["x-topic"],
        },
        Part::Lit("."),
        Part::Body,
    ])
    .sent_named(&["x-topic", "x-more"])
    .identity(Identity::Content);

#[test]
fn headers_that_must_be_named_are_part_of_the_content() {
    let of = |topic: &str| {
        let request = request(NAMED).header("x-topic", topic).build();
        key(verify(&verifier(NAMED), &request).unwrap())
    };
    assert_eq!(of("a"), of("a"));
    assert_ne!(of("a"), of("b"));
    let unnamed = request(NAMED).build();
    assert_eq!(code(&verifier(NAMED), &unnamed), "missing_header");
}

#[test]
fn schemes_that_cannot_work_are_errors_at_start_up() {
    let base = Scheme::hmac_sha256("acme", "acme-signature");
    let named = base.content(&[Part::InSignature("h"), Part::Body]);
    let table = [
        (named, "need Grammar::Pairs"),
        (
            Scheme::token("acme", "acme-token").content(&[Part::Secret]),
            "nothing but an HMAC",
        ),
        (
            Scheme::token("acme", "acme-token").content(&[Part::KeyId("app key")]),
            "Part::KeyId needs an HMAC",
        ),
    ];
    for (scheme, expected) in table {
        let error = Verifier::new(scheme, "a secret of some length").unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
    type Build = fn() -> Scheme;
    let builds: [(Build, &str); 3] = [
        (
            || Scheme::hmac_sha256("acme", "x").prehashed(),
            "hashed twice",
        ),
        (
            || Scheme::hmac_sha256("acme", "x").sent_named(&["X"]),
            "lower case",
        ),
        (
            || {
                Scheme::hmac_sha256("acme", "x").grammar(Grammar::KeyedList {
                    separator: ',',
                    tag: "",
                })
            },
            "tag is empty",
        ),
    ];
    for (build, expected) in builds {
        let panic = std::panic::catch_unwind(build).expect_err(expected);
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or(panic.downcast_ref::<String>().cloned()).unwrap();
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn a_secret_that_the_content_spells_out_keys_the_mac_as_well() {
    const SPELLED: Scheme = Scheme::hmac(Algorithm::HmacMd5, "spelled", "x-sig")
        .key_format(KeyFormat::Hex)
        .encoding(Encoding::HexInBase64)
        .content(&[Part::Body, Part::Lit("|"), Part::Secret, Part::Timestamp])
        .timestamp(At::Header("x-time"));
    let verifier = verifier(SPELLED);
    let signed = request(SPELLED).build();
    assert_eq!(code(&verifier, &signed), "accepted");
    let other = request_with(SPELLED, secret(SPELLED, 1)).build();
    assert_eq!(code(&verifier, &other), "bad_signature");
    let two = verifier_with(SPELLED, [secret(SPELLED, 1), secret(SPELLED, 0)]);
    assert_eq!(verify(&two, &signed).unwrap().secret_index(), 1);
}
