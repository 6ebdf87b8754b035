//! Examples out of the tests of the vendors' own SDKs.

use http::Request;
use webhook_core::{Inbound, UnixTime, Verifier, danger, providers};

use super::Published;

/// `box-node-sdk` 10.12.0 `src/test/webhooks.test.ts`: one message, signed under both of its keys.
#[test]
fn box_primary_and_secondary_key() {
    for key in ["SamplePrimaryKey", "SampleSecondaryKey"] {
        let published = Published::new(
            key,
            &[
                ("box-delivery-id", "f96bb54b-ee16-4fc5-aa65-8c2d9e5b546f"),
                ("box-delivery-timestamp", "2020-01-01T00:00:00-07:00"),
                ("box-signature-algorithm", "HmacSHA256"),
                (
                    "box-signature-primary",
                    "6TfeAW3A1PASkgboxxA5yqHNKOwFyMWuEXny/FPD5hI=",
                ),
                (
                    "box-signature-secondary",
                    "v+1CD1Jdo3muIcbpv5lxxgPglOqMfsNHPV899xWYydo=",
                ),
                ("box-signature-version", "1"),
            ],
            r#"{"type":"webhook_event","webhook":{"id":"1234567890"},"trigger":"FILE.UPLOADED","source":{"id":"1234567890","type":"file","name":"Test.txt"}}"#,
        );
        published.at(1_577_862_000).assert_accepted(providers::BOX);
    }
}

/// PagerDuty/go-pagerduty `webhookv3/webhookv3_test.go`.
#[test]
fn pagerduty_incident() {
    Published::new(
        "lDQHScfUeXUKaQRNF+8XIiDKZ7XX3itBAYzwU0TARw8lJqRnkKl2iB1anSb0Z+IK",
        &[(
            "x-pagerduty-signature",
            "v1=0c0b9495b893a39e70d1fea2fe11fbe0a825f88b9f67846f6cc07dd2bc5476cd",
        )],
        r#"{"event":{"id":"01BWDWL3NYY7LUFPZCC28QUCMK","event_type":"incident.priority_updated","resource_type":"incident","occurred_at":"2021-04-26T17:36:27.458Z","agent":{"html_url":"https://acme.pagerduty.com/users/PLH1HKV","id":"PLH1HKV","self":"https://api.pagerduty.com/users/PLH1HKV","summary":"Tenex Engineer","type":"user_reference"},"client":null,"data":{"id":"PGR0VU2","type":"incident","self":"https://api.pagerduty.com/incidents/PGR0VU2","html_url":"https://acme.pagerduty.com/incidents/PGR0VU2","number":2,"status":"triggered","title":"A little bump in the road","service":{"html_url":"https://acme.pagerduty.com/services/PF9KMXH","id":"PF9KMXH","self":"https://api.pagerduty.com/services/PF9KMXH","summary":"API Service","type":"service_reference"},"assignees":[{"html_url":"https://acme.pagerduty.com/users/PTUXL6G","id":"PTUXL6G","self":"https://api.pagerduty.com/users/PTUXL6G","summary":"User 123","type":"user_reference"}],"escalation_policy":{"html_url":"https://acme.pagerduty.com/escalation_policies/PUS0KTE","id":"PUS0KTE","self":"https://api.pagerduty.com/escalation_policies/PUS0KTE","summary":"Default","type":"escalation_policy_reference"},"teams":[{"html_url":"https://acme.pagerduty.com/teams/PFCVPS0","id":"PFCVPS0","self":"https://api.pagerduty.com/teams/PFCVPS0","summary":"Engineering","type":"team_reference"}],"priority":{"html_url":"https://acme.pagerduty.com/account/incident_priorities","id":"PSO75BM","self":"https://api.pagerduty.com/priorities/PSO75BM","summary":"P1","type":"priority_reference"},"urgency":"high","conference_bridge":{"conference_number":1000,"conference_url":"https://example.com"},"resolve_reason":null}}}"#,
    )
    .assert_accepted(providers::PAGERDUTY);
}

/// `@sanity/webhook` `test/signature.test.ts`: its two examples.
#[test]
fn sanity_examples() {
    for (secret, at, signature, body) in [
        (
            "test",
            1_633_519_811,
            "t=1633519811129,v1=tLa470fx7qkLLEcMOcEUFuBbRSkGujyskxrNXcoh0N0",
            r#"{"_id":"resume"}"#,
        ),
        (
            "try-me",
            1_633_518_820,
            "t=1633518820676,v1=e7C9h2sfbFfc4V7TEz7PSOp4IoNzl0UdVsBV-1wgdeA",
            r#"{"title":"GROQ-Hooks are neat"}"#,
        ),
    ] {
        let secret = danger::short_secret(secret);
        let headers = [("sanity-webhook-signature", signature)];
        let published = Published::new(secret, &headers, body);
        published.at(at).assert_accepted(providers::SANITY);
    }
}

/// The example of Square's page and of its SDKs.
#[test]
fn square_example() {
    let published = Published {
        url: "https://example.com/webhook",
        ..Published::new(
            danger::short_secret("asdf1234"),
            &[(
                "x-square-hmacsha256-signature",
                "2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=",
            )],
            r#"{"hello":"world"}"#,
        )
    };
    published.assert_accepted(providers::SQUARE);
}

/// `viber-bot` 1.0.18 `test/message/message-validator-test.js`.
#[test]
fn viber_webhook_event() {
    Published::new(
        "44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3",
        &[(
            "x-viber-content-signature",
            "d21b343448c8aee33b8e93768ef6ceb64a6ba6163099973a2b8bd028fea510ef",
        )],
        r#"{"event":"webhook","timestamp":4977069964384421269,"message_token":1478683725125}"#,
    )
    .assert_accepted(providers::VIBER);
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
