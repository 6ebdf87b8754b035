//! Signed URLs and the headers with which a peer would move them.

use tower_webhook::WebhookLayer;
use webhook_core::{providers, testing};
use webhook_tests::STRIPE_SECRET;

use crate::rig::{Rig, with};

const URL: &str = "https://example.com/";

#[tokio::test]
async fn t_10_no_header_of_the_peer_moves_the_signed_url() {
    let genuine = || {
        testing::request(providers::TWILIO, STRIPE_SECRET)
            .url(URL)
            .form("MessageSid=SM1")
            .build()
    };
    // Signed by the right key, for a URL of the attacker's.
    let elsewhere = testing::request(providers::TWILIO, STRIPE_SECRET)
        .url("https://evil.example/")
        .form("MessageSid=SM1")
        .build();
    let spoofs = [
        ("host", "evil.example"),
        ("host", "evil.example:443"),
        ("forwarded", "host=evil.example;proto=https"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-host", "evil.example, example.com"),
        ("x-forwarded-proto", "http"),
        ("x-forwarded-port", "8443"),
        ("x-forwarded-prefix", "/evil"),
        ("x-original-url", "/evil"),
    ];
    for (name, value) in spoofs {
        let rig = Rig::new(WebhookLayer::twilio(STRIPE_SECRET, URL), []).await;
        assert_eq!(
            rig.send(&with(&elsewhere, name, value)).await,
            401,
            "{name}"
        );
        rig.is_untouched().await;
        let rig = Rig::new(WebhookLayer::twilio(STRIPE_SECRET, URL), []).await;
        assert_eq!(
            rig.send(&with(&genuine(), name, value)).await,
            200,
            "{name}"
        );
    }
    // Twice as well.
    let mut twice = with(&elsewhere, "x-forwarded-host", "example.com");
    twice
        .headers_mut()
        .append("x-forwarded-host", "evil.example".parse().unwrap());
    let rig = Rig::new(WebhookLayer::twilio(STRIPE_SECRET, URL), []).await;
    assert_eq!(rig.send(&twice).await, 401);
    rig.is_untouched().await;
}

#[tokio::test]
async fn t_21_a_signed_query_is_taken_as_it_was_sent() {
    let spellings = [
        "a=%2F",
        "a=%2f",
        "a=/",
        "a=b+c",
        "a=b%20c",
        "a=%C3%A9",
        "a=e%CC%81",
        "",
        "a=1&b=2",
        "b=2&a=1",
    ];
    for signed in spellings {
        let request = testing::request(providers::TWILIO, STRIPE_SECRET)
            .url(format!("{URL}?{signed}"))
            .form("MessageSid=SM1")
            .build();
        for sent in spellings {
            let rig = Rig::new(WebhookLayer::twilio(STRIPE_SECRET, URL), []).await;
            let mut request = request.clone();
            *request.uri_mut() = format!("/?{sent}").parse().unwrap();
            let expected = if sent == signed { 200 } else { 401 };
            assert_eq!(rig.send(&request).await, expected, "{signed} as {sent}");
        }
    }
}
