//! A Stripe endpoint: ten lines, and deliveries are verified, fresh and handled once.
//!
//! ```text
//! cargo run -p axum-stripe
//! ```
//!
//! It prints a signed request to paste into a second terminal. Send it twice: the first answer
//! comes from the handler, the second is an empty 200, because Stripe repeats what it is not sure
//! of. Change a letter of the body and it is refused.
//!
//! For real events, with the signing secret that `stripe listen` prints:
//!
//! ```text
//! stripe listen --forward-to localhost:3000/stripe
//! STRIPE_WEBHOOK_SECRET=whsec_… cargo run -p axum-stripe
//! ```

use std::{error::Error, time::SystemTime};

use axum::{Router, routing::post};
use axum_webhook::{
    ConfigError, Secret, StripeEvent, WebhookLayer,
    core::{Signer, signer::Outgoing},
    providers,
};

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    // A service has no `or_else` here: without its secret it does not start. The example goes on
    // with a random one that nobody else knows.
    let secret = Secret::from_env("STRIPE_WEBHOOK_SECRET").or_else(|unset| demo_secret(&unset))?;
    println!("listening on http://{ADDRESS}/stripe");
    Ok(axum::serve(listener, app(secret)).await?)
}

fn app(secret: Secret) -> Router {
    let layer = WebhookLayer::stripe(secret);
    Router::new().route("/stripe", post(handle).route_layer(layer))
}

/// Once it has answered a 2xx it does not run again for the same event, however often Stripe sends
/// it. Anything else keeps the event with Stripe, which sends it again.
async fn handle(event: StripeEvent) -> String {
    let id = event.id().unwrap_or("without an id");
    println!("handling {} {id}", event.event_type());
    format!("handled {id}\n")
}

/// A secret for this run alone, and a request signed with it.
fn demo_secret(unset: &ConfigError) -> Result<Secret, Box<dyn Error>> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let secret = Secret::new(format!("whsec_{:032x}", u128::from_ne_bytes(random)));
    let body = r#"{"id":"evt_demo_1","type":"invoice.paid","data":{"object":{"id":"in_1"}}}"#;
    let signed = Signer::new(providers::STRIPE, secret.clone())?
        .sign(&Outgoing::new(body.as_bytes(), SystemTime::now().into()));
    println!("{unset}\n");
    println!("Until then this run has a random secret. Try, within five minutes and twice:\n");
    println!("curl -i http://{ADDRESS}/stripe \\");
    for (name, value) in &signed.headers {
        println!("  -H '{name}: {}' \\", value.to_str()?);
    }
    println!("  --data-binary '{body}'\n");
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::StatusCode;
    use axum_webhook::{core::UnixTime, testing};
    use tower::ServiceExt as _;

    use super::*;

    const SECRET: &str = "whsec_for_this_test_only";

    async fn send(app: &Router, secret: &str, id: &str) -> (StatusCode, String) {
        let request = testing::request(providers::STRIPE, secret)
            .url("http://localhost/stripe")
            .body(format!(r#"{{"id":"{id}","type":"invoice.paid"}}"#))
            .build();
        let response = app.clone().oneshot(request.map(Body::from)).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), 1024).await.unwrap();
        (status, String::from_utf8(body.into()).unwrap())
    }

    #[tokio::test]
    async fn an_event_is_handled_once_and_only_if_stripe_signed_it() {
        let app = app(SECRET.into());
        let handled = (StatusCode::OK, "handled evt_1\n".to_owned());
        assert_eq!(send(&app, SECRET, "evt_1").await, handled);
        let duplicate = (StatusCode::OK, String::new());
        assert_eq!(send(&app, SECRET, "evt_1").await, duplicate);

        let (status, _) = send(&app, "whsec_of_somebody_else", "evt_2").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        let handled = (StatusCode::OK, "handled evt_2\n".to_owned());
        assert_eq!(send(&app, SECRET, "evt_2").await, handled);
    }

    #[test]
    fn the_demo_secret_is_a_new_one_each_time() {
        let [one, other] = [(); 2].map(|()| {
            let unset = Secret::from_env("NEVER_SET_IN_ANY_TEST").unwrap_err();
            let secret = demo_secret(&unset).unwrap();
            let signer = Signer::new(providers::STRIPE, secret).unwrap();
            signer
                .sign(&Outgoing::new(b"{}", UnixTime::from_secs(0)))
                .headers
        });
        assert_ne!(one, other);
    }
}
