//! The best known, and the family of Standard Webhooks.

use webhook_core::providers;

use super::Published;

const GITHUB_SECRET: &str = "It's a Secret to Everybody";

/// GitHub docs, "Validating webhook deliveries": "Testing the webhook payload validation".
#[test]
fn github_documentation() {
    Published::new(
        GITHUB_SECRET,
        &[(
            "x-hub-signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        )],
        "Hello, World!",
    )
    .assert_accepted(providers::GITHUB);
}

/// The same message under the legacy SHA-1 header, which is right and never counts: a fallback
/// would let an attacker choose the weaker algorithm.
#[test]
fn github_sha1_alone_is_refused() {
    const SHA1: &str = "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59";
    let message = |headers| Published::new(GITHUB_SECRET, headers, "Hello, World!");
    for (headers, code) in [
        (&[("x-hub-signature", SHA1)][..], "missing_header"),
        (&[("x-hub-signature-256", SHA1)][..], "malformed"),
    ] {
        let refusal = message(headers).verify(providers::GITHUB);
        assert_eq!(refusal.expect_err("refused").code(), code);
    }
    // Whoever has nothing better asks for it by name.
    message(&[("x-hub-signature", SHA1)]).assert_accepted(providers::GITHUB_SHA1);
}

/// Slack docs, "Verifying requests from Slack", and the SDKs' own tests.
#[test]
fn slack_documentation() {
    Published::new(
        "8f742231b10e8888abcd99yyyzzz85a5",
        &[
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-slack-request-timestamp", "1531420618"),
            (
                "x-slack-signature",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            ),
        ],
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow\
            &channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner\
            &command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com\
            %2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN\
            &trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    )
    .at(1_531_420_618)
    .assert_accepted(providers::SLACK);
}

/// Svix docs, "Verifying webhooks manually".
#[test]
fn svix_documentation() {
    Published::new(
        "whsec_plJ3nmyCDGBKInavdOK15jsl",
        &[
            ("svix-id", "msg_loFOjxBNrRLzqYUf"),
            ("svix-timestamp", "1731705121"),
            (
                "svix-signature",
                "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
            ),
        ],
        r#"{"event_type":"ping","data":{"success":true}}"#,
    )
    .at(1_731_705_121)
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
        let headers = [
            (id, "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            (timestamp, "1614265330"),
            (signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ];
        Published::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &headers, BODY)
            .at(1_614_265_330)
            .assert_accepted(scheme);
    }
}

/// The specification's asymmetric example (v1a, Ed25519) is right and not ours to verify.
#[test]
fn standard_webhooks_v1a_alone_is_refused() {
    let refusal = Published::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &[
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            (
                "webhook-signature",
                "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
            ),
        ], r#"{"test": 2432232314}"#).at(1_614_265_330)
    .verify(providers::STANDARD_WEBHOOKS)
    .expect_err("refused");
    assert_eq!(refusal.code(), "malformed");
}
