//! Endpoint checks through a guard: their method has to reach it.

mod support;

use bytes::Bytes;
use http::Request;
use support::Server;
use warp::Filter;
use warp_webhook::{SlackEvent, WebhookLayer, delivery, event, guard, providers};
use webhook_core::testing;

const SECRET: &str = "a secret of some length";

fn get(path: &str) -> Request<Bytes> {
    Request::get(path).body(Bytes::new()).unwrap()
}

#[tokio::test]
async fn a_challenge_comes_by_get_where_the_guard_sees_get() {
    let dropbox = || WebhookLayer::new(providers::DROPBOX, SECRET);
    let handled = || delivery().map(|_| "handled");
    let routes = warp::path!("dropbox")
        .and(guard(dropbox(), handled()))
        .or(warp::path!("posts")
            .and(warp::post())
            .and(guard(dropbox(), handled())));
    let server = Server::warp(routes).await;
    let answer = server.send(&get("/dropbox?challenge=abc-123")).await;
    assert_eq!((answer.status, &*answer.body), (200, "abc-123"));
    assert!(
        answer.head.contains("x-content-type-options: nosniff"),
        "{}",
        answer.head
    );
    assert_eq!(server.status(&get("/posts?challenge=abc-123")).await, 405);
}

#[tokio::test]
async fn metas_challenge_needs_the_agreed_token() {
    let layer = WebhookLayer::meta(SECRET).verify_token("agreed upon");
    let server =
        Server::warp(warp::path!("meta").and(guard(layer, delivery().map(|_| "ran")))).await;
    let check = |token: &str| {
        get(&format!(
            "/meta?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}"
        ))
    };
    let answer = server.send(&check("agreed+upon")).await;
    assert_eq!((answer.status, &*answer.body), (200, "1158201444"));
    // Whoever does not know the token has sent no check, but a GET.
    assert_eq!(server.status(&check("guessed")).await, 405);
}

#[tokio::test]
async fn slacks_challenge_is_a_signed_post() {
    let event = event::<SlackEvent>().map(|event: SlackEvent| format!("{:?}", event.kind()));
    let layer = WebhookLayer::slack(SECRET);
    let server = Server::warp(warp::path!("slack").and(guard(layer, event))).await;
    let body = r#"{"type":"url_verification","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}"#;
    let request = |secret: &str| {
        testing::request(providers::SLACK, secret)
            .url("http://localhost/slack")
            .body(body)
            .build()
    };
    let answer = server.send(&request(SECRET)).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.body.contains("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd"),
        "{}",
        answer.body
    );
    assert_eq!(
        server.status(&request("a secret of somebody else")).await,
        401
    );
}
