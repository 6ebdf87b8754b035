//! Twilio: <https://www.twilio.com/docs/usage/security>, and twilio-python's tests.

use webhook_core::{Refusal, danger, providers};

use super::Published;

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
