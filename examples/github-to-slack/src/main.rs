//! A push on GitHub becomes a message on Slack, once.
//!
//! ```text
//! cargo run -p github-to-slack
//! ```
//!
//! It prints a signed push to paste into a second terminal, and what Slack would show. Send it twice:
//! the second is a duplicate, and the channel hears of the push once.

mod push;
mod slack;

use std::{env, error::Error, time::SystemTime};

use axum::{Router, extract::State, http::StatusCode, routing::post};
use axum_webhook::{
    ConfigError, EventRouter, GitHubEvent, GitHubEventType, Secret, WebhookLayer,
    core::{Signer, signer::Outgoing},
    providers,
};
use push::Push;
use slack::Slack;

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    // A service has no stand-ins here: without its secrets it does not start.
    let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET").or_else(|unset| demo_secret(&unset))?;
    let slack = match env::var("SLACK_WEBHOOK_URL") {
        Ok(url) => Slack::new(url)?,
        Err(_) => {
            let (slack, mut messages) = slack::stand_in().await?;
            tokio::spawn(async move {
                while let Some(message) = messages.recv().await {
                    println!("Slack would show: {message}");
                }
            });
            slack
        }
    };
    println!("listening on http://{ADDRESS}/github");
    Ok(axum::serve(listener, app(secret, slack)).await?)
}

fn app(secret: Secret, slack: Slack) -> Router {
    // Whatever else the webhook is set to send is answered 200 and counted.
    let events = EventRouter::new().on(GitHubEventType::Push, announce);
    Router::new()
        .route(
            "/github",
            post(events).route_layer(WebhookLayer::github(secret)),
        )
        .with_state(slack)
}

/// After a 2xx the same push is not announced again. While Slack is down the answer is 503, and the
/// delivery stays with GitHub.
async fn announce(State(slack): State<Slack>, event: GitHubEvent) -> StatusCode {
    let text = match event.payload::<Push<'_>>() {
        Ok(push) => push.text(),
        Err(error) => {
            // GitHub changed the payload: say what is certain, and keep the reason.
            eprintln!("{error}");
            format!(
                "a push to {}",
                event.repository().unwrap_or("some repository")
            )
        }
    };
    match slack.post(&text).await {
        Ok(()) => StatusCode::OK,
        Err(error) => {
            eprintln!("Slack did not take it: {error}");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// A secret for this run alone, and a push signed with it.
fn demo_secret(unset: &ConfigError) -> Result<Secret, Box<dyn Error>> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let secret = Secret::new(format!("{:032x}", u128::from_ne_bytes(random)));
    let body = r#"{"ref":"refs/heads/main","deleted":false,"compare":"https://github.com/octo/hello/compare/a...b","pusher":{"name":"octo"},"repository":{"full_name":"octo/hello"},"commits":[{"message":"Say hello"}]}"#;
    let mut push = Outgoing::new(body.as_bytes(), SystemTime::now().into());
    push.id = Some("3b1a2c4d-0000-4000-8000-000000000001");
    push.event_type = Some("push");
    let signed = Signer::new(providers::GITHUB, secret.clone())?.sign(&push);
    println!("{unset}\n");
    println!("Until then this run has a random secret. Try, twice:\n");
    println!("curl -i http://{ADDRESS}/github \\");
    for (name, value) in &signed.headers {
        println!("  -H '{name}: {}' \\", value.to_str()?);
    }
    println!("  --data-binary '{body}'\n");
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use axum_webhook::testing;
    use tower::ServiceExt as _;

    use super::*;

    const SECRET: &str = "a secret of some length";

    fn push(unique: &str, body: Option<&str>) -> Request<Body> {
        let sample = testing::sample("github", "push").unwrap();
        let mut request = testing::request(providers::GITHUB, SECRET)
            .url("http://localhost/github")
            .sample(&sample.fresh(&providers::GITHUB, unique));
        if let Some(body) = body {
            request = request.body(body.to_owned());
        }
        request.build().map(Body::from)
    }

    async fn status(app: &Router, request: Request<Body>) -> u16 {
        app.clone()
            .oneshot(request)
            .await
            .unwrap()
            .status()
            .as_u16()
    }

    #[tokio::test]
    async fn a_push_is_announced_once_and_anything_else_not_at_all() {
        let (slack, mut messages) = slack::stand_in().await.unwrap();
        let app = app(SECRET.into(), slack);
        assert_eq!(status(&app, push("a1", None)).await, 200);
        assert_eq!(status(&app, push("a1", None)).await, 200);
        let message = messages.recv().await.unwrap();
        assert!(
            message.contains("deleted simple-tag of Codertocat/Hello-World"),
            "{message}"
        );

        let star = testing::sample("github", "star.created").unwrap();
        let star = testing::request(providers::GITHUB, SECRET)
            .url("http://localhost/github")
            .sample(&star.fresh(&providers::GITHUB, "a2"))
            .build();
        assert_eq!(status(&app, star.map(Body::from)).await, 200);
        assert!(messages.try_recv().is_err(), "nothing but the one push");
    }

    #[tokio::test]
    async fn a_push_of_another_form_is_announced_by_what_is_certain() {
        let (slack, mut messages) = slack::stand_in().await.unwrap();
        let app = app(SECRET.into(), slack);
        let body = r#"{"ref":7,"repository":{"full_name":"octo/hello"}}"#;
        assert_eq!(status(&app, push("b1", Some(body))).await, 200);
        let message = messages.recv().await.unwrap();
        assert!(message.contains("a push to octo/hello"), "{message}");
    }

    #[tokio::test]
    async fn while_slack_is_down_the_delivery_stays_with_github() {
        // A port that nobody listens on any more.
        let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = closed.local_addr().unwrap();
        drop(closed);
        let app = app(
            SECRET.into(),
            Slack::new(format!("http://{address}/")).unwrap(),
        );
        assert_eq!(status(&app, push("c1", None)).await, 503);
        assert_eq!(status(&app, push("c1", None)).await, 503, "it runs again");
    }
}
