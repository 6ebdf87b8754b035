//! Examples out of the tests of the vendors' own SDKs.

use webhook_core::{danger, providers};

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
