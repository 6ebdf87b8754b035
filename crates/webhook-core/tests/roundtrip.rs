//! Properties: what a scheme signs verifies, what was changed by one bit does not, and
//! how the body arrives makes no difference.

mod common;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use common::*;
use http::{Method, Request, Uri};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};
use webhook_core::{
    Inbound, Refusal, Scheme, Secret, Signer, UnixTime, Verified, Verifier,
    scheme::{Algorithm, Part},
    testing,
};

/// One message, for any scheme.
#[derive(Clone, Debug)]
struct Message {
    scheme: Scheme,
    key: Vec<u8>,
    body: Vec<u8>,
    id: String,
    event_type: String,
    at: i64,
    form: bool,
}

impl Message {
    fn secret(&self) -> String {
        secret_of(self.scheme, &STANDARD.encode(&self.key))
    }

    fn verifier(&self) -> Verifier {
        verifier_with(self.scheme, self.secret())
    }

    fn request(&self) -> Request<Bytes> {
        let request = request_with(self.scheme, self.secret())
            .at(UnixTime::from_secs(self.at))
            .id(self.id.as_str())
            .event_type(self.event_type.as_str());
        if self.form {
            request.form(self.body.clone()).build()
        } else {
            request.body(self.body.clone()).build()
        }
    }
}

fn message() -> impl Strategy<Value = Message> {
    message_of(every_scheme())
}

fn message_of(schemes: Vec<Scheme>) -> impl Strategy<Value = Message> {
    (
        select(schemes),
        vec(any::<u8>(), 16..80),
        vec(any::<u8>(), 0..600),
        vec("[a-zA-Z0-9]{1,8}=[a-zA-Z0-9]{0,8}", 0..6),
        "[!-~]{1,40}",
        "[!-~]{1,20}",
        0..4_000_000_000_i64,
        any::<bool>(),
    )
        .prop_map(|(scheme, key, body, fields, id, event_type, at, form)| {
            // Twilio leaves an empty body unsigned unless it is a form.
            let form = form || (scheme.name() == "twilio" && body.is_empty());
            let mut body = if form {
                fields.join("&").into_bytes()
            } else {
                body
            };
            // What anybody could have had signed as a challenge is no body.
            let mut checks = scheme.handshakes_axis().iter();
            if checks.any(|check| check.reply.is_signed()) {
                body.insert(0, b'&');
            }
            Message {
                scheme,
                key,
                body,
                id,
                event_type,
                at,
                form,
            }
        })
}

fn url_signing() -> Vec<Scheme> {
    // They sign path and query, not the host.
    const NOT_THE_HOST: [&str; 4] = ["atlassian-connect", "contentful", "sinch-voice", "walmart"];
    every_scheme()
        .into_iter()
        .filter(|scheme| scheme.signs_url() && !NOT_THE_HOST.contains(&scheme.name()))
        .collect()
}

/// The headers that the scheme's signature covers, and the signature itself.
fn security_headers(scheme: &Scheme, request: &Request<Bytes>) -> Vec<String> {
    let names = scheme.required_headers().into_iter().map(Into::into);
    names
        .filter(|name: &String| request.headers().contains_key(name))
        .collect()
}

fn flip(bytes: &[u8], bit: Index) -> Vec<u8> {
    let bit = bit.index(bytes.len() * 8);
    let mut bytes = bytes.to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    bytes
}

fn in_frames(
    verifier: &Verifier,
    request: &Request<Bytes>,
    now: UnixTime,
    cuts: &[Index],
) -> Result<Verified, Refusal> {
    let head = Inbound::new(request.method(), request.uri(), request.headers());
    let body = request.body();
    let mut ends: Vec<_> = cuts.iter().map(|cut| cut.index(body.len() + 1)).collect();
    ends.push(body.len());
    ends.sort_unstable();
    let mut verification = verifier.begin(&head, now)?;
    let mut start = 0;
    for end in ends {
        verification.update(&body[start..end]);
        start = end;
    }
    verification.finish(body.clone())
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn what_is_signed_verifies(message in message(), offset in -300..=300_i64) {
        let tolerance = message.scheme.tolerance().map_or(300, |time| time.as_secs());
        let now = UnixTime::from_secs(message.at + offset * tolerance.min(300) as i64 / 300);
        let verified = verify_at(&message.verifier(), &message.request(), now);
        let verified = match verified {
            Ok(verified) => verified,
            Err(refusal) => return Err(TestCaseError::fail(refusal.to_string())),
        };
        prop_assert_eq!(verified.body(), &message.body);
        prop_assert_eq!(verified.secret_index(), 0);
        let expected = message.scheme.tolerance().map(|_| UnixTime::from_secs(message.at));
        prop_assert_eq!(verified.timestamp(), expected);
    }

    #[test]
    fn t_01_one_flipped_bit_of_the_body_is_refused(message in message(), bit: Index) {
        prop_assume!(!message.body.is_empty() && message.scheme.signs_body());
        let mut request = message.request();
        *request.body_mut() = flip(&message.body, bit).into();
        let now = UnixTime::from_secs(message.at);
        let refusal = verify_at(&message.verifier(), &request, now).map(drop);
        let form_broken = message.form && message.scheme.name() == "twilio";
        if form_broken {
            prop_assert!(refusal.is_err());
        } else {
            prop_assert_eq!(refusal, Err(Refusal::BadSignature));
        }
    }

    #[test]
    fn t_01_one_flipped_bit_of_a_security_header_is_refused(
        message in message(), which: Index, bit: Index,
    ) {
        let mut request = message.request();
        let names = security_headers(&message.scheme, &request);
        let name = which.get(&names);
        let value = header(&request, name);
        let changed = flip(&value, bit);
        prop_assume!(!differs_in_case_of_the_word(message.scheme, &value, &changed));
        // HTTP carries no control characters.
        prop_assume!(set_header(&mut request, name, &changed).is_some());
        let now = UnixTime::from_secs(message.at);
        let verdict = verify_at(&message.verifier(), &request, now).map(drop);
        prop_assert!(verdict.is_err(), "{name}: {changed:?}");
    }

    #[test]
    fn t_21_one_flipped_bit_of_a_signed_url_is_refused(
        message in message_of(url_signing()), bit: Index,
    ) {
        let request = message.request();
        let query = request.uri().query().unwrap();
        let url = flip(format!("{PUBLIC_URL}?{query}").as_bytes(), bit);
        let Ok(url) = String::from_utf8(url) else { return Ok(()) };
        let (base, target) = match url.split_once('?') {
            Some((base, query)) => (base, format!("/?{query}")),
            None => (&*url, "/".to_owned()),
        };
        let (Ok(uri), Ok(verifier)) = (
            target.parse::<Uri>(),
            Verifier::with_public_url(
                message.scheme,
                with_key_id(message.scheme, message.secret()),
                base,
            ),
        ) else { return Ok(()) };
        let (mut parts, body) = request.into_parts();
        parts.uri = uri;
        let now = UnixTime::from_secs(message.at);
        let verdict = verify_at(&verifier, &Request::from_parts(parts, body), now);
        prop_assert!(verdict.is_err(), "{url}");
    }

    #[test]
    fn t_51_any_split_into_frames_gives_the_same_verdict(
        message in message(), cuts in vec(any::<Index>(), 0..12), spoil: Option<Index>,
    ) {
        let mut request = message.request();
        if let (Some(bit), false) = (spoil, message.body.is_empty()) {
            *request.body_mut() = flip(&message.body, bit).into();
        }
        let (verifier, now) = (message.verifier(), UnixTime::from_secs(message.at));
        let whole = verify_at(&verifier, &request, now);
        let frames = in_frames(&verifier, &request, now, &cuts);
        match (whole, frames) {
            (Ok(whole), Ok(frames)) => prop_assert_eq!(key(whole), key(frames)),
            (whole, frames) => prop_assert_eq!(whole.map(drop), frames.map(drop)),
        }
    }

    #[test]
    fn another_secret_is_refused(message in message(), other in vec(any::<u8>(), 16..80)) {
        prop_assume!(other != message.key);
        let text = secret_of(message.scheme, &STANDARD.encode(&other));
        let verifier = verifier_with(message.scheme, text);
        let verdict = verify_at(&verifier, &message.request(), UnixTime::from_secs(message.at));
        prop_assert_eq!(verdict.map(drop), Err(Refusal::BadSignature));
    }

    #[test]
    fn t_06_the_secret_that_matched_is_named(message in message(), count in 1..=8_usize, which: Index) {
        let which = which.index(count);
        let secrets: Vec<_> = (0..count)
            .map(|index| {
                let mut key = message.key.clone();
                // Every other secret differs from the right one.
                key[0] ^= (index ^ which) as u8;
                Secret::new(secret_of(message.scheme, &STANDARD.encode(key)))
                    .label(format!("secret {index}"))
            })
            .collect();
        let verifier = verifier_with(message.scheme, secrets);
        let verified = verify_at(&verifier, &message.request(), UnixTime::from_secs(message.at));
        let verified = verified.map_err(|refusal| TestCaseError::fail(refusal.to_string()))?;
        prop_assert_eq!(verified.secret_index(), which);
        let label = format!("secret {which}");
        prop_assert_eq!(verified.secret_label(), Some(&*label));
    }

    #[test]
    fn the_clock_decides_alone_and_never_overflows(message in message(), now: i64) {
        // A token says itself how long it is good.
        prop_assume!(message.scheme.algorithm() != Algorithm::JwtHs256);
        let verdict = verify_at(&message.verifier(), &message.request(), UnixTime::from_secs(now));
        let age = i128::from(now) - i128::from(message.at);
        let expected = match message.scheme.tolerance().map(|time| i128::from(time.as_secs())) {
            Some(tolerance) if age > tolerance => "stale",
            Some(tolerance) if age < -tolerance => "from_future",
            _ => "accepted",
        };
        let code = verdict.as_ref().map_or_else(Refusal::code, |_| "accepted");
        prop_assert_eq!(code, expected);
    }
}

#[test]
fn a_signed_method_cannot_be_exchanged() {
    let mut request = request(EVERY_PART).method(Method::PUT).build();
    assert_eq!(code(&verifier(EVERY_PART), &request), "accepted");
    *request.method_mut() = Method::POST;
    assert_eq!(code(&verifier(EVERY_PART), &request), "bad_signature");
}

/// A header in the content that is neither the id, the type nor the time.
const REGIONAL: Scheme = Scheme::hmac_sha256("regional", "x-sig").content(&[
    Part::Header("x-region"),
    Part::Lit("."),
    Part::Body,
]);

fn assert_signs_the_region(mut request: Request<Bytes>) {
    let verifier = verifier(REGIONAL);
    assert_eq!(header(&request, "x-region"), b"eu");
    assert_eq!(code(&verifier, &request), "accepted");
    set_header(&mut request, "x-other", b"changed").unwrap();
    assert_eq!(code(&verifier, &request), "accepted");
    set_header(&mut request, "x-region", b"us").unwrap();
    assert_eq!(code(&verifier, &request), "bad_signature");
    request.headers_mut().remove("x-region");
    assert_eq!(
        verify(&verifier, &request).map(drop),
        Err(Refusal::MissingHeader { header: "x-region" })
    );
}

#[test]
fn further_headers_are_signed_where_the_content_names_them() {
    let signer = Signer::new(REGIONAL, secret(REGIONAL, 0)).unwrap();
    let headers = [
        ("X-Region", "eu"),
        ("x-other", "as sent"),
        ("not a name", "left out"),
        ("x-bad", "left\nout"),
    ];
    let mut message = outgoing(b"{}", "http://localhost/");
    message.headers = &headers;
    let signed = signer.sign(&message);
    assert_eq!(signed.headers["x-other"], "as sent");
    let mut names: Vec<_> = signed.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["content-type", "x-other", "x-region", "x-sig"]);
    let mut request = Request::post("/").body(Bytes::from_static(b"{}")).unwrap();
    *request.headers_mut() = signed.headers;
    assert_signs_the_region(request);
}

#[test]
fn the_test_kit_signs_the_headers_it_is_given() {
    let request = testing::request(REGIONAL, secret(REGIONAL, 0))
        .header("x-region", "eu")
        .header("x-other", "as sent")
        .body("{}")
        .build();
    assert_signs_the_region(request);
    let request = testing::request(REGIONAL, secret(REGIONAL, 0)).build();
    assert_eq!(header(&request, "x-region"), b"-", "signed, so it is sent");
    assert_eq!(code(&verifier(REGIONAL), &request), "accepted");
}

#[test]
#[should_panic(expected = "a valid header value")]
fn the_test_kit_sends_no_header_that_http_cannot_carry() {
    request(REGIONAL).header("x-region", "e\nu").build();
}
