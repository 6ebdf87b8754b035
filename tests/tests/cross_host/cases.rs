//! The table: what happens, and what becomes of it on whichever host.

use std::{num::NonZeroUsize, time::Duration};

use bytes::Bytes;
use http::{Method, Request};
use tower_webhook::WebhookLayer;
use webhook_core::{UnixTime, providers, testing};
use webhook_tests::{
    GITHUB_SECRET, STRIPE_SECRET,
    handler::{Act, Handler},
    server::Server,
    stripe_event, wait,
};

use crate::{client::Client, hosts::Host};

/// A host at work.
pub(crate) struct Site {
    pub(crate) client: Client,
    pub(crate) handler: Handler,
    _server: Server,
}

pub(crate) async fn site(host: Host, layer: WebhookLayer, script: &[Act]) -> Site {
    let handler = Handler::script(script.iter().cloned());
    let server = (host.start)(layer, handler.clone()).await;
    Site {
        client: Client {
            address: server.address,
            version: host.version,
        },
        handler,
        _server: server,
    }
}

fn stripe() -> WebhookLayer {
    WebhookLayer::stripe(STRIPE_SECRET)
}

fn delivery(id: &str) -> Request<Bytes> {
    testing::request(providers::STRIPE, STRIPE_SECRET)
        .url("http://localhost/hooks")
        .body(stripe_event(id))
        .build()
}

/// Of more than one frame, wherever frames end.
fn large(size: usize) -> Request<Bytes> {
    let body = format!(r#"{{"id":"evt_large","pad":"{}"}}"#, "x".repeat(size));
    testing::request(providers::STRIPE, STRIPE_SECRET)
        .url("http://localhost/hooks")
        .body(body)
        .build()
}

pub(crate) async fn genuine_then_replayed(host: Host) {
    let site = site(host, stripe(), &[]).await;
    let first = site.client.send(delivery("evt_1")).await;
    assert_eq!((first.status, &*first.body), (200, "handled"));
    let replay = site.client.send(delivery("evt_1")).await;
    assert_eq!(
        (replay.status, &*replay.body),
        (200, ""),
        "the handler does not run"
    );
    assert_eq!(site.handler.started(), 1);
    assert_eq!(site.handler.bodies()[0], stripe_event("evt_1"));
    let seen = site.handler.seen()[0].clone().expect("a delivery");
    assert_eq!(seen.id(), Some("evt_1"));
}

pub(crate) async fn a_copy_while_the_first_runs(host: Host) {
    let site = site(host, stripe(), &[Act::Wait(200)]).await;
    let first = tokio::spawn(site.client.send(delivery("evt_1")));
    wait::until("the first runs", || site.handler.started() == 1).await;
    assert_eq!(site.client.send(delivery("evt_1")).await.status, 503);
    site.handler.let_go(1);
    assert_eq!(first.await.expect("an answer").status, 200);
    assert_eq!(site.client.send(delivery("evt_1")).await.status, 200);
    assert_eq!(site.handler.started(), 1);
}

pub(crate) async fn tampered_stale_and_unsigned(host: Host) {
    let site = site(host, stripe(), &[]).await;
    let tampered = delivery("evt_1").map(|_| Bytes::from(stripe_event("evt_2")));
    let stale = testing::request(providers::STRIPE, STRIPE_SECRET)
        .url("http://localhost/hooks")
        .at(UnixTime::from_secs(1_700_000_000))
        .body(stripe_event("evt_1"))
        .build();
    let mut unsigned = delivery("evt_1");
    unsigned.headers_mut().remove("stripe-signature");
    for (what, request) in [
        ("tampered", tampered),
        ("stale", stale),
        ("unsigned", unsigned),
    ] {
        let answer = site.client.send(request).await;
        assert_eq!(answer.status, 401, "{what}");
        assert_eq!(
            answer.body, "webhook delivery refused\n",
            "{what}: one generic line"
        );
    }
    assert_eq!(site.handler.started(), 0);
}

pub(crate) async fn bodies_in_pieces_and_beyond_the_limit(host: Host) {
    let limit = NonZeroUsize::new(64 << 10).expect("a limit");
    let site = site(host, stripe().body_limit(limit), &[]).await;
    let pieces = site.client.send_in_pieces(large(40 << 10), 1000).await;
    assert_eq!(pieces.status, 200, "chunked, without a length");
    assert_eq!(site.handler.bodies()[0].len(), large(40 << 10).body().len());
    assert_eq!(
        site.client.send(large(80 << 10)).await.status,
        413,
        "by its length"
    );
    let pieces = site.client.send_in_pieces(large(80 << 10), 1000).await;
    assert_eq!(pieces.status, 413, "by what came");
    assert_eq!(site.handler.started(), 1);
}

pub(crate) async fn a_body_that_never_ends(host: Host) {
    let site = site(host, stripe().read_timeout(Duration::from_millis(50)), &[]).await;
    assert_eq!(site.client.send_half(delivery("evt_1")).await.status, 503);
    assert_eq!(site.handler.started(), 0);
    assert_eq!(
        site.client.send(delivery("evt_1")).await.status,
        200,
        "nothing was left behind"
    );
}

pub(crate) async fn a_client_that_vanishes(host: Host) {
    // In the middle of its body: nothing ran, and the next attempt does.
    let early = site(host, stripe(), &[]).await;
    let mut polls = 0;
    early
        .client
        .send_and_vanish(delivery("evt_1"), false, || {
            polls += 1;
            polls > 20
        })
        .await;
    assert_eq!(early.client.send(delivery("evt_1")).await.status, 200);
    assert_eq!(early.handler.started(), 1);

    // In the middle of its handler: that finishes alone, and the next attempt finds it done, or
    // runs if it failed.
    for (outcome, runs) in [(200, 1), (500, 2)] {
        let site = site(host, stripe(), &[Act::Wait(outcome)]).await;
        let handler = site.handler.clone();
        site.client
            .send_and_vanish(delivery("evt_1"), true, || handler.started() == 1)
            .await;
        assert_eq!(site.client.send(delivery("evt_1")).await.status, 503);
        site.handler.let_go(1);
        wait::until("it finishes alone", || site.handler.finished() == 1).await;
        let client = site.client;
        wait::until_async("the next attempt gets 200", async || {
            client.send(delivery("evt_1")).await.status == 200
        })
        .await;
        assert_eq!(site.handler.started(), runs);
    }
}

pub(crate) async fn a_handler_that_fails_or_panics(host: Host) {
    for (act, status) in [
        (Act::Status(500), 500),
        (Act::Status(422), 422),
        (Act::Panic, 500),
    ] {
        let site = site(host, stripe(), std::slice::from_ref(&act)).await;
        assert_eq!(
            site.client.send(delivery("evt_1")).await.status,
            status,
            "{act:?}"
        );
        assert_eq!(
            site.client.send(delivery("evt_1")).await.status,
            200,
            "{act:?}: it runs again"
        );
        assert_eq!(site.handler.started(), 2, "{act:?}");
    }
}

pub(crate) async fn endpoint_checks(host: Host) {
    let slack = WebhookLayer::slack(GITHUB_SECRET);
    let posted = site(host, slack, &[]).await;
    let challenge = testing::request(providers::SLACK, GITHUB_SECRET)
        .url("http://localhost/hooks")
        .body(r#"{"type":"url_verification","challenge":"3eZbrw1aB"}"#)
        .build();
    let answer = posted.client.send(challenge).await;
    assert_eq!((answer.status, &*answer.body), (200, "3eZbrw1aB"));
    assert_eq!(posted.handler.started(), 0);

    let meta = WebhookLayer::meta(GITHUB_SECRET).verify_token("the token that was agreed");
    let asked = site(host, meta, &[]).await;
    let get = |token: &str| {
        let target =
            format!("/hooks?hub.mode=subscribe&hub.verify_token={token}&hub.challenge=1158201444");
        let request = Request::builder().method(Method::GET).uri(target);
        request.body(Bytes::new()).expect("a request")
    };
    let answer = asked.client.send(get("the+token+that+was+agreed")).await;
    assert_eq!((answer.status, &*answer.body), (200, "1158201444"));
    // No check at all, then: a GET like any other.
    assert_eq!(asked.client.send(get("guessed")).await.status, 405);
    assert_eq!(asked.handler.started(), 0);
}

/// The URL is signed with its query, and the path that the host routed by makes no difference.
pub(crate) async fn a_signed_url(host: Host) {
    const URL: &str = "https://example.com/public/sms";
    let site = site(host, WebhookLayer::twilio(GITHUB_SECRET, URL), &[]).await;
    let signed = |query: &str| {
        let mut request = testing::request(providers::TWILIO, GITHUB_SECRET)
            .url(format!("{URL}?{query}"))
            .form("MessageSid=SM1&Body=hi")
            .build();
        *request.uri_mut() = format!("/hooks?{query}").parse().expect("a target");
        request
    };
    assert_eq!(site.client.send(signed("shop=a%20b&n=1")).await.status, 200);
    let mut moved = signed("shop=a");
    *moved.uri_mut() = "/hooks?shop=b".parse().expect("a target");
    assert_eq!(site.client.send(moved).await.status, 401);
    assert_eq!(site.handler.started(), 1);
}

pub(crate) async fn other_methods_and_paths(host: Host) {
    let site = site(host, stripe(), &[]).await;
    let ask = async |method, path| {
        let request = Request::builder().method(method).uri(path);
        site.client
            .send(request.body(Bytes::new()).expect("a request"))
            .await
            .status
    };
    assert_eq!(ask(Method::PUT, "/hooks").await, 405);
    assert_eq!(ask(Method::GET, "/hooks").await, 405);
    assert_eq!(ask(Method::POST, "/nowhere").await, host.elsewhere);
    assert_eq!(site.handler.started(), 0);
}
