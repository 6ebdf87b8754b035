//! Vectors that the vendors published themselves, byte for byte as published.

use bytes::Bytes;
use http::{Method, Request};
use webhook_core::{Inbound, Refusal, Secret, UnixTime, Verified, Verifier, danger, providers};

struct Published<'a> {
    secret: Secret,
    at: i64,
    url: &'a str,
    headers: &'a [(&'static str, &'a str)],
    body: &'a str,
}

impl Published<'_> {
    /// The verdict under `scheme`, with the public URL where it is signed.
    fn verify(&self, scheme: webhook_core::Scheme) -> Result<Verified, Refusal> {
        let (base, query) = self.url.split_once('?').unwrap_or((self.url, ""));
        let verifier = if scheme.signs_url() {
            Verifier::with_public_url(scheme, self.secret.clone(), base)
        } else {
            Verifier::new(scheme, self.secret.clone())
        };
        let target = if query.is_empty() {
            "/".into()
        } else {
            format!("/?{query}")
        };
        let mut request = Request::builder().method(Method::POST).uri(target);
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Bytes::from(self.body.to_owned())).unwrap();
        let head = Inbound::new(request.method(), request.uri(), request.headers());
        verifier
            .unwrap()
            .verify(&head, request.body().clone(), UnixTime::from_secs(self.at))
    }

    /// Accepted as published; refused with one letter of the body changed.
    fn assert_accepted(&self, scheme: webhook_core::Scheme) {
        let name = scheme.name();
        self.verify(scheme)
            .unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let body = self
            .body
            .replacen(|c: char| c.is_ascii_alphanumeric(), "_", 1);
        assert_ne!(body, self.body);
        let changed = Published {
            body: &body,
            secret: self.secret.clone(),
            ..*self
        };
        let refusal = changed.verify(scheme).expect_err(name);
        assert_eq!(refusal.code(), "bad_signature", "{name}");
    }
}

const GITHUB_SECRET: &str = "It's a Secret to Everybody";

/// GitHub docs, "Validating webhook deliveries": "Testing the webhook payload validation".
#[test]
fn github_documentation() {
    Published {
        secret: GITHUB_SECRET.into(),
        at: 0,
        url: "",
        headers: &[(
            "x-hub-signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        )],
        body: "Hello, World!",
    }
    .assert_accepted(providers::GITHUB);
}

/// The same message under the legacy SHA-1 header, which is right and never counts: a fallback
/// would let an attacker choose the weaker algorithm.
#[test]
fn github_sha1_alone_is_refused() {
    const SHA1: &str = "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59";
    for (headers, code) in [
        (&[("x-hub-signature", SHA1)][..], "missing_header"),
        (&[("x-hub-signature-256", SHA1)][..], "malformed"),
    ] {
        let refusal = Published {
            secret: GITHUB_SECRET.into(),
            at: 0,
            url: "",
            headers,
            body: "Hello, World!",
        }
        .verify(providers::GITHUB)
        .expect_err("refused");
        assert_eq!(refusal.code(), code);
    }
}

/// Slack docs, "Verifying requests from Slack", and the SDKs' own tests.
#[test]
fn slack_documentation() {
    Published {
        secret: "8f742231b10e8888abcd99yyyzzz85a5".into(),
        at: 1_531_420_618,
        url: "",
        headers: &[
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-slack-request-timestamp", "1531420618"),
            (
                "x-slack-signature",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            ),
        ],
        body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow\
            &channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner\
            &command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com\
            %2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN\
            &trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    }
    .assert_accepted(providers::SLACK);
}

/// Svix docs, "Verifying webhooks manually".
#[test]
fn svix_documentation() {
    Published {
        secret: "whsec_plJ3nmyCDGBKInavdOK15jsl".into(),
        at: 1_731_705_121,
        url: "",
        headers: &[
            ("svix-id", "msg_loFOjxBNrRLzqYUf"),
            ("svix-timestamp", "1731705121"),
            (
                "svix-signature",
                "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
            ),
        ],
        body: r#"{"event_type":"ping","data":{"success":true}}"#,
    }
    .assert_accepted(providers::SVIX);
}

/// The Standard Webhooks reference libraries' tests, under the names of the specification, of
/// Svix, and of Svix white-labelled.
#[test]
fn standard_webhooks_reference_tests() {
    const BODY: &str = r#"{"test": 2432232314}"#;
    let names = [
        (
            providers::STANDARD_WEBHOOKS,
            ["webhook-id", "webhook-timestamp", "webhook-signature"],
        ),
        (
            providers::SVIX,
            ["svix-id", "svix-timestamp", "svix-signature"],
        ),
        (
            providers::SVIX,
            ["webhook-id", "webhook-timestamp", "webhook-signature"],
        ),
    ];
    for (scheme, [id, timestamp, signature]) in names {
        let published = Published {
            secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into(),
            at: 1_614_265_330,
            url: "",
            headers: &[
                (id, "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                (timestamp, "1614265330"),
                (signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ],
            body: BODY,
        };
        published.assert_accepted(scheme);
    }
}

/// The specification's asymmetric example (v1a, Ed25519) is right and not ours to verify.
#[test]
fn standard_webhooks_v1a_alone_is_refused() {
    let refusal = Published {
        secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into(),
        at: 1_614_265_330,
        url: "",
        headers: &[
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            (
                "webhook-signature",
                "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
            ),
        ],
        body: r#"{"test": 2432232314}"#,
    }
    .verify(providers::STANDARD_WEBHOOKS)
    .expect_err("refused");
    assert_eq!(refusal.code(), "malformed");
}

const TWILIO_FORM: &str = "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309";

fn twilio<'a>(
    url: &'a str,
    headers: &'a [(&'static str, &'a str)],
    body: &'a str,
) -> Published<'a> {
    // The vendor's tests use this token; real ones have 32 letters.
    Published {
        secret: danger::short_secret("12345"),
        at: 0,
        url,
        headers,
        body,
    }
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Twilio docs, "Security", and twilio-python `tests/unit/test_request_validator.py`.
#[test]
fn twilio_form() {
    twilio(
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        &[FORM, ("x-twilio-signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")],
        TWILIO_FORM,
    )
    .assert_accepted(providers::TWILIO);
}

/// twilio-python, the same file, its four tests of ports: the sender signs some URLs with their
/// default port and some without, whatever was configured.
#[test]
fn twilio_ports_with_and_without() {
    const HTTPS: &str = "kvajT1Ptam85bY51eRf/AJRuM3w=";
    const HTTP: &str = "0ZXoZLH/DfblKGATFgpif+LLRf4=";
    const BARE: &str = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    for (url, signature) in [
        ("https://mycompany.com:443/myapp.php?foo=1&bar=2", HTTPS),
        ("https://mycompany.com/myapp.php?foo=1&bar=2", HTTPS),
        ("https://mycompany.com:443/myapp.php?foo=1&bar=2", BARE),
        ("http://mycompany.com:80/myapp.php?foo=1&bar=2", HTTP),
        ("http://mycompany.com/myapp.php?foo=1&bar=2", HTTP),
    ] {
        twilio(url, &[FORM, ("x-twilio-signature", signature)], TWILIO_FORM)
            .assert_accepted(providers::TWILIO);
    }
    let other_port = twilio(
        "https://mycompany.com:444/myapp.php?foo=1&bar=2",
        &[FORM, ("x-twilio-signature", HTTPS)],
        TWILIO_FORM,
    );
    assert_eq!(
        other_port.verify(providers::TWILIO).unwrap_err(),
        Refusal::BadSignature
    );
}

/// twilio-python, the same file: repeated parameters sign each of their values once.
#[test]
fn twilio_duplicate_parameters() {
    twilio(
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        &[FORM, ("x-twilio-signature", "IK+Dwps556ElfBT0I3Rgjkr1wJU=")],
        "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234",
    )
    .assert_accepted(providers::TWILIO);
}

/// twilio-python, the same file: JSON with `bodySHA256` in the signed URL.
#[test]
fn twilio_body_sha256() {
    twilio(
        "https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620",
        &[
            ("content-type", "application/json"),
            ("x-twilio-signature", "a9nBmqA0ju/hNViExpshrM61xv4="),
        ],
        r#"{"property": "value", "boolean": true}"#,
    )
    .assert_accepted(providers::TWILIO);
}

/// Keygen signs its API's answers as it signs webhooks; its Go SDK's tests hold a real one, to a `GET`.
#[test]
fn keygen_go_license_tests() {
    const ME: &str = "https://api.keygen.sh/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/me";
    const SIGNATURE: &str = r#"keyid="1fddcec8-8dd3-4d8d-9b16-215cac0f9b52", algorithm="ed25519", signature="IiyYX1ah2HFzbcCx+3sv+KJpOppFdMRuZ7NWlnwZMKAf5khj9c4TO4z6fr62BqNXlyROOTxZinX8UpXHJHVyAw==", headers="(request-target) host date digest""#;
    const BODY: &str = r#"{"data":{"id":"218810ed-2ac8-4c26-a725-a6da67500561","type":"licenses","attributes":{"name":"Demo License","key":"C1B6DE-39A6E3-DE1529-8559A0-4AF593-V3","expiry":null,"status":"ACTIVE","uses":0,"suspended":false,"scheme":null,"encrypted":false,"strict":false,"floating":false,"concurrent":false,"protected":true,"maxMachines":1,"maxProcesses":null,"maxCores":null,"maxUses":null,"requireHeartbeat":false,"requireCheckIn":false,"lastValidated":"2022-06-15T18:52:12.068Z","lastCheckIn":null,"nextCheckIn":null,"metadata":{"email":"user@example.com"},"created":"2020-09-14T21:18:08.990Z","updated":"2022-06-15T18:52:12.073Z"},"relationships":{"account":{"links":{"related":"/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52"},"data":{"type":"accounts","id":"1fddcec8-8dd3-4d8d-9b16-215cac0f9b52"}},"product":{"links":{"related":"/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/licenses/218810ed-2ac8-4c26-a725-a6da67500561/product"},"data":{"type":"products","id":"ef6e0993-70d6-42c4-a0e8-846cb2e3fa54"}},"policy":{"links":{"related":"/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/licenses/218810ed-2ac8-4c26-a725-a6da67500561/policy"},"data":{"type":"policies","id":"629307fb-331d-430b-978a-44d45d9de133"}},"group":{"links":{"related":"/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/licenses/218810ed-2ac8-4c26-a725-a6da67500561/group"},"data":null},"user":{"links":{"related":"/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/licenses/218810ed-2ac8-4c26-a725-a6da67500561/user"},"data":null},"machines":{"links":{"related":"/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/licenses/218810ed-2ac8-4c26-a725-a6da67500561/machines"},"meta":{"cores":0,"count":1}},"tokens":{"links":{"related":"/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/licenses/218810ed-2ac8-4c26-a725-a6da67500561/tokens"}},"entitlements":{"links":{"related":"/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/licenses/218810ed-2ac8-4c26-a725-a6da67500561/entitlements"}}},"links":{"self":"/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/licenses/218810ed-2ac8-4c26-a725-a6da67500561"}}}"#;
    let scheme = providers::KEYGEN.methods(&["GET"]);
    let key = "e8601e48b69383ba520245fd07971e983d06d22c4257cfd82304601479cee788";
    let request = Request::get("/")
        .header("keygen-date", "Wed, 15 Jun 2022 18:52:14 GMT")
        .header("keygen-signature", SIGNATURE)
        .body(())
        .unwrap();
    let head = Inbound::new(request.method(), request.uri(), request.headers());
    let verifier = Verifier::with_public_url(scheme, key, ME).unwrap();
    let now = UnixTime::from_secs(1_655_319_134);
    assert!(verifier.verify(&head, BODY, now).is_ok());
    let refusal = verifier.verify(&head, BODY.replace("ACTIVE", "active"), now);
    assert_eq!(refusal.unwrap_err().code(), "bad_signature");
}
