//! Examples out of the vendors' documentation.

use webhook_core::{danger, providers};

use super::Published;

/// Adyen's page on HMAC signatures, and the tests of its libraries: the item signs eight fields, of
/// which `originalReference` is missing here.
#[test]
fn adyen_item() {
    let body = r#"{
   "live":"false",
   "notificationItems":[
      {
         "NotificationRequestItem":{
            "additionalData":{
               "hmacSignature":"coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="
            },
            "amount":{
               "value":1130,
               "currency":"EUR"
            },
            "pspReference":"7914073381342284",
            "eventCode":"AUTHORISATION",
            "eventDate":"2019-05-06T17:15:34.121+02:00",
            "merchantAccountCode":"TestMerchant",
            "operations":[
               "CANCEL",
               "CAPTURE",
               "REFUND"
            ],
            "merchantReference":"TestPayment-1407325143704",
            "paymentMethod":"visa",
            "success":"true"
         }
      }
   ]
}"#;
    let secret = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
    let published = Published::new(secret, &[], body);
    published.verify(providers::ADYEN).expect("as published");
    for (from, to) in [
        ("1130", "1131"),
        ("7914073381342284", "7914073381342285"),
        ("\"true\"", "\"false\""),
    ] {
        let body = body.replace(from, to);
        let refusal = Published::new(secret, &[], &body)
            .verify(providers::ADYEN)
            .expect_err(from);
        assert_eq!(refusal.code(), "bad_signature", "{from}");
    }
}

/// Atlassian's pages on webhooks of Bitbucket Cloud and of Jira Cloud, which give the same example.
#[test]
fn atlassian_hub_signature() {
    let published = Published::new(
        "It's a Secret to Everybody",
        &[(
            "x-hub-signature",
            "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9",
        )],
        "Hello World!",
    );
    published.assert_accepted(providers::BITBUCKET);
    published.assert_accepted(providers::JIRA);
}

/// CircleCI's page on outbound webhooks: its four examples.
#[test]
fn circleci_examples() {
    for (secret, body, signature) in [
        (
            "secret",
            "hello world",
            "v1=734cc62f32841568f45715aeb9f4d7891324e6d948e4c6c60c0621cdac48623a",
        ),
        (
            "another-secret",
            "lalala",
            "v1=daa220016c8f29a8b214fbfc3671aeec2145cfb1e6790184ffb38b6d0425fa00",
        ),
        (
            "hunter123",
            "an-important-request-payload",
            "v1=9be2242094a9a8c00c64306f382a7f9d691de910b4a266f67bd314ef18ac49fa",
        ),
        (
            "secret",
            "foo",
            "v1=773ba44693c7553d6ee20f61ea5d2757a9a4f4a44d2841ae4e95b52e4cd62db4",
        ),
    ] {
        // The examples' secrets are short; real ones need not be.
        let secret = danger::short_secret(secret);
        Published::new(secret, &[("circleci-signature", signature)], body)
            .assert_accepted(providers::CIRCLECI);
    }
}

/// LINE developers' news on the console's Verify button.
#[test]
fn line_verify_button() {
    Published::new(
        "8c570fa6dd201bb328f1c1eac23a96d8",
        &[(
            "x-line-signature",
            "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=",
        )],
        r#"{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}"#,
    )
    .assert_accepted(providers::LINE);
}

/// Plivo's page on signatures publishes the string that is signed, and no signature over it: the
/// signature here is another implementation's (Python's hmac) over that very string.
#[test]
fn plivo_signed_string() {
    let published = Published {
        url: "https://example.com/abcd?foo=bar",
        ..Published::new(
            "an auth token, of some length",
            &[
                ("content-type", "application/x-www-form-urlencoded"),
                (
                    "x-plivo-signature-v3",
                    "Qctvq/a+NRApGDS6D8yq1eSKE2xos+Q/Z2714R3Nqa4=",
                ),
                ("x-plivo-signature-v3-nonce", "kjsdhfsd87sd7yisud2"),
            ],
            "Digits=1234&To=%2B15555555555&From=%2B15551111111&CallUuid=4vbcpem8-0u46-x1ha-9af1-438vc92bf374",
        )
    };
    published.assert_accepted(providers::PLIVO);
}

/// Sinch's page on the signing of Voice callbacks.
#[test]
fn sinch_voice_callback() {
    let secret = danger::short_secret("BeIukql3pTKJ8RGL5zo0DA==")
        .key_id("669E367E-6BBA-48AB-AF15-266871C28135");
    let headers = [
        ("content-type", "application/json"),
        ("x-timestamp", "2014-09-24T10:59:41Z"),
        (
            "authorization",
            "application 669E367E-6BBA-48AB-AF15-266871C28135:Tg6fMyo8mj9pYfWQ9ssbx3Tc1BNC87IEygAfLbJqZb4=",
        ),
    ];
    let published = Published {
        url: "https://callbacks.yourdomain.com/sinch/callback/ace",
        ..Published::new(
            secret,
            &headers,
            r#"{"event":"ace","callid":"822aa4b7-05b4-4d83-87c7-1f835ee0b6f6_257","timestamp":"2014-09-24T10:59:41Z","version":1}"#,
        )
    };
    published
        .at(1_411_556_381)
        .assert_accepted(providers::SINCH_VOICE);
}
