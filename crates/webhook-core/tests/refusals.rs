//! Refusals of a request's head: each with its status and code, and before a byte of the body.

mod common;

use std::time::Duration;

use bytes::Bytes;
use common::*;
use http::{HeaderValue, Method, Request, StatusCode};
use webhook_core::{
    Inbound, Refusal, Verifier, providers,
    scheme::{Content, Grammar},
};

/// The refusal's code and status before the body is read.
fn at_head(verifier: &Verifier, request: &Request<Bytes>) -> (&'static str, u16) {
    let head = Inbound::new(request.method(), request.uri(), request.headers());
    match verifier.begin(&head, NOW) {
        Ok(_) => ("accepted", 200),
        Err(refusal) => (refusal.code(), refusal.status().as_u16()),
    }
}

#[test]
fn t_64_every_refusal_has_its_status_code_and_retry_after() {
    const S: Duration = Duration::from_secs(1);
    let in_flight = |retry_after| Refusal::InFlight { retry_after };
    let what = "x";
    let address = std::net::IpAddr::from([192, 0, 2, 1]);
    #[rustfmt::skip]
    let table = [
        (Refusal::MissingHeader { header: what }, 401, "missing_header", None),
        (Refusal::DuplicateHeader { header: what }, 400, "duplicate_header", None),
        (Refusal::Malformed { what }, 400, "malformed", None),
        (Refusal::TooManySignatures { limit: 16 }, 400, "too_many_signatures", None),
        (Refusal::BadSignature, 401, "bad_signature", None),
        (Refusal::Stale { age: S, tolerance: S }, 401, "stale", None),
        (Refusal::FromFuture { ahead: S, tolerance: S }, 401, "from_future", None),
        (Refusal::MethodNotAllowed { allow: &["POST"] }, 405, "method_not_allowed", None),
        (Refusal::ContentEncoding, 415, "content_encoding", None),
        (Refusal::TooLarge { limit: 1 }, 413, "too_large", None),
        (Refusal::UnknownTenant, 401, "unknown_tenant", None),
        (Refusal::SourceNotAllowed { address }, 401, "source_not_allowed", None),
        (Refusal::SourceUnknown, 503, "source_unknown", Some(5)),
        (Refusal::HandlerPanicked, 500, "handler_panicked", None),
        (Refusal::BodyTimeout { deadline: S }, 503, "body_timeout", Some(5)),
        (Refusal::BodyRead, 503, "body_read", Some(5)),
        (in_flight(Duration::ZERO), 503, "in_flight", Some(1)),
        (in_flight(7 * S), 503, "in_flight", Some(7)),
        (in_flight(3600 * S), 503, "in_flight", Some(30)),
        (Refusal::Overloaded { what }, 503, "overloaded", Some(5)),
        (Refusal::StoreUnavailable, 503, "store_unavailable", Some(5)),
        (Refusal::LeaseLost, 503, "lease_lost", Some(5)),
        (Refusal::KeyUnavailable, 503, "key_unavailable", Some(5)),
        (Refusal::HandlerLate { deadline: S }, 503, "handler_late", Some(5)),
        (Refusal::ShuttingDown, 503, "shutting_down", Some(5)),
    ];
    for (refusal, status, code, retry_after) in table {
        assert_eq!(refusal.status().as_u16(), status, "{code}");
        assert_eq!(refusal.code(), code);
        assert_eq!(refusal.is_retryable(), status >= 500, "{code}");
        assert_eq!(
            refusal.retry_after(),
            retry_after.map(Duration::from_secs),
            "{code}"
        );
        // Final for some senders, or a switch-off: never ours to say.
        let banned = [403, 404, 406, 408, 409, 410, 422, 425, 429];
        assert!(!banned.contains(&status), "{code}");
        let text = refusal.to_string();
        assert!(
            !text.is_empty() && !text.starts_with(char::is_uppercase),
            "{text}"
        );
    }
    assert_eq!(Refusal::PUBLIC_MESSAGE.lines().count(), 1);
}

#[test]
fn t_02_every_required_header_absent_empty_blank_foreign_or_huge_is_refused_unread() {
    let mut rows = 0;
    for scheme in every_scheme() {
        let good = request(scheme).build();
        let verifier = verifier(scheme);
        assert_eq!(
            at_head(&verifier, &good),
            ("accepted", 200),
            "{}",
            scheme.name()
        );
        for name in scheme.required_headers() {
            let huge = vec![b'a'; 64 * 1024];
            let cases: [(Option<&[u8]>, _); 8] = [
                (None, ("missing_header", 401)),
                (Some(b""), ("missing_header", 401)),
                (Some(b" "), ("missing_header", 401)),
                (Some(b" \t \t"), ("missing_header", 401)),
                (Some(b"\xc3\xa9"), ("malformed", 400)),
                (Some(b"\xff"), ("malformed", 400)),
                (Some(&huge), ("malformed", 400)),
                (Some(&huge[..8193]), ("malformed", 400)),
            ];
            for (value, expected) in cases {
                let mut request = good.clone();
                request.headers_mut().remove(name);
                if let Some(value) = value {
                    set_header(&mut request, name, value).unwrap();
                }
                let length = value.map(<[u8]>::len);
                assert_eq!(
                    at_head(&verifier, &request),
                    expected,
                    "{}: {name} {length:?}",
                    scheme.name()
                );
                rows += 1;
            }
        }
    }
    assert!(rows > 300, "{rows}");
}

#[test]
fn t_20_a_security_header_sent_twice_is_refused_whatever_it_holds() {
    for scheme in every_scheme() {
        let good = request(scheme).build();
        let verifier = verifier(scheme);
        let mut names = scheme.required_headers();
        names.push("content-type");
        // Not signed, yet they identify the delivery.
        for name in [
            "x-github-delivery",
            "x-github-event",
            "x-shopify-webhook-id",
            "x-shopify-topic",
        ] {
            if good.headers().contains_key(name) {
                names.push(name);
            }
        }
        for name in names {
            let value = good.headers()[name].clone();
            let other = HeaderValue::from_static("other");
            for pair in [[&value, &value], [&value, &other], [&other, &value]] {
                let mut request = good.clone();
                request.headers_mut().remove(name);
                for value in pair {
                    request.headers_mut().append(name, value.clone());
                }
                // Lists by their standard: read as one, in which a label twice is nobody's.
                let is_message = matches!(scheme.content_axis(), Content::MessageSignature(_));
                let refused = match name {
                    "signature" | "signature-input" if is_message && pair[0] == pair[1] => {
                        ("malformed", 400)
                    }
                    // Of another label, which no signature has.
                    "signature" | "signature-input" if is_message => ("accepted", 200),
                    "content-digest" if is_message => ("bad_signature", 401),
                    _ => ("duplicate_header", 400),
                };
                assert_eq!(
                    at_head(&verifier, &request),
                    refused,
                    "{}: {name}",
                    scheme.name()
                );
            }
        }
        // Folded into one line by a proxy: no signature any more, but in a list, whose entries
        // count one by one.
        let signature = String::from_utf8(header(&good, scheme.signature_header())).unwrap();
        let folded = format!("{signature}, {signature}");
        let mut request = good.clone();
        set_header(&mut request, scheme.signature_header(), folded.as_bytes()).unwrap();
        let is_list = match scheme.grammar_axis() {
            // The second signature stands behind the second time.
            Grammar::Pairs { separator, .. } => {
                separator != ',' && scheme.timestamp_place().is_some()
            }
            Grammar::List { separator, .. } => separator != '.',
            Grammar::Whole { .. } | Grammar::Credentials { .. } => false,
            _ => true,
        };
        assert_eq!(
            code(&verifier, &request) == "accepted",
            is_list,
            "{}",
            scheme.name()
        );
    }
}

#[test]
fn methods_the_provider_does_not_use_are_405_with_the_ones_it_does() {
    let post: &'static [&'static str] = &["POST"];
    for scheme in every_scheme() {
        let allow = match scheme.name() {
            "messagebird-hmac" | "twilio" => &["POST", "GET"],
            "every-part" | "field-nation" => &["POST", "PUT"],
            _ => post,
        };
        for method in ["GET", "PUT", "HEAD", "DELETE", "OPTIONS", "post", "X-HTTP"] {
            let mut request = request(scheme).build();
            *request.method_mut() = Method::from_bytes(method.as_bytes()).unwrap();
            let verdict = verify(&verifier(scheme), &request).map(drop);
            if allow.contains(&method) {
                assert_ne!(verdict, Err(Refusal::MethodNotAllowed { allow }));
                continue;
            }
            assert_eq!(
                verdict,
                Err(Refusal::MethodNotAllowed { allow }),
                "{}",
                scheme.name()
            );
            assert_eq!(
                verdict.unwrap_err().status(),
                StatusCode::METHOD_NOT_ALLOWED
            );
        }
    }
}

#[test]
fn t_22_an_encoded_body_is_415() {
    let cases: &[(&[&str], &str)] = &[
        (&["gzip"], "content_encoding"),
        (&["br"], "content_encoding"),
        (&["identity, gzip"], "content_encoding"),
        (&["identity", "gzip"], "content_encoding"),
        (&["gzip", "identity"], "content_encoding"),
        (&[""], "content_encoding"),
        (&["identity"], "accepted"),
        (&["IDENTITY"], "accepted"),
    ];
    for scheme in every_scheme() {
        for (values, expected) in cases {
            let mut request = request(scheme).build();
            for value in *values {
                request
                    .headers_mut()
                    .append("content-encoding", HeaderValue::from_static(value));
            }
            assert_eq!(
                at_head(&verifier(scheme), &request).0,
                *expected,
                "{values:?}"
            );
        }
    }
}

#[test]
fn the_two_families_of_header_names_are_never_mixed() {
    let families = [
        (
            providers::SVIX,
            "svix-",
            "webhook-",
            vec!["svix-id", "svix-timestamp", "svix-signature"],
        ),
        (
            providers::SHOPIFY,
            "x-shopify-",
            "shopify-",
            vec!["x-shopify-hmac-sha256"],
        ),
    ];
    for (scheme, prefix, alias, names) in families {
        let good = request(scheme).build();
        let verifier = verifier(scheme);
        let moved = |names: &[&str]| {
            let mut request = good.clone();
            for name in names {
                let value = request.headers_mut().remove(*name).unwrap();
                set_header(&mut request, &name.replace(prefix, alias), value.as_bytes()).unwrap();
            }
            request
        };
        assert_eq!(code(&verifier, &good), "accepted");
        assert_eq!(code(&verifier, &moved(&names)), "accepted", "{alias}");
        if names.len() > 1 {
            for name in &names {
                assert_eq!(
                    code(&verifier, &moved(&[name])),
                    "missing_header",
                    "{name} alone"
                );
            }
        }
        // Both families: the first one counts, so a good second one does not rescue it, and a bad
        // second one does not harm it.
        let signature = scheme.signature_header();
        let aliased = signature.replace(prefix, alias);
        let mut both = moved(&names);
        for (name, value) in good.headers() {
            both.headers_mut().insert(name, value.clone());
        }
        assert_eq!(code(&verifier, &both), "accepted");
        set_header(&mut both, &aliased, b"bad").unwrap();
        assert_eq!(code(&verifier, &both), "accepted");
        set_header(&mut both, &aliased, &header(&good, signature)).unwrap();
        set_header(&mut both, signature, b"").unwrap();
        assert_eq!(code(&verifier, &both), "missing_header");
        set_header(&mut both, signature, b"bad").unwrap();
        assert_ne!(code(&verifier, &both), "accepted");
    }
}
