//! Every typed event as a handler's argument, with every ready-made event of its provider, as it is
//! and with every member changed in turn.

#[path = "events_corpora/document.rs"]
mod document;

use axum::{
    body::{Body, Bytes},
    handler::Handler,
};
use axum_webhook as events;
use axum_webhook::{Delivery, Event};
use document::{CHANGES, Document};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use webhook_core::{DeliveryContext, Scheme, UnixTime, danger, providers, testing};

/// The same sample with another body, as if it had been verified.
fn delivery(scheme: Scheme, sample: &testing::Sample, body: &str) -> Delivery {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", sample.content_type.parse().unwrap());
    let verified = danger::assume_verified(scheme, &headers, body.to_owned()).unwrap();
    Delivery::new(
        verified,
        DeliveryContext::new("test", UnixTime::from_secs(0)),
    )
}

/// The handler gets it, with the bytes as they came.
async fn assert_reaches<H, T>(handler: &H, delivery: Delivery)
where
    H: Handler<T, ()>,
{
    let sent = delivery.body().clone();
    let mut request = Request::new(Body::empty());
    request.extensions_mut().insert(delivery);
    let answer = handler.clone().call(request, ()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let seen = answer.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(seen, sent);
}

/// Runs the handler with all samples of a provider, and with every change of each.
async fn all<H, T>(scheme: Scheme, handler: H)
where
    H: Handler<T, ()>,
{
    let mut count = 0;
    for sample in testing::samples(scheme.name()).take(40) {
        assert_reaches(&handler, testing::delivery(scheme, sample.name)).await;
        let Ok(body) = serde_json::from_str::<Value>(sample.body) else {
            continue;
        };
        let document = Document::of(&body);
        for field in &document.fields {
            for change in CHANGES {
                let body = document.with(field, change);
                assert_reaches(&handler, delivery(scheme, sample, &body)).await;
            }
        }
        count += 1;
    }
    let forms = scheme.name() == "twilio";
    assert!(count >= 2 || forms, "{} has {count} samples", scheme.name());
}

/// One test for each event: it takes its provider's deliveries and no other's.
macro_rules! typed {
    ($($test:ident: $event:ident of $($provider:ident),+;)*) => {$(
        #[tokio::test]
        async fn $test() {
            async fn handler(event: events::$event, whole: Option<events::$event>) -> Bytes {
                assert_eq!(whole.map(|whole| whole.raw().clone()).as_ref(), Some(event.raw()));
                let _ = (event.payload::<Value>(), format!("{event:?}"));
                event.raw().clone()
            }
            let slugs = [$(providers::$provider.name()),+];
            assert!(slugs.iter().all(|slug| <events::$event as Event>::PROVIDERS.contains(slug)));
            $(all(providers::$provider, handler).await;)+
            let other = delivery(
                providers::DROPBOX,
                testing::samples("dropbox").next().unwrap(),
                "{}",
            );
            let error = <events::$event as Event>::from_delivery(&other).unwrap_err();
            assert!(error.to_string().contains("verified as dropbox"), "{error}");
        }
    )*};
}

typed! {
    clerk: ClerkEvent of CLERK;
    discord_events: DiscordEvent of DISCORD_EVENTS;
    discord_interactions: DiscordInteraction of DISCORD;
    github: GitHubEvent of GITHUB;
    gitlab: GitLabEvent of GITLAB, GITLAB_TOKEN;
    line: LineEvents of LINE;
    linear: LinearEvent of LINEAR;
    meta: MetaEvent of META;
    openai: OpenAiEvent of OPENAI;
    paddle: PaddleEvent of PADDLE;
    paypal: PayPalEvent of PAYPAL;
    resend: ResendEvent of RESEND;
    sendgrid: SendGridEvents of SENDGRID;
    shopify: ShopifyEvent of SHOPIFY;
    slack: SlackEvent of SLACK;
    sns: SnsMessage of AWS_SNS, AWS_SES;
    square: SquareEvent of SQUARE;
    standard: StandardEvent of STANDARD_WEBHOOKS, SVIX, CLERK, RESEND, OPENAI;
    stripe: StripeEvent of STRIPE;
    telegram: TelegramUpdate of TELEGRAM;
    twilio: TwilioEvent of TWILIO;
    twitch: TwitchEvent of TWITCH;
    zoom: ZoomEvent of ZOOM;
}

/// The scheme's members are the enum's, so that routers choose by what handlers read.
#[test]
fn every_kind_of_telegrams_updates_can_be_routed() {
    for kind in events::TelegramUpdateKind::KNOWN {
        let body = format!(r#"{{"update_id":1,"{kind}":{{}}}}"#);
        let sample = testing::sample("telegram", "message").unwrap();
        let event = events::TelegramUpdate::new(delivery(providers::TELEGRAM, sample, &body));
        assert_eq!(event.delivery().event_type(), Some(*kind));
        assert_eq!(event.kind().as_str(), *kind);
    }
}

/// Names are enums with room for more: each type of a sample is a known one.
#[test]
fn every_sample_of_stripe_and_github_has_a_known_type() {
    for sample in testing::samples("stripe") {
        let event = events::StripeEvent::new(testing::delivery(providers::STRIPE, sample.name));
        assert!(event.event_type().is_known(), "{}", sample.name);
        assert_eq!(event.event_type().as_str(), sample.name);
        assert!(
            event.object_id().is_some() || event.object::<Value>().is_ok(),
            "{}",
            sample.name
        );
    }
    for sample in testing::samples("github") {
        let event = events::GitHubEvent::new(testing::delivery(providers::GITHUB, sample.name));
        assert!(event.event_type().is_known(), "{}", sample.name);
        let name = match event.action() {
            Some(action) => format!("{}.{action}", event.event_type()),
            None => event.event_type().to_string(),
        };
        assert_eq!(name, sample.name);
    }
}
