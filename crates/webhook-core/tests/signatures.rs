//! Signature headers: nothing but the one canonical spelling of the right signature is accepted.

mod common;

use bytes::Bytes;
use common::*;
use http::Request;
use webhook_core::{
    Scheme, providers,
    scheme::{Content, Encoding, Grammar},
};

/// A signed request and its signature header as text.
fn signed(scheme: Scheme) -> (Request<Bytes>, String) {
    let request = request(scheme).build();
    let value = String::from_utf8(header(&request, scheme.signature_header())).unwrap();
    (request, value)
}

/// The verdict with another signature header, `None` where HTTP cannot carry it.
fn with_signature(scheme: Scheme, request: &Request<Bytes>, value: &[u8]) -> Option<&'static str> {
    let mut request = request.clone();
    set_header(&mut request, scheme.signature_header(), value)?;
    Some(code(&verifier(scheme), &request))
}

/// What stands before the signature proper, and the signature, which ends the header.
fn parts(scheme: Scheme, value: &str) -> (&str, &str) {
    let bytes = scheme.algorithm().tag_len();
    let length = match scheme.encoding_axis() {
        Encoding::Base64 => bytes.div_ceil(3) * 4,
        Encoding::Base64Url => (bytes * 4).div_ceil(3),
        Encoding::HexInBase64 => (bytes * 2).div_ceil(3) * 4,
        _ => bytes * 2,
    };
    // A byte sequence of a structured field ends with a colon.
    let end = value.len() - usize::from(value.ends_with(':'));
    let (tag, rest) = value.split_at(end - length);
    (tag, &rest[..length])
}

/// The character that ends an entry where the header is a list, and may stand at its end.
fn ends_an_entry(scheme: Scheme) -> Option<char> {
    match scheme.grammar_axis() {
        Grammar::VersionedList { .. } => Some(' '),
        Grammar::List { separator, .. }
        | Grammar::PrefixedList { separator, .. }
        | Grammar::KeyedList { separator, .. }
        | Grammar::TimestampFirst { separator } => Some(separator),
        // What surrounds a structured field is no part of it.
        _ if matches!(scheme.content_axis(), Content::MessageSignature(_)) => Some(' '),
        _ => None,
    }
}

#[test]
fn t_01_every_prefix_extension_and_bit_flip_is_refused() {
    for scheme in every_scheme() {
        let (request, value) = signed(scheme);
        let name = scheme.name();
        let verdict = |bytes: &[u8]| with_signature(scheme, &request, bytes);
        assert_eq!(verdict(value.as_bytes()), Some("accepted"), "{name}");
        for end in 0..value.len() {
            let verdict = verdict(&value.as_bytes()[..end]);
            assert_ne!(verdict, Some("accepted"), "{name}: {}", &value[..end]);
        }
        for byte in 0..=255_u8 {
            let groups = matches!(scheme.grammar_axis(), Grammar::PairGroups { .. });
            let is_end = ends_an_entry(scheme) == Some(char::from(byte))
                || groups && [b' ', b','].contains(&byte);
            if !is_end {
                let longer = [value.as_bytes(), &[byte]].concat();
                assert_ne!(verdict(&longer), Some("accepted"), "{name} + {byte}");
            }
        }
        for bit in 0..value.len() * 8 {
            let mut flipped = value.clone().into_bytes();
            flipped[bit / 8] ^= 1 << (bit % 8);
            if !differs_in_case_of_the_word(scheme, value.as_bytes(), &flipped) {
                assert_ne!(verdict(&flipped), Some("accepted"), "{name}: {flipped:?}");
            }
        }
    }
}

#[test]
fn t_05_zero_signatures_are_refused() {
    let valid = |scheme| signed(scheme).1;
    let (stripe, standard) = (
        valid(providers::STRIPE),
        valid(providers::STANDARD_WEBHOOKS),
    );
    let t = format!("t={}", NOW.as_secs());
    let v0 = stripe.replace("v1=", "v0=");
    let upper = stripe.replace("v1=", "V1=");
    let bare = parts(providers::STANDARD_WEBHOOKS, &standard).1;
    #[rustfmt::skip]
    let table: Vec<(Scheme, String, &str)> = vec![
        (providers::STRIPE, t.clone(), "malformed"),
        (providers::STRIPE, format!("{t},"), "malformed"),
        (providers::STRIPE, format!("{t},v1="), "bad_signature"),
        (providers::STRIPE, format!("{t},v1"), "malformed"),
        (providers::STRIPE, format!("{t},v1=,v1=,v1="), "bad_signature"),
        (providers::STRIPE, "v1=".into(), "bad_signature"),
        (providers::STRIPE, ",,,".into(), "malformed"),
        (providers::STRIPE, "=".into(), "malformed"),
        (providers::STRIPE, "t=,v1=".into(), "bad_signature"),
        (providers::STRIPE, v0, "malformed"),
        (providers::STRIPE, upper, "malformed"),
        (providers::STRIPE, stripe.replace("v1=", "v1 ="), "malformed"),
        (providers::STRIPE, parts(providers::STRIPE, &stripe).1.into(), "malformed"),
        (providers::STANDARD_WEBHOOKS, "v1,".into(), "bad_signature"),
        (providers::STANDARD_WEBHOOKS, "v1".into(), "malformed"),
        (providers::STANDARD_WEBHOOKS, "v1, v1, v1,".into(), "bad_signature"),
        (providers::STANDARD_WEBHOOKS, ",,,".into(), "malformed"),
        (providers::STANDARD_WEBHOOKS, format!(",{bare}"), "malformed"),
        (providers::STANDARD_WEBHOOKS, format!("v2,{bare}"), "malformed"),
        (providers::STANDARD_WEBHOOKS, format!("v1a,{bare}"), "malformed"),
        (providers::STANDARD_WEBHOOKS, format!("V1,{bare}"), "malformed"),
        (providers::STANDARD_WEBHOOKS, format!("v1a,{bare} v2,{bare}"), "malformed"),
        (providers::STANDARD_WEBHOOKS, bare.into(), "malformed"),
        (providers::STANDARD_WEBHOOKS, format!("v1={bare}"), "malformed"),
        (providers::GITHUB, "sha256=".into(), "bad_signature"),
        (providers::GITHUB, "sha256".into(), "malformed"),
        (providers::GITHUB, "=".into(), "malformed"),
        (providers::GITHUB, valid(providers::GITHUB).replace("sha256=", "SHA256="), "malformed"),
        (providers::GITHUB, valid(providers::GITHUB).replace("sha256=", "sha1="), "malformed"),
        (providers::GITHUB, valid(providers::GITHUB).replace("sha256=", ""), "malformed"),
        (providers::GITHUB, valid(providers::GITHUB).replace("sha256=", "sha256=sha256="), "bad_signature"),
        (providers::SLACK, "v0=".into(), "bad_signature"),
        (providers::SLACK, valid(providers::SLACK).replace("v0=", "v1="), "malformed"),
        (providers::SLACK, valid(providers::SLACK).replace("v0=", "V0="), "malformed"),
        (providers::SHOPIFY, "=".into(), "bad_signature"),
        (providers::TWILIO, "=".into(), "bad_signature"),
    ];
    for (scheme, value, expected) in table {
        let verdict = with_signature(scheme, &signed(scheme).0, value.as_bytes());
        assert_eq!(verdict, Some(expected), "{}: {value:?}", scheme.name());
    }
}

#[test]
fn t_18_no_other_base64_spelling_of_the_right_signature_is_accepted() {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut tried = 0;
    let base64 = |scheme: &Scheme| scheme.encoding_axis() == Encoding::Base64;
    for scheme in every_scheme().into_iter().filter(base64) {
        // A body whose signature has both characters in which the alphabets differ.
        let (request, value) = (0..2_000)
            .find_map(|n| {
                // In the body, or for a scheme that leaves it unsigned in the id.
                let id = format!("id-{n}");
                let request = request(scheme)
                    .body(format!("{{\"n\":{n}}}"))
                    .id(id)
                    .build();
                let value = String::from_utf8(header(&request, scheme.signature_header())).unwrap();
                let (_, signature) = parts(scheme, &value);
                (signature.contains('+') && signature.contains('/')).then_some((request, value))
            })
            .expect("one of so many has both");
        let (tag, signature) = parts(scheme, &value);
        let bare = signature.trim_end_matches('=');
        let padding = &signature[bare.len()..];
        let mut others = vec![
            signature.replace('+', "-").replace('/', "_"),
            signature.replace('+', "-"),
            signature.replace('/', "_"),
            bare.to_owned(),
            format!("{signature}="),
            format!("{signature}===="),
            format!(" {signature}"),
            format!("{signature}\t"),
            format!("{} {}", &signature[..8], &signature[8..]),
            format!("{}\t{}", &signature[..8], &signature[8..]),
            format!("{},{}", &signature[..8], &signature[8..]),
            signature.replace('+', "%2B"),
            signature.replace('=', "%3D"),
            format!("\"{signature}\""),
            signature.to_ascii_lowercase(),
        ];
        // The last letter's low bits are not part of the signature: each has one right value.
        let last = *bare.as_bytes().last().unwrap();
        let position = ALPHABET.iter().position(|letter| *letter == last).unwrap();
        let free_bits = if padding.len() == 2 { 4 } else { 2 };
        for low in 1..(1 << free_bits) {
            let letter = char::from(ALPHABET[position | low]);
            others.push(format!("{}{letter}{padding}", &bare[..bare.len() - 1]));
        }
        for other in others {
            assert_ne!(other, signature);
            // Blanks before an entry belong to the list.
            if other.starts_with(' ') && matches!(scheme.grammar_axis(), Grammar::List { .. }) {
                continue;
            }
            let end = if value.ends_with(':') { ":" } else { "" };
            let spelling = format!("{tag}{other}{end}");
            let verdict = with_signature(scheme, &request, spelling.as_bytes());
            assert_ne!(verdict, Some("accepted"), "{}: {other}", scheme.name());
            tried += 1;
        }
    }
    assert!(tried > 200, "{tried}");
}

#[test]
fn t_19_hexadecimal_is_lower_case_without_prefix_or_blank() {
    let schemes = [
        providers::STRIPE,
        providers::GITHUB,
        providers::SLACK,
        BODY_FIRST,
    ];
    for scheme in schemes {
        let (request, value) = signed(scheme);
        let (tag, hex) = parts(scheme, &value);
        let first_letter = hex.find(|c: char| c.is_ascii_lowercase()).unwrap();
        let mut mixed = hex.to_owned();
        mixed[first_letter..=first_letter].make_ascii_uppercase();
        for other in [
            hex.to_ascii_uppercase(),
            mixed,
            format!("0x{hex}"),
            format!("{} {}", &hex[..8], &hex[8..]),
            format!("{}:{}", &hex[..2], &hex[2..]),
            format!(" {hex}"),
            format!("{hex} "),
            hex[1..].to_owned(),
            hex[..hex.len() - 1].to_owned(),
            format!("{hex}0"),
            format!("{hex}00"),
        ] {
            let verdict = with_signature(scheme, &request, format!("{tag}{other}").as_bytes());
            assert_eq!(verdict, Some("bad_signature"), "{}: {other}", scheme.name());
        }
    }
}

#[test]
fn t_57_more_than_sixteen_candidates_are_refused_before_any_mac() {
    let listed = |scheme, entries: Vec<String>| {
        let (request, value) = signed(scheme);
        let list = match parts(scheme, &value).0.strip_suffix("v1=") {
            Some(t) => format!("{t}{}", entries.join(",")),
            None => entries.join(" "),
        };
        with_signature(scheme, &request, list.as_bytes()).unwrap()
    };
    for scheme in [
        providers::STRIPE,
        providers::STANDARD_WEBHOOKS,
        providers::SVIX,
    ] {
        let (_, value) = signed(scheme);
        let (before, signature) = parts(scheme, &value);
        let tag = if before.ends_with('=') { "v1=" } else { "v1," };
        let good = format!("{tag}{signature}");
        let other = format!("{tag}{}", signature.chars().rev().collect::<String>());
        let junk = format!("{tag}x");
        let with_good_last = |entry: &String, count: usize| {
            let mut entries = vec![entry.clone(); count - 1];
            entries.push(good.clone());
            entries
        };
        for entry in [&good, &junk, &tag.to_owned()] {
            assert_eq!(
                listed(scheme, with_good_last(entry, 16)),
                "accepted",
                "{entry}"
            );
            assert_eq!(
                listed(scheme, with_good_last(entry, 17)),
                "too_many_signatures",
                "{entry}"
            );
        }
        assert_eq!(listed(scheme, with_good_last(&other, 16)), "accepted");
        // Within 8 KiB, and beyond.
        assert_eq!(
            listed(scheme, with_good_last(&tag.to_owned(), 1_900)),
            "too_many_signatures"
        );
        assert_eq!(listed(scheme, with_good_last(&other, 4_000)), "malformed");
        // Entries of other versions are no candidates.
        let foreign = tag.replace('1', "0");
        assert_eq!(listed(scheme, with_good_last(&foreign, 200)), "accepted");
    }
}

#[test]
fn a_signature_header_of_8_kib_is_read_and_one_byte_more_is_not() {
    let (request, value) = signed(providers::STRIPE);
    for (length, expected) in [(8 * 1024, "accepted"), (8 * 1024 + 1, "malformed")] {
        let padded = format!("{value},x={}", "y".repeat(length - value.len() - 3));
        assert_eq!(padded.len(), length);
        let verdict = with_signature(providers::STRIPE, &request, padded.as_bytes());
        assert_eq!(verdict, Some(expected));
    }
}

#[test]
fn an_undecodable_candidate_beside_a_good_one_is_skipped() {
    for (scheme, bad) in [
        (providers::STRIPE, "v1=zz"),
        (providers::STANDARD_WEBHOOKS, "v1,%%"),
    ] {
        let (request, value) = signed(scheme);
        let both = match parts(scheme, &value).0.strip_suffix("v1=") {
            Some(t) => format!("{t}{bad},{}", &value[t.len()..]),
            None => format!("{bad} {value}"),
        };
        assert_eq!(
            with_signature(scheme, &request, both.as_bytes()),
            Some("accepted")
        );
    }
}
