//! One topic of Amazon SNS: its messages, and the subscription to it.
//!
//! ```text
//! cargo run -p axum-sns
//! ```
//!
//! It prints signed requests to paste into a second terminal. SNS signs with a key that the layer
//! fetches; here the test kit plays SNS, and its key is pinned.

use std::{error::Error, time::SystemTime};

use axum::{Router, routing::post};
use axum_webhook::{
    Delivery, HttpKeys, Webhook, WebhookLayer,
    core::{
        signer::Outgoing,
        sns::{ConfirmSubscription, Subscription},
        source::SourceError,
    },
    providers,
    testing::Published,
};
use serde::Deserialize;

const ADDRESS: &str = "127.0.0.1:3000";

/// The topic of the test kit's SNS.
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:orders";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    let layer = match std::env::var("SNS_TOPIC_ARN") {
        Ok(topic) => WebhookLayer::aws_sns([topic]).confirm_subscriptions(HttpKeys::new()),
        // A service does not start here: it returns the error.
        Err(_) => demo()?,
    };
    println!("listening on http://{ADDRESS}/sns");
    Ok(axum::serve(listener, app(layer)).await?)
}

fn app(layer: WebhookLayer) -> Router {
    Router::new().route("/sns", post(handle).route_layer(layer))
}

/// A notification, or the news that somebody unsubscribed.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Message {
    message: String,
}

/// Subscriptions do not come here: the layer confirms them.
async fn handle(delivery: Delivery, Webhook(Message { message }): Webhook<Message>) -> String {
    let kind = delivery.event_type().unwrap_or_default();
    println!("{kind}: {message}");
    format!("noted: {message}\n")
}

/// Prints what `HttpKeys` would do.
struct Printed;

impl ConfirmSubscription for Printed {
    async fn confirm(&self, subscription: &Subscription) -> Result<(), SourceError> {
        println!("to confirm, GET {}", subscription.confirm_url());
        Ok(())
    }
}

/// Trusts the test kit, whose private key is in everybody's hands: nothing for a service.
fn pinned(sns: &Published) -> WebhookLayer {
    WebhookLayer::aws_sns([TOPIC])
        .key_source(sns.keys())
        .confirm_subscriptions(Printed)
}

const SUBSCRIPTION: &str = r#"{"Type":"SubscriptionConfirmation","MessageId":"1","Token":"2336412f37fb687f","Message":"You have chosen to subscribe.","SubscribeURL":"https://evil.example/"}"#;
const NOTIFICATION: &str = r#"{"Type":"Notification","MessageId":"2","Message":"order 7"}"#;

/// A layer that trusts the test kit, and requests signed by it.
fn demo() -> Result<WebhookLayer, Box<dyn Error>> {
    let sns = Published::new(&providers::AWS_SNS).ok_or("the test kit has no key for SNS")?;
    println!("Until SNS_TOPIC_ARN is set the test kit plays SNS. Try, the second one twice:\n");
    for body in [SUBSCRIPTION, NOTIFICATION] {
        let message = Outgoing::new(body.as_bytes(), SystemTime::now().into());
        let signed = sns.signer().sign(&message);
        println!("curl -i http://{ADDRESS}/sns \\");
        for (name, value) in &signed.headers {
            println!("  -H '{name}: {}' \\", value.to_str()?);
        }
        println!("  --data-binary '{}'\n", str::from_utf8(&signed.body)?);
    }
    Ok(pinned(&sns))
}

#[cfg(test)]
mod tests {
    use axum::{
        body::{Body, to_bytes},
        http::Request,
    };
    use axum_webhook::core::Signer;
    use tower::ServiceExt as _;

    use super::*;

    fn sns() -> Published {
        Published::new(&providers::AWS_SNS).expect("the test kit has RSA")
    }

    fn signed(signer: &Signer, body: &str) -> String {
        let message = Outgoing::new(body.as_bytes(), SystemTime::now().into());
        String::from_utf8(signer.sign(&message).body).unwrap()
    }

    async fn send(app: &Router, body: String) -> (u16, String) {
        let request = Request::post("/sns").body(Body::from(body)).unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1024).await.unwrap();
        (status, String::from_utf8(body.into()).unwrap())
    }

    #[tokio::test]
    async fn a_message_of_the_topic_is_handled_once() {
        let app = app(pinned(&sns()));
        let message = signed(&sns().signer(), NOTIFICATION);
        let noted = (200, "noted: order 7\n".to_owned());
        assert_eq!(send(&app, message.clone()).await, noted);
        assert_eq!(send(&app, message).await, (200, String::new()));
    }

    #[tokio::test]
    async fn a_subscription_is_confirmed_without_the_handler() {
        let app = app(pinned(&sns()));
        let message = signed(&sns().signer(), SUBSCRIPTION);
        assert_eq!(send(&app, message).await, (200, String::new()));
    }

    #[tokio::test]
    async fn forged_messages_and_those_of_other_topics_are_refused() {
        let app = app(pinned(&sns()));
        for body in [SUBSCRIPTION, NOTIFICATION] {
            let forged = signed(&sns().signer(), body).replace(r#""Message":""#, r#""Message":"!"#);
            assert_eq!(send(&app, forged).await.0, 401, "{body}");

            // AWS signs for everybody.
            let topic = "arn:aws:sns:us-east-1:999999999999:orders";
            let scheme = providers::AWS_SNS;
            let stranger = Signer::with_private_key(scheme, topic, sns().private_key()).unwrap();
            assert_eq!(send(&app, signed(&stranger, body)).await.0, 403, "{body}");
        }
    }

    #[test]
    fn the_demo_starts() {
        assert!(demo().is_ok());
    }
}
