//! Two nodes that share Redis: a delivery is handled once, whichever node it reaches.
//!
//! ```text
//! cargo run -p axum-redis
//! ```
//!
//! It prints one signed request twice, for node A and for node B. Whichever comes first is handled;
//! the other is an empty 200, also after a restart of the nodes. Without `REDIS_URL` the example
//! starts a private server that ends with it.

use std::{error::Error, time::SystemTime};

use axum::{Router, extract::State, routing::post};
use axum_webhook::{
    ConfigError, Secret, StripeEvent, WebhookLayer,
    core::{Signer, signer::Outgoing},
    providers,
};
use tokio::net::TcpListener;
use webhook_redis::RedisStore;
use webhook_test_servers::Redis;

/// The nodes: two processes on two machines in earnest, two ports here.
const NODES: [(&str, &str); 2] = [("A", "127.0.0.1:3000"), ("B", "127.0.0.1:3001")];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Held until the end: a private server ends with it.
    let (url, _server) = redis()?;
    // As in every service, but that one does not start without its secret.
    let secret = Secret::from_env("STRIPE_WEBHOOK_SECRET").or_else(|unset| demo_secret(&unset))?;
    let mut servers = tokio::task::JoinSet::new();
    for (node, address) in NODES {
        let store = RedisStore::connect(&url).await?;
        let app = app(node, secret.clone(), store);
        let listener = TcpListener::bind(address).await?;
        println!("node {node} listens on http://{address}/stripe");
        servers.spawn(async move { axum::serve(listener, app).await });
    }
    while let Some(ended) = servers.join_next().await {
        ended??;
    }
    Ok(())
}

fn app(node: &'static str, secret: Secret, store: RedisStore) -> Router {
    let layer = WebhookLayer::stripe(secret).dedupe(store);
    Router::new()
        .route("/stripe", post(handle).route_layer(layer))
        .with_state(node)
}

/// Once it has answered a 2xx it does not run again for the same event, on any node.
async fn handle(State(node): State<&str>, event: StripeEvent) -> String {
    let id = event.id().unwrap_or("without an id");
    println!("node {node} handles {} {id}", event.event_type());
    format!("handled {id} on node {node}\n")
}

/// The server that `REDIS_URL` names, or a private one.
fn redis() -> Result<(String, Option<Redis>), Box<dyn Error>> {
    if let Ok(url) = std::env::var("REDIS_URL") {
        return Ok((url, None));
    }
    let server = Redis::start().ok_or(
        "there is no Redis: set REDIS_URL, or install redis-server 7 or later \
         (apt-get install redis-server, brew install redis)",
    )?;
    Ok((server.url(), Some(server)))
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
    println!("Until then this run has a random secret. Try both, within five minutes:\n");
    for (_, address) in NODES {
        println!("curl -i http://{address}/stripe \\");
        for (name, value) in &signed.headers {
            println!("  -H '{name}: {}' \\", value.to_str()?);
        }
        println!("  --data-binary '{body}'\n");
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use axum::{
        body::{Body, to_bytes},
        http::{StatusCode, header::RETRY_AFTER},
    };
    use axum_webhook::testing;
    use tower::ServiceExt as _;

    use super::*;

    const SECRET: &str = "whsec_for_this_test_only";

    async fn node(name: &'static str, server: &Redis) -> Router {
        let store = RedisStore::connect(&server.url()).await.unwrap();
        app(name, SECRET.into(), store)
    }

    /// The answer, and what `Retry-After` says.
    async fn send(app: &Router, id: &str) -> (StatusCode, String, Option<u64>) {
        let request = testing::request(providers::STRIPE, SECRET)
            .url("http://localhost/stripe")
            .body(format!(r#"{{"id":"{id}","type":"invoice.paid"}}"#))
            .build();
        let response = app.clone().oneshot(request.map(Body::from)).await.unwrap();
        let status = response.status();
        let retry_after = response.headers().get(RETRY_AFTER);
        let retry_after = retry_after.map(|wait| wait.to_str().unwrap().parse().unwrap());
        let body = to_bytes(response.into_body(), 1024).await.unwrap();
        (status, String::from_utf8(body.into()).unwrap(), retry_after)
    }

    fn handled(id: &str, node: &str) -> (StatusCode, String, Option<u64>) {
        let body = format!("handled {id} on node {node}\n");
        (StatusCode::OK, body, None)
    }

    fn duplicate() -> (StatusCode, String, Option<u64>) {
        (StatusCode::OK, String::new(), None)
    }

    #[tokio::test]
    async fn an_event_is_handled_on_one_node_and_a_duplicate_on_the_other() {
        let Some(server) = Redis::start() else { return };
        let (a, b) = (node("A", &server).await, node("B", &server).await);
        assert_eq!(send(&a, "evt_1").await, handled("evt_1", "A"));
        assert_eq!(send(&b, "evt_1").await, duplicate());
        assert_eq!(send(&b, "evt_2").await, handled("evt_2", "B"));
        assert_eq!(send(&a, "evt_2").await, duplicate());

        drop((a, b));
        let (a, b) = (node("A", &server).await, node("B", &server).await);
        for node in [&a, &b] {
            for id in ["evt_1", "evt_2"] {
                assert_eq!(send(node, id).await, duplicate(), "{id}");
            }
        }
    }

    #[tokio::test]
    async fn an_event_waits_at_its_provider_while_redis_is_down() {
        let Some(mut server) = Redis::start() else {
            return;
        };
        let (a, b) = (node("A", &server).await, node("B", &server).await);
        assert_eq!(send(&a, "evt_1").await, handled("evt_1", "A"));

        server.kill();
        for id in ["evt_1", "evt_2"] {
            let (status, _, retry_after) = send(&b, id).await;
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{id}");
            assert!(retry_after.is_some_and(|seconds| seconds > 0), "{id}");
        }

        server.restart();
        let end = Instant::now() + Duration::from_secs(10);
        let answer = loop {
            let answer = send(&b, "evt_2").await;
            if answer.0 != StatusCode::SERVICE_UNAVAILABLE {
                break answer;
            }
            assert!(Instant::now() < end, "Redis is back and still {answer:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert_eq!(answer, handled("evt_2", "B"));
        assert_eq!(send(&a, "evt_2").await, duplicate());
        assert_eq!(send(&b, "evt_1").await, duplicate());
    }
}
