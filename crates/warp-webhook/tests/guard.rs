//! The guard under plain `warp::serve`, over real sockets.

mod support;

use std::{num::NonZeroUsize, time::Duration};

use bytes::Bytes;
use http::{Method, Request};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use support::{
    Handler, SECRET, Server, event_body, forged, head, layer, read_answer, signed, stripe,
};
use tokio::io::AsyncWriteExt as _;
use warp::{Filter, path::Tail};
use warp_webhook::{
    Delivery, PeerAddr, TwilioEvent, WebhookLayer, delivery, event, guard, providers,
};
use webhook_core::testing;

#[tokio::test]
async fn genuine_replayed_forged_and_tampered() {
    let handler = Handler::default();
    let server = Server::hooks(layer(), &handler).await;
    assert_eq!(server.status(&stripe("evt_1")).await, 200, "genuine");
    assert_eq!(server.status(&stripe("evt_1")).await, 200, "replayed");
    assert_eq!(handler.started(), 1);
    assert_eq!(handler.bodies()[0], event_body("evt_1"));

    let answer = server.send(&forged("evt_2")).await;
    assert_eq!(
        (answer.status, &*answer.body),
        (401, "webhook delivery refused\n")
    );
    let tampered = stripe("evt_3").map(|_| Bytes::from(event_body("evt_4")));
    assert_eq!(server.status(&tampered).await, 401);
    let unsigned = Request::post("/hooks").body(Bytes::from("{}")).unwrap();
    assert_eq!(server.status(&unsigned).await, 401);
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn a_chunked_body_needs_no_length() {
    let handler = Handler::default();
    let server = Server::hooks(layer(), &handler).await;
    let request = stripe("evt_1");
    let mut stream = server.connect().await;
    let chunked = head(&request, Some("transfer-encoding: chunked\r\n"));
    stream.write_all(&chunked).await.unwrap();
    for piece in request.body().chunks(10) {
        let length = format!("{:x}\r\n", piece.len());
        stream.write_all(length.as_bytes()).await.unwrap();
        stream.write_all(piece).await.unwrap();
        stream.write_all(b"\r\n").await.unwrap();
    }
    stream.write_all(b"0\r\n\r\n").await.unwrap();
    assert_eq!(read_answer(&mut stream).await.unwrap().status, 200);
    assert_eq!(handler.bodies()[0], event_body("evt_1"));
}

#[tokio::test]
async fn bodies_over_the_limit_are_refused_announced_or_not() {
    let handler = Handler::default();
    let limit = NonZeroUsize::new(1024).unwrap();
    let server = Server::hooks(layer().body_limit(limit), &handler).await;
    let large = signed(vec![b' '; 1025]);
    assert_eq!(server.status(&large).await, 413);

    let mut stream = server.connect().await;
    let chunked = head(&large, Some("transfer-encoding: chunked\r\n"));
    stream.write_all(&chunked).await.unwrap();
    let _ = stream.write_all(b"401\r\n").await;
    let _ = stream.write_all(large.body()).await;
    assert_eq!(read_answer(&mut stream).await.unwrap().status, 413);

    assert_eq!(server.status(&signed(vec![b' '; 1024])).await, 200);
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn a_slow_body_is_kept_by_the_provider() {
    let handler = Handler::default();
    let layer = layer().read_timeout(Duration::from_millis(20));
    let server = Server::hooks(layer, &handler).await;
    let request = stripe("evt_1");
    let mut stream = server.connect().await;
    stream.write_all(&head(&request, None)).await.unwrap();
    stream.write_all(&request.body()[..20]).await.unwrap();
    let answer = read_answer(&mut stream).await.unwrap();
    assert_eq!(answer.status, 503);
    assert!(answer.head.contains("retry-after: "), "{}", answer.head);
    assert_eq!(server.status(&request).await, 200, "the retry");
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn a_signed_query_reaches_the_layer_and_the_filter() {
    let public = "https://example.com/hooks/twilio";
    let sms = event::<TwilioEvent>()
        .and(warp::query::raw())
        .map(|event: TwilioEvent, query: String| format!("{query} {:?}", event.body()));
    let twilio = guard(WebhookLayer::twilio("a token of some length", public), sms);
    // Only what is left of the path is the guard's, so the public URL is what it is signed with.
    let server = Server::warp(warp::path!("hooks" / "twilio").and(twilio)).await;
    let request = |url: &str| {
        testing::request(providers::TWILIO, "a token of some length")
            .url(url)
            .form("MessageSid=SM1&Body=hello+there")
            .build()
    };
    let answer = server.send(&request(&format!("{public}?a=b&c=%20d"))).await;
    assert_eq!(
        (answer.status, &*answer.body),
        (200, "a=b&c=%20d Some(\"hello there\")")
    );
    let mut moved = request(&format!("{public}?a=b"));
    *moved.uri_mut() = "/hooks/twilio?a=c".parse().unwrap();
    assert_eq!(server.status(&moved).await, 401);
}

#[tokio::test]
async fn the_filter_sees_the_request_that_is_left() {
    let seen = delivery()
        .and(warp::method())
        .and(warp::path::tail())
        .and(warp::header::<String>("x-mine"))
        .and(warp::ext::optional())
        .and(warp::body::json())
        .map(
            |_: Delivery,
             method: Method,
             tail: Tail,
             mine: String,
             peer: Option<PeerAddr>,
             json: serde_json::Value| {
                format!(
                    "{method} {:?} {mine} {} {}",
                    tail.as_str(),
                    peer.is_some(),
                    json["id"]
                )
            },
        );
    let routes = warp::path("hooks").and(guard(layer(), seen));
    let server = Server::warp(routes).await;
    let mut request = stripe("evt_1");
    *request.uri_mut() = "/hooks/tenant/a%2Fb".parse().unwrap();
    request
        .headers_mut()
        .insert("x-mine", "here".parse().unwrap());
    let answer = server.send(&request).await;
    assert_eq!(answer.body, r#"POST "tenant/a%2Fb" here true "evt_1""#);
}

#[tokio::test]
async fn sources_are_judged_by_warps_remote_address() {
    for (range, status) in [("127.0.0.0/8", 200), ("203.0.113.0/24", 401)] {
        let server = Server::hooks(layer().allow_sources([range]), &Handler::default()).await;
        assert_eq!(server.status(&stripe("evt_1")).await, status, "{range}");
    }
}

#[tokio::test]
async fn paths_and_methods_beside_the_guard_are_warps_and_inside_the_layers() {
    let ok = || delivery().map(|_| "ok");
    let routes = warp::path!("outside")
        .and(warp::post())
        .and(guard(layer().endpoint("outside"), ok()))
        .or(warp::path!("inside").and(guard(layer().endpoint("inside"), warp::post().and(ok()))))
        .or(warp::path("below").and(guard(
            layer().endpoint("below"),
            warp::path!("here").and(ok()),
        )))
        .or(warp::path!("open").map(|| "open"));
    let server = Server::warp(routes).await;
    let ask = async |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path);
        server.send(&request.body(Bytes::new()).unwrap()).await
    };
    // An unsigned request each.
    assert_eq!(ask("GET", "/nowhere").await.status, 404);
    assert_eq!(ask("POST", "/outside").await.status, 401);
    assert_eq!(ask("PUT", "/outside").await.status, 405, "by warp");
    assert_eq!(ask("POST", "/inside").await.status, 401);
    let put = ask("PUT", "/inside").await;
    assert_eq!(put.status, 405, "by the layer");
    assert!(put.head.contains("allow: post"), "{}", put.head);
    // Whoever is unsigned learns nothing of the paths below a guard.
    assert_eq!(ask("POST", "/below/nowhere").await.status, 401);
    assert_eq!(
        ask("GET", "/open").await.body,
        "open",
        "no other route is touched"
    );

    let to = |path: &str| {
        let mut request = stripe("evt_1");
        *request.uri_mut() = path.parse().unwrap();
        request
    };
    for (path, status) in [("/outside", 200), ("/inside", 200), ("/below/here", 200)] {
        assert_eq!(server.status(&to(path)).await, status, "{path}");
    }
    // A signed delivery to no route: rejected inside, and answered as warp answers that.
    let mut lost = stripe("evt_2");
    *lost.uri_mut() = "/below/nowhere".parse().unwrap();
    assert_eq!(server.status(&lost).await, 404);
}

#[tokio::test]
async fn a_guard_around_everything_answers_for_unknown_paths() {
    let paths = warp::path!("hooks").and(delivery().map(|_| "ok"));
    let server = Server::warp(guard(layer(), paths)).await;
    let ask = async |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path);
        server.status(&request.body(Bytes::new()).unwrap()).await
    };
    assert_eq!(ask("POST", "/hooks").await, 401);
    assert_eq!(ask("POST", "/nowhere").await, 401);
    assert_eq!(ask("PUT", "/hooks").await, 405);
    assert_eq!(server.status(&stripe("evt_1")).await, 200);
}

#[tokio::test]
async fn a_body_that_was_read_before_is_not_there_for_the_guard() {
    let greedy = warp::body::bytes().and_then(async |_| Err::<&str, _>(warp::reject()));
    let guarded = warp::path!("hooks").and(guard(layer(), delivery().map(|_| "ok")));
    let server = Server::warp(greedy.or(guarded)).await;
    let answer = server.send(&stripe("evt_1")).await;
    assert_eq!(
        (answer.status, &*answer.body),
        (500, "Request body consumed multiple times")
    );
}

#[tokio::test]
async fn over_http_2_too() {
    let handler = Handler::default();
    let server = Server::hooks(layer(), &handler).await;
    let stream = TokioIo::new(server.connect().await);
    let (mut sender, connection) = http2::handshake(TokioExecutor::new(), stream)
        .await
        .unwrap();
    tokio::spawn(connection);
    for request in [stripe("evt_1"), stripe("evt_1")] {
        let response = sender.send_request(request.map(Full::new)).await.unwrap();
        assert_eq!(response.status(), 200);
        response.into_body().collect().await.unwrap();
    }
    let refused = sender.send_request(forged("evt_2").map(Full::new)).await;
    assert_eq!(refused.unwrap().status(), 401);
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn a_guard_is_tested_without_a_socket_too() {
    let pay = delivery().map(|delivery: Delivery| format!("{:?}", delivery.id()));
    let routes = warp::path!("hooks").and(guard(layer(), pay));
    let request = stripe("evt_1");
    let mut test = warp::test::request()
        .method(request.method().as_str())
        .path("/hooks")
        .body(request.body());
    for (name, value) in request.headers() {
        test = test.header(name, value);
    }
    let response = test.reply(&routes).await;
    assert_eq!(
        (response.status(), &response.body()[..]),
        (http::StatusCode::OK, &b"Some(\"evt_1\")"[..])
    );
}

#[tokio::test]
async fn a_guard_stands_inside_of_a_guard() {
    // Whoever wants the same delivery claimed by two endpoints: nothing of it hangs or panics.
    let handler = Handler::default();
    let inner = guard(layer().endpoint("inner"), handler.filter());
    let outer = guard(layer().endpoint("outer"), inner);
    let server = Server::warp(warp::path!("hooks").and(outer)).await;
    assert_eq!(server.status(&stripe("evt_1")).await, 200);
    assert_eq!(server.status(&stripe("evt_1")).await, 200);
    assert_eq!(handler.started(), 1);
}

#[test]
#[should_panic(expected = "public_url")]
fn what_the_layer_lacks_is_told_at_start_up() {
    let layer = WebhookLayer::new(providers::TWILIO, SECRET);
    let _ = guard(layer, delivery().map(|_| "ok"));
}
