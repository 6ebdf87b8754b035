//! What the page says of the models' limits.

use aws_lambda_events::sns::{SnsMessage, SnsSubscriptionMessage};
use axum::http::HeaderMap;
use axum_webhook::{
    Delivery, GitHubEvent, Scheme, SlackEvent, StripeEvent,
    core::{DeliveryContext, UnixTime, danger},
    payload, providers,
};
use octocrab::models::webhook_events::{WebhookEvent, WebhookEventPayload};
use serde_json::{Value, json};
use slack_morphism::prelude::SlackEventCallbackBody;
use teloxide_core::types::{Update, UpdateKind};
use twilight_model::application::interaction::Interaction;
use vendor_models::demo::PAYLOADS;

fn body(path: &str) -> Value {
    let mut all = PAYLOADS.iter();
    let payload = all.find(|payload| payload.path == path).expect("a payload");
    serde_json::from_str(payload.body).expect("JSON")
}

fn delivery(scheme: Scheme, event_type: &str, body: &Value) -> Delivery {
    let mut headers = HeaderMap::new();
    headers.insert("x-github-event", event_type.parse().expect("a header"));
    let verified = danger::assume_verified(scheme, &headers, body.to_string());
    let context = DeliveryContext::new("test", UnixTime::from_secs(0));
    Delivery::new(verified.expect("an envelope"), context)
}

#[test]
fn async_stripe_takes_new_values_of_enums() {
    let mut body = body("/stripe");
    body["data"]["object"]["status"] = json!("a_new_status");
    let event = StripeEvent::new(delivery(providers::STRIPE, "", &body));
    let paid = event
        .object::<stripe_shared::PaymentIntent>()
        .expect("it fits");
    assert_eq!(paid.status.as_str(), "a_new_status");
}

#[test]
fn octocrabs_whole_event_is_made_of_the_header_and_the_bytes() {
    let event = GitHubEvent::new(delivery(providers::GITHUB, "push", &body("/github")));
    let name = event.event_type().as_str();
    let whole = WebhookEvent::try_from_header_and_body(name, event.raw()).expect("it fits");
    let WebhookEventPayload::Push(push) = whole.specific else {
        panic!("a push");
    };
    let alone: octocrab::models::webhook_events::payload::PushWebhookEventPayload =
        event.payload().expect("it fits");
    assert_eq!(*push, alone);
}

#[test]
fn slack_morphisms_enum_hides_what_does_not_fit() {
    let mut body = body("/slack");
    body["event"]["user"] = json!(7);
    let event = SlackEvent::new(delivery(providers::SLACK, "", &body));
    let inner = event.event::<SlackEventCallbackBody>().expect("no error");
    assert!(matches!(inner, SlackEventCallbackBody::Unknown(raw) if raw == body["event"]));
}

#[test]
fn twilight_requires_what_discord_has_added() {
    for absent in [
        "application_id",
        "attachment_size_limit",
        "authorizing_integration_owners",
    ] {
        let mut body = body("/discord");
        body.as_object_mut().expect("an object").remove(absent);
        let error = payload::<Interaction>(&delivery(providers::DISCORD, "", &body));
        let error = error.expect_err("it is required").to_string();
        assert!(error.ends_with(&format!(": it has no {absent}")), "{error}");
    }
}

#[test]
fn teloxides_update_hides_what_does_not_fit_and_what_is_new() {
    for (field, value) in [
        ("/message/chat/id", json!("x")),
        ("/message/date", json!(null)),
    ] {
        let mut body = body("/telegram");
        *body.pointer_mut(field).expect("the field") = value;
        let update = payload::<Update>(&delivery(providers::TELEGRAM, "", &body));
        let kind = update.expect("no error").kind;
        // Not even its content is left.
        assert!(
            matches!(kind, UpdateKind::Error(ref raw) if raw.as_object().is_some_and(|raw| raw.is_empty())),
            "{kind:?}"
        );
    }
    // A text that is no text is a message without one.
    let mut body = body("/telegram");
    body["message"]["text"] = json!(7);
    let update = payload::<Update>(&delivery(providers::TELEGRAM, "", &body)).expect("no error");
    assert!(matches!(update.kind, UpdateKind::Message(message) if message.text().is_none()));
}

#[test]
fn the_sns_types_fit_http_bodies_each_kind_its_own() {
    let notification = body("/sns");
    let parsed = payload::<SnsMessage>(&delivery(providers::AWS_SNS, "", &notification));
    let parsed = parsed.expect("it fits");
    // Lambda writes `UnsubscribeUrl`.
    assert_eq!(parsed.unsubscribe_url, notification["UnsubscribeURL"]);
    assert_eq!(parsed.message, notification["Message"]);
    assert!(parsed.message_attributes.is_empty());

    let mut confirmation = notification;
    let members = confirmation.as_object_mut().expect("an object");
    members.remove("UnsubscribeURL");
    members.insert("Type".into(), json!("SubscriptionConfirmation"));
    members.insert("Token".into(), json!("2336412f37fb687f"));
    members.insert(
        "SubscribeURL".into(),
        json!("https://sns.us-east-1.amazonaws.com/"),
    );
    let delivery = delivery(providers::AWS_SNS, "", &confirmation);
    let parsed = payload::<SnsSubscriptionMessage>(&delivery).expect("it fits");
    assert_eq!(parsed.token, confirmation["Token"]);
    let error = payload::<SnsMessage>(&delivery).expect_err("no notification");
    assert!(
        error.to_string().ends_with(": it has no UnsubscribeUrl"),
        "{error}"
    );
}
