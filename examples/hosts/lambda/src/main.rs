//! In Lambda it serves; anywhere else it shows what it does with an event:
//!
//! ```text
//! cargo run -p hosts-lambda
//! ```

use std::{env, time::SystemTime};

use hosts_common::{Settings, Work, stripe_event};
use lambda_http::{Error, request};
use serde_json::json;
use tower::ServiceExt as _;
use tower_webhook::{
    MemoryStore, Secret, WebhookLayer,
    core::{Signer, UnixTime, signer::Outgoing},
    providers,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if env::var_os("AWS_LAMBDA_RUNTIME_API").is_none() {
        return show().await;
    }
    // Of this instance alone. A provider's retry may reach another one: put a shared store here.
    let layer = WebhookLayer::stripe(Secret::from_env("STRIPE_WEBHOOK_SECRET")?);
    let function = hosts_lambda::function(&layer, &Work::print());
    lambda_http::run(function).await
}

/// One event, twice, and a forged one.
async fn show() -> Result<(), Error> {
    let settings = Settings::for_this_run(MemoryStore::new())?;
    let stripe = settings
        .provider("stripe")
        .ok_or("no endpoint of Stripe's")?;
    let layer = hosts_lambda::layer(stripe, &settings);
    let function = hosts_lambda::function(&layer, &Work::print());
    let genuine = event(&stripe.secret)?;
    let forged = event(&"whsec_of_somebody_else".into())?;
    for (name, event) in [
        ("genuine", &genuine),
        ("again", &genuine),
        ("forged", &forged),
    ] {
        let request = request::from_str(event)?;
        let answer = function.clone().oneshot(request).await?;
        println!("{name}: {}", answer.status());
    }
    Ok(())
}

/// An event of API Gateway's (payload format 2.0) with a request of Stripe's.
fn event(secret: &Secret) -> Result<String, Error> {
    let body = stripe_event("evt_demo_1");
    let now = UnixTime::from(SystemTime::now());
    let signed =
        Signer::new(providers::STRIPE, secret.clone())?.sign(&Outgoing::new(body.as_bytes(), now));
    let mut headers = serde_json::Map::new();
    for (name, value) in &signed.headers {
        headers.insert(name.to_string(), value.to_str()?.into());
    }
    let http = json!({ "method": "POST", "path": "/stripe" });
    let event = json!({
        "version": "2.0",
        "rawPath": "/stripe",
        "rawQueryString": "",
        "headers": headers,
        "requestContext": { "http": http, "stage": "$default" },
        "body": body,
        "isBase64Encoded": false,
    });
    Ok(event.to_string())
}
