//! Providers that sign with a private key: what is configured is a public key and nothing else.

mod common;

use common::*;
use webhook_core::{
    ConfigError, Scheme, Secret, Signer, Verifier, providers,
    testing::{self, Keys},
};

const EC: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYx/Bqgl9nbU0HJ/pMd/cMxFxstxewcnLmY3CYNbAvcK26XquMkDzynTaM/bBq7aFJwq2toSFIMg7u9m8ncEWMA==";

fn keys(scheme: Scheme) -> Keys {
    testing::keys(&scheme, &[7; 32]).expect("Ed25519")
}

#[test]
fn what_is_no_public_key_of_the_algorithm_is_refused_at_start_up() {
    let zeros = "00".repeat(32);
    // The identity, a point of small order under which anybody can sign.
    let identity = format!("01{}", "00".repeat(31));
    let short = "5c84bd6606de3412520b227dc24a69aa1b5b2df2b55a1444d6d9a98c2e8f04";
    let table = [
        (providers::DISCORD, zeros.as_str()),
        (providers::DISCORD, &identity),
        (providers::DISCORD, short),
        (
            providers::DISCORD,
            "not hexadecimal at all, but long enough",
        ),
        (providers::TELNYX, EC),
        (
            providers::TELNYX,
            "4wGnlB2GdtmpdOSreIH4HKbxQadx7cT1Lz9HZR3GDTs",
        ),
        (
            providers::SENDGRID,
            "4wGnlB2GdtmpdOSreIH4HKbxQadx7cT1Lz9HZR3GDTs=",
        ),
        (providers::SENDGRID, "-----BEGIN PUBLIC KEY-----\nMFkw"),
        (providers::WISE, EC),
        (providers::UTILA, EC),
    ];
    for (scheme, text) in table {
        let error = Verifier::new(scheme, text).expect_err(text);
        let is_right = matches!(error, ConfigError::NotAPublicKey { .. });
        assert!(is_right, "{}: {error}", scheme.name());
        assert!(error.to_string().contains(scheme.algorithm().as_str()));
    }
    let error = Verifier::new(providers::SENDGRID, "SG.an-api-key-of-some-length").unwrap_err();
    assert!(
        matches!(error, ConfigError::WrongCredential { .. }),
        "{error}"
    );
}

#[test]
fn a_public_key_may_be_pem_or_one_line() {
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n{}\n-----END PUBLIC KEY-----\n",
        &EC[..64],
        &EC[64..]
    );
    for text in [EC, &pem] {
        assert!(Verifier::new(providers::SENDGRID, text).is_ok(), "{text}");
    }
}

#[test]
fn a_private_key_is_never_needed_to_verify_and_alone_does_not() {
    let mut tried = 0;
    for scheme in providers::ALL {
        let by_key = scheme.algorithm().is_public_key() && scheme.fetched_keys().is_none();
        let Some(keys) = testing::keys(scheme, &[7; 32]).filter(|_| by_key) else {
            continue;
        };
        tried += 1;
        let name = scheme.name();
        let sample = testing::samples(name).next().expect("a sample");
        let sample = sample.fresh(scheme, "a1").stamped(scheme, NOW);
        let signed = request_with(*scheme, keys.signing.as_str()).sample(&sample);
        let right = verifier_with(*scheme, [keys.verifying.as_str()]);
        assert_eq!(code(&right, &signed.build()), "accepted", "{name}");
        // The private key in the public one's place is another key, or none.
        let verifier = if scheme.signs_url() {
            Verifier::with_public_url(*scheme, keys.signing.as_str(), "https://a.example")
        } else {
            Verifier::new(*scheme, keys.signing.as_str())
        };
        if let Ok(wrong) = verifier {
            assert_eq!(code(&wrong, &signed.build()), "bad_signature", "{name}");
        }
    }
    assert!(tried > 15, "{tried}");
}

#[test]
fn what_is_no_private_key_signs_nothing() {
    for (scheme, text) in [
        (providers::SENDGRID, EC),
        (providers::WISE, "not a key"),
        (providers::UTILA, ""),
    ] {
        let error = Signer::new(scheme, text).expect_err(scheme.name());
        assert!(
            matches!(error, ConfigError::NotAPrivateKey { .. }),
            "{error}"
        );
    }
    for scheme in [
        providers::TRAVIS_CI,
        providers::EBAY,
        providers::PADDLE_CLASSIC,
    ] {
        let keys = testing::keys(&providers::WISE, &[7; 32]).unwrap();
        let error = Signer::with_private_key(scheme, "", keys.signing).expect_err(scheme.name());
        assert!(matches!(error, ConfigError::CannotSign { .. }), "{error}");
    }
}

#[test]
fn a_rotation_accepts_both_public_keys_and_names_the_one() {
    let scheme = providers::TELNYX;
    let (old, new) = (
        testing::keys(&scheme, &[1; 32]).unwrap(),
        testing::keys(&scheme, &[2; 32]).unwrap(),
    );
    let both = [
        Secret::new(new.verifying).label("new"),
        Secret::new(old.verifying).label("old"),
    ];
    let verifier = verifier_with(scheme, both);
    for (signing, label) in [(new.signing, "new"), (old.signing, "old")] {
        let verified = verify(&verifier, &request_with(scheme, signing).build()).unwrap();
        assert_eq!(verified.secret_label(), Some(label));
    }
}

#[test]
fn t_01_a_second_spelling_of_an_ed25519_signature_is_refused() {
    // S + L verifies where implementations do not insist on the least S.
    const L: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let scheme = providers::DISCORD;
    let Keys {
        signing, verifying, ..
    } = keys(scheme);
    let mut request = request_with(scheme, signing).build();
    let verifier = verifier_with(scheme, verifying);
    let mut signature = const_hex::decode(header(&request, scheme.signature_header())).unwrap();
    let mut carry = 0;
    for (byte, add) in signature[32..].iter_mut().zip(L) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    let text = const_hex::encode(signature);
    set_header(&mut request, scheme.signature_header(), text.as_bytes()).unwrap();
    assert_eq!(code(&verifier, &request), "bad_signature");
}

#[test]
fn a_discord_ping_is_answered_once_it_is_verified_and_nothing_else_is() {
    let table = [
        (
            providers::DISCORD,
            r#"{"type":1}"#,
            Some((200, r#"{"type":1}"#)),
        ),
        (providers::DISCORD, r#"{"type":2,"id":"1"}"#, None),
        (providers::DISCORD, r#"{"data":{"type":1}}"#, None),
        (
            providers::DISCORD_EVENTS,
            r#"{"version":1,"type":0}"#,
            Some((204, "")),
        ),
        (providers::DISCORD_EVENTS, r#"{"version":1,"type":1}"#, None),
    ];
    for (scheme, body, expected) in table {
        let Keys {
            signing, verifying, ..
        } = keys(scheme);
        let request = request_with(scheme, signing).body(body).build();
        let verified = verify(&verifier_with(scheme, verifying), &request).unwrap();
        let answer = verified.handshake();
        let seen = answer.as_ref().map(|answer| (answer.status, &*answer.body));
        assert_eq!(seen, expected, "{body}");
        let json = answer.is_none_or(|answer| answer.content_type == "application/json");
        assert!(json);
    }
}
