//! Where requests may come from: the peer, and what trusted proxies say of it. Spoofed headers go over
//! real sockets.

use std::{net::SocketAddr, panic::catch_unwind};

use axum::{Router, extract::ConnectInfo, routing::post};
use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::{PeerAddr, Refusal, WebhookLayer};
use webhook_core::{
    providers,
    testing::{self, RecordingStore},
};
use webhook_tests::{STRIPE_SECRET, handler::Handler, raw, server::Server};

const TOKEN: &str = "a token of some length";
/// An allowed address, and a stranger's.
const RANGE: [&str; 2] = ["192.0.2.0/24", "2001:db8::/32"];

fn layer() -> WebhookLayer {
    WebhookLayer::new(providers::GITLAB_TOKEN, TOKEN).no_dedupe()
}

fn delivery() -> Request<Bytes> {
    testing::request(providers::GITLAB_TOKEN, TOKEN).build()
}

fn with(headers: &[(&'static str, &str)]) -> Request<Bytes> {
    let mut request = delivery();
    for (name, value) in headers {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    request
}

async fn from_peer(layer: &WebhookLayer, peer: Option<&str>) -> (u16, Option<&'static str>) {
    let mut request = delivery().map(Full::new);
    if let Some(peer) = peer {
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(PeerAddr(peer));
    }
    let service = layer.clone().endpoint("one").shared_endpoint();
    let response = service.layer(Handler::default()).oneshot(request).await;
    let response = response.unwrap();
    let code = response.extensions().get::<Refusal>().map(Refusal::code);
    (response.status().as_u16(), code)
}

#[tokio::test]
async fn only_the_allowed_addresses_get_in_and_an_unknown_one_does_not() {
    let refused = Some("source_not_allowed");
    let cases = [
        (Some("192.0.2.1:1234"), (200, None)),
        (Some("192.0.2.255:1"), (200, None)),
        (Some("192.0.3.0:1234"), (401, refused)),
        (Some("[2001:db8::1]:1234"), (200, None)),
        (Some("[2001:db9::1]:1234"), (401, refused)),
        // A socket for both families writes IPv4 so.
        (Some("[::ffff:192.0.2.1]:1234"), (200, None)),
        (Some("[::ffff:192.0.3.1]:1234"), (401, refused)),
        (Some("[::192.0.2.1]:1234"), (401, refused)),
        (None, (503, Some("source_unknown"))),
    ];
    let layer = layer().allow_sources(RANGE);
    for (peer, expected) in cases {
        assert_eq!(from_peer(&layer, peer).await, expected, "{peer:?}");
    }
    let single = self::layer().allow_sources(["192.0.2.7"]);
    assert_eq!(from_peer(&single, Some("192.0.2.7:1")).await.0, 200);
    assert_eq!(from_peer(&single, Some("192.0.2.8:1")).await.0, 401);
}

#[tokio::test]
async fn t_10_behind_a_trusted_proxy_only_what_it_wrote_counts() {
    const XFF: &str = "x-forwarded-for";
    type Case = (&'static [(&'static str, &'static str)], u16);
    let cases: &[Case] = &[
        (&[(XFF, "192.0.2.7")], 200),
        (&[(XFF, "192.0.2.7:4711")], 200),
        (&[(XFF, "[2001:db8::7]:4711")], 200),
        (&[(XFF, "2001:db8::7")], 200),
        (&[(XFF, "::ffff:192.0.2.7")], 200),
        (&[(XFF, "198.51.100.1")], 401),
        // What the client wrote stands further left, on the same line or on one of its own.
        (&[(XFF, "192.0.2.7, 198.51.100.1")], 401),
        (&[(XFF, "192.0.2.7"), (XFF, "198.51.100.1")], 401),
        (
            &[(XFF, "192.0.2.7, 192.0.2.7,192.0.2.7 ,198.51.100.1")],
            401,
        ),
        (&[(XFF, "198.51.100.1, 192.0.2.7")], 200),
        (&[(XFF, "198.51.100.1"), (XFF, "192.0.2.7")], 200),
        (&[(XFF, "junk, , 192.0.2.7")], 200),
        // Further proxies of ours are passed over, from the right.
        (&[(XFF, "198.51.100.1, 192.0.2.7, 10.1.2.3")], 200),
        (&[(XFF, "192.0.2.7, 198.51.100.1, 10.1.2.3")], 401),
        (&[(XFF, "192.0.2.7, 10.1.2.3, 198.51.100.1")], 401),
        // No address: nothing is guessed.
        (&[], 503),
        (&[(XFF, "")], 503),
        (&[(XFF, "10.1.2.3")], 503),
        (&[(XFF, "192.0.2.7, junk")], 503),
        (&[(XFF, "192.0.2.7,")], 503),
        (&[(XFF, "192.0.2.7"), (XFF, "unknown")], 503),
        (&[(XFF, "192.0.2.007")], 503),
        (&[(XFF, "192.0.2.7:99999")], 503),
        // Headers that this proxy does not write are the client's.
        (&[("forwarded", "for=192.0.2.7")], 503),
        (&[("x-real-ip", "192.0.2.7")], 503),
        (
            &[(XFF, "198.51.100.1"), ("forwarded", "for=192.0.2.7")],
            401,
        ),
        (
            &[(XFF, "198.51.100.1"), ("x-forwarded-host", "192.0.2.7")],
            401,
        ),
    ];
    let layer = layer()
        .allow_sources(RANGE)
        .trust_x_forwarded_for(["127.0.0.1", "10.0.0.0/8"]);
    let handler = Handler::default();
    let server = Server::with_peers(layer.layer(handler.clone())).await;
    for (headers, status) in cases {
        let answer = raw::send(server.address, &with(headers)).await;
        assert_eq!(answer.status, *status, "{headers:?}");
        assert_eq!(
            answer.headers.contains_key("retry-after"),
            *status == 503,
            "{headers:?}"
        );
    }
    let allowed = cases.iter().filter(|(_, status)| *status == 200).count();
    assert_eq!(handler.started(), allowed);
}

#[tokio::test]
async fn t_10_a_proxy_that_writes_forwarded_is_read_so_and_not_otherwise() {
    let layer = layer()
        .allow_sources(RANGE)
        .trust_forwarded(["127.0.0.0/8"]);
    let server = Server::with_peers(layer.layer(Handler::default())).await;
    let cases: &[(&[(&str, &str)], u16)] = &[
        (&[("forwarded", "for=192.0.2.7;proto=https")], 200),
        (
            &[("forwarded", "for=198.51.100.1, for=\"[2001:db8::7]:1\"")],
            200,
        ),
        (&[("forwarded", "for=192.0.2.7, for=198.51.100.1")], 401),
        (
            &[
                ("forwarded", "for=192.0.2.7"),
                ("forwarded", "for=198.51.100.1"),
            ],
            401,
        ),
        (&[("forwarded", "for=\", for=198.51.100.1")], 503),
        (&[("forwarded", "for=_gateway")], 503),
        (&[("x-forwarded-for", "192.0.2.7")], 503),
    ];
    for (headers, status) in cases {
        let answer = raw::send(server.address, &with(headers)).await;
        assert_eq!(answer.status, *status, "{headers:?}");
    }
}

#[tokio::test]
async fn t_10_from_anybody_else_forwarded_headers_mean_nothing() {
    let spoofed = with(&[
        ("x-forwarded-for", "192.0.2.7"),
        ("forwarded", "for=192.0.2.7"),
    ]);
    let untrusting = layer().allow_sources(RANGE);
    let elsewhere = untrusting.clone().trust_x_forwarded_for(["10.0.0.0/8"]);
    for layer in [untrusting, elsewhere] {
        let handler = Handler::default();
        let server = Server::with_peers(layer.layer(handler.clone())).await;
        assert_eq!(raw::send(server.address, &spoofed).await.status, 401);
        assert_eq!(handler.started(), 0);
    }
}

#[tokio::test]
async fn a_stranger_is_refused_by_the_head_and_costs_nothing() {
    let store = RecordingStore::new(tower_webhook::MemoryStore::new());
    let handler = Handler::default();
    let layer = WebhookLayer::stripe(STRIPE_SECRET)
        .dedupe(store.clone())
        .allow_sources(RANGE);
    let server = Server::with_peers(layer.layer(handler.clone())).await;
    let request = testing::request(providers::STRIPE, STRIPE_SECRET).build();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    // The head only: an answer proves that nobody waits for the body.
    let head = raw::head_with(&request, &[("content-length", "1000000")]);
    stream.write_all(&head).await.unwrap();
    let answer = raw::read_answer(&mut stream).await.expect("an answer");
    assert_eq!(
        (answer.status, &*answer.body),
        (401, "webhook delivery refused\n")
    );
    assert_eq!((handler.started(), store.calls().len()), (0, 0));
}

#[tokio::test]
async fn an_endpoint_check_from_elsewhere_is_not_answered() {
    let layer = WebhookLayer::new(providers::DROPBOX, "an app secret of some length");
    let check = Request::get("/?challenge=abc")
        .body(Full::<Bytes>::default())
        .unwrap();
    for (layer, status) in [(layer.clone(), 200), (layer.allow_sources(RANGE), 401)] {
        let mut check = check.clone();
        let stranger: SocketAddr = "198.51.100.1:1".parse().unwrap();
        check.extensions_mut().insert(PeerAddr(stranger));
        let layer = layer.shared_endpoint();
        let response = layer.layer(Handler::default()).oneshot(check).await;
        assert_eq!(response.unwrap().status(), status);
    }
}

#[tokio::test]
async fn where_it_is_only_observed_a_stranger_passes_without_a_delivery() {
    let handler = Handler::default();
    let layer = layer().allow_sources(RANGE).observe_only();
    let server = Server::with_peers(layer.layer(handler.clone())).await;
    assert_eq!(raw::send(server.address, &delivery()).await.status, 200);
    assert!(handler.seen()[0].is_none());
}

#[tokio::test]
async fn axum_tells_the_peer_by_its_own_extension() {
    for (range, status) in [("127.0.0.0/8", 200), ("192.0.2.0/24", 401)] {
        let layer = layer().allow_sources([range]).peer_from(|extensions| {
            let peer = extensions.get::<ConnectInfo<SocketAddr>>()?;
            Some(peer.0)
        });
        let app = Router::new().route("/", post(async || "").route_layer(layer));
        let server = Server::axum(app).await;
        assert_eq!(raw::send(server.address, &delivery()).await.status, status);
    }
}

#[test]
fn mistakes_about_sources_are_found_at_start_up() {
    type Build = fn() -> WebhookLayer;
    let cases: [(Build, &str); 6] = [
        (|| layer().allow_sources(["10.0.0.0/33"]), "does not parse"),
        (|| layer().allow_sources(["example.com"]), "does not parse"),
        (
            || layer().allow_sources(["0.0.0.0/0"]),
            "covers every address",
        ),
        (|| layer().trust_forwarded(["::/0"]), "covers every address"),
        (
            || layer().allow_sources(["::ffff:10.0.0.0/104"]),
            "IPv4 written as IPv6",
        ),
        (|| layer().allow_sources::<&str>([]), "an empty list"),
    ];
    for (build, problem) in cases {
        let panic = catch_unwind(build).unwrap_err();
        let message = panic.downcast_ref::<String>().unwrap();
        assert!(message.contains(problem), "{message}");
    }
    let unused = layer().trust_x_forwarded_for(["10.0.0.0/8"]);
    let error = unused.check().unwrap_err().to_string();
    assert!(error.contains("allow_sources"), "{error}");
}
