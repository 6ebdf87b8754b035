//! T-60: no secret, in no spelling, is shown by `Debug` or `Display` of anything public.

mod common;

use std::{fmt::Debug, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use common::*;
use webhook_core::{
    DedupeBy, Delivery, DeliveryContext, Inbound, Refusal, Scheme, Secret, Secrets, Signer,
    UnixTime, Verifier, danger,
};

/// Everything that would give `secret` away: text, hex, base64, list of bytes, and half of each.
fn spellings(secret: &str) -> Vec<String> {
    let key = secret.strip_prefix("whsec_").unwrap_or(secret);
    let decoded = STANDARD.decode(key).unwrap_or_default();
    let mut spellings = vec![secret.to_owned(), key.to_owned()];
    for bytes in [secret.as_bytes(), key.as_bytes(), &decoded] {
        if !bytes.is_empty() {
            spellings.push(const_hex::encode(bytes));
            spellings.push(const_hex::encode_upper(bytes));
            spellings.push(STANDARD.encode(bytes));
            let list = format!("{bytes:?}");
            spellings.push(list.trim_matches(['[', ']']).to_owned());
        }
    }
    let halves: Vec<_> = spellings
        .iter()
        .map(|s| s[..s.len() / 2].to_owned())
        .collect();
    spellings.extend(halves.into_iter().filter(|half| half.len() > 6));
    spellings
}

fn assert_silent(scheme: Scheme, secret: &str, shown: &[String]) {
    for spelling in spellings(secret) {
        for text in shown {
            assert!(
                !text.contains(&spelling),
                "{}: {text} shows {spelling}",
                scheme.name()
            );
        }
    }
}

fn debug(value: &dyn Debug) -> [String; 2] {
    [format!("{value:?}"), format!("{value:#?}")]
}

#[test]
fn t_60_no_public_type_shows_a_secret() {
    for scheme in every_scheme() {
        let text = secret(scheme, 0);
        let secret = with_key_id(scheme, Secret::new(&*text).label("current"));
        let secrets = Secrets::from([secret.clone(), secret.clone()]);
        let verifier = verifier_with(scheme, secrets.clone());
        let builder = request_with(scheme, secret.clone());
        let request = builder.build();
        let head = Inbound::new(request.method(), request.uri(), request.headers());
        let mut shown: Vec<String> = [
            debug(&secret),
            debug(&secrets),
            debug(&danger::short_secret(&*text)),
            debug(&Signer::new(scheme, secret.clone()).unwrap()),
            debug(&builder),
            debug(&verifier),
            debug(&verifier.begin(&head, NOW).unwrap()),
        ]
        .concat();
        let verified = verify(&verifier, &request).unwrap();
        shown.extend(debug(&verified));
        let context = DeliveryContext {
            endpoint: "e".into(),
            tenant: Some("t".into()),
            received_at: NOW,
            dedupe: DedupeBy::Scheme,
            window: None,
            suspected_replay: false,
        };
        shown.extend(debug(&context));
        let delivery = Delivery::new(verified, context);
        shown.extend(debug(&delivery));
        shown.extend(debug(&delivery.dedupe_key()));
        assert_silent(scheme, &text, &shown);
        assert!(
            shown.iter().any(|text| text.contains("current")),
            "the label is shown"
        );
    }
}

#[test]
fn t_60_no_configuration_error_shows_the_secret_it_refuses() {
    for scheme in every_scheme() {
        for secret in [
            "sk_live_51Habcdefghijklmnop",
            "ghp_abcdefghijklmnopqrstuvwxyz",
            "xoxb-abcdefghijklmnopqrstu",
            "ACabcdefghijklmnopqrstuvwxyz",
            "not!base64!abcdefghijklmnop",
            " whsec_blankaroundabcdefgh",
            "whsec_====abcdefghijklm",
            "tooshort!",
        ] {
            let result = if scheme.signs_url() {
                Verifier::with_public_url(scheme, secret, PUBLIC_URL)
            } else {
                Verifier::new(scheme, secret)
            };
            let Err(error) = result else { continue };
            let mut shown = debug(&error).to_vec();
            shown.push(error.to_string());
            // The few letters of the prefix are the hint itself.
            for text in shown {
                assert!(!text.contains(&secret[5..]), "{text}");
                assert!(!text.contains(secret.trim()), "{text}");
            }
        }
    }
}

#[test]
fn t_60_no_refusal_shows_secret_or_signature() {
    for scheme in every_scheme() {
        let text = secret(scheme, 0);
        let verifier = verifier_with(scheme, &text);
        let name = scheme.signature_header();
        let good = request(scheme).build();
        let signature = header(&good, name);
        let longer = [&signature[..], b"0"].concat();
        let mut refusals = Vec::new();
        for value in [
            &signature[1..],
            &longer,
            &signature.to_ascii_uppercase(),
            b"Zm9v",
        ] {
            let mut request = good.clone();
            set_header(&mut request, name, value).unwrap();
            refusals.extend(verify(&verifier, &request).err());
        }
        for offset in [-1_000, 1_000] {
            let now = UnixTime::from_secs(NOW.as_secs() + offset);
            refusals.extend(verify_at(&verifier, &good, now).err());
        }
        let mut request = good.clone();
        *request.body_mut() = "other".into();
        refusals.extend(verify(&verifier, &request).err());
        assert!(refusals.len() >= 4, "{refusals:?}");
        refusals.push(Refusal::HandlerLate {
            deadline: Duration::ZERO,
        });
        let signature = String::from_utf8(signature).unwrap();
        let tail = &signature[signature.len() - 16..];
        for refusal in refusals {
            let mut shown = debug(&refusal).to_vec();
            shown.push(refusal.to_string());
            assert_silent(scheme, &text, &shown);
            assert!(!shown.iter().any(|text| text.contains(tail)), "{shown:?}");
        }
    }
}
