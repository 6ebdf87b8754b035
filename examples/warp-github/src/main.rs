//! GitHub's deliveries on warp: a guard among other filters, under plain `warp::serve`.
//!
//! ```text
//! cargo run -p warp-github
//! ```
//!
//! It prints a signed push to paste into a second terminal. Send it twice: the filter runs once.

use std::{convert::Infallible, error::Error, time::SystemTime};

use serde::Deserialize;
use warp::{Filter, Rejection, Reply, http::StatusCode, reply::Response};
use warp_webhook::{
    ConfigError, GitHubEvent, GitHubEventType, Secret, WebhookLayer,
    core::{Signer, signer::Outgoing},
    event, guard, providers,
};

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    // A service has no `or_else` here: without its secret it does not start.
    let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET").or_else(|unset| demo_secret(&unset))?;
    let layer = WebhookLayer::github(secret);
    println!("listening on http://{ADDRESS}, ctrl-c stops");
    warp::serve(routes(layer.clone()))
        .incoming(listener)
        .graceful(async { tokio::signal::ctrl_c().await.unwrap_or(()) })
        .run()
        .await;
    // warp does not know of handlers whose client is gone.
    layer.drain().await;
    Ok(())
}

fn routes(
    layer: WebhookLayer,
) -> impl Filter<Extract = (impl Reply,), Error = Infallible> + Clone + Send + Sync + 'static {
    let push = event::<GitHubEvent>().and_then(handle);
    let hooks = warp::path!("github").and(guard(layer, push));
    let health = warp::path!("health").map(|| "ok\n".into_response());
    hooks.or(health).unify().recover(recover)
}

#[derive(Deserialize)]
struct Push<'a> {
    #[serde(rename = "ref")]
    reference: &'a str,
    after: &'a str,
}

/// After a 2xx the delivery is done. What is rejected stays with GitHub.
async fn handle(event: GitHubEvent) -> Result<Response, Rejection> {
    if *event.event_type() != GitHubEventType::Push {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    match event.payload::<Push<'_>>() {
        Ok(push) => Ok(format!("{} is at {}\n", push.reference, push.after).into_response()),
        Err(error) => {
            eprintln!("{error}; {} bytes", event.raw().len());
            Err(warp::reject::custom(Unreadable))
        }
    }
}

/// GitHub changed the payload: mend this service, then redeliver.
#[derive(Debug)]
struct Unreadable;

impl warp::reject::Reject for Unreadable {}

async fn recover(rejection: Rejection) -> Result<Response, Infallible> {
    let rejection = match warp_webhook::recover(rejection).await {
        Ok(response) => return Ok(response),
        Err(other) => other,
    };
    Ok(if rejection.find::<Unreadable>().is_some() {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    })
}

/// A secret for this run alone, and a push signed with it.
fn demo_secret(unset: &ConfigError) -> Result<Secret, Box<dyn Error>> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let secret = Secret::new(format!("{:032x}", u128::from_ne_bytes(random)));
    let body = r#"{"ref":"refs/heads/main","after":"6113728f27ae"}"#;
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
    use bytes::Bytes;
    use http_body_util::{BodyExt as _, Full};
    use tower::ServiceExt as _;
    use warp::http::Request;
    use warp_webhook::testing;

    use super::*;

    const SECRET: &str = "a secret of some length";

    async fn send<F>(routes: &F, request: Request<Bytes>) -> (u16, String)
    where
        F: Filter<Extract: Reply + Send, Error = Infallible> + Clone + Send + Sync + 'static,
    {
        let answer = warp::service(routes.clone()).oneshot(request.map(Full::new));
        let answer = answer.await.unwrap();
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    fn push(secret: &str, id: &str, body: &str) -> Request<Bytes> {
        let request = testing::request(providers::GITHUB, secret).event_type("push");
        request
            .id(id)
            .url("http://localhost/github")
            .body(body.to_owned())
            .build()
    }

    const BODY: &str = r#"{"ref":"refs/heads/main","after":"6113"}"#;

    #[tokio::test]
    async fn a_push_is_handled_once_and_other_routes_are_none_of_the_guards() {
        let routes = routes(WebhookLayer::github(SECRET));
        let (status, text) = send(&routes, push(SECRET, "1", BODY)).await;
        assert_eq!((status, &*text), (200, "refs/heads/main is at 6113\n"));
        let duplicate = send(&routes, push(SECRET, "1", BODY)).await;
        assert_eq!(duplicate, (200, String::new()));
        let (status, _) = send(&routes, push("somebody else's secret", "2", BODY)).await;
        assert_eq!(status, 401);
        let get = |path: &str| Request::get(path).body(Bytes::new()).unwrap();
        assert_eq!(
            send(&routes, get("/health")).await,
            (200, "ok\n".to_owned())
        );
        assert_eq!(send(&routes, get("/nowhere")).await.0, 404);
    }

    #[tokio::test]
    async fn what_the_filter_rejects_is_recovered_and_runs_again() {
        let routes = routes(WebhookLayer::github(SECRET));
        for _ in 0..2 {
            let (status, _) = send(&routes, push(SECRET, "1", r#"{"ref":7}"#)).await;
            assert_eq!(status, 500, "not a duplicate: the claim was released");
        }
    }
}
