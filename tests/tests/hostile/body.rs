//! Bodies that are slow, huge, encoded, empty or no text.

use std::{io::Write as _, num::NonZeroUsize, time::Duration};

use axum::{Router, extract::DefaultBodyLimit, routing::post};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::Request;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use tower::{Layer as _, ServiceBuilder};
use tower_http::decompression::RequestDecompressionLayer;
use tower_webhook::{Delivery, WebhookLayer};
use webhook_core::{providers, testing};
use webhook_tests::{GITHUB_SECRET, STRIPE_SECRET, handler::Handler, raw, server::Server};

use crate::rig::{Rig, Row, UNMEASURED, stripe, stripe_with, with, without};

const HUNDRED_MB: &str = "104857600";

pub(crate) const ROWS: &[Row] = &[
    Row {
        input: "slow body, 1 B/s, with and without a signature",
        peers: [
            "still open at 23 s, unsigned too",
            "still open",
            "still open",
            "not run (no timeout in source)",
        ],
        run: || {
            Box::pin(async {
                let deadline = Duration::from_millis(200);
                let layer = WebhookLayer::stripe(STRIPE_SECRET).read_timeout(deadline);
                let rig = Rig::new(layer, []).await;
                let request = stripe("evt_1");
                let mut stream = TcpStream::connect(rig.server.address).await.unwrap();
                stream.write_all(&raw::head(&request)).await.unwrap();
                stream.write_all(&request.body()[..5]).await.unwrap();
                let answer = raw::read_answer(&mut stream).await.expect("an answer");
                assert_eq!(answer.status, 503);
                let unsigned = without(&request, "stripe-signature");
                assert_eq!(rig.head_only(&unsigned, "1000").await.status, 401);
                rig.is_untouched().await;
                "cut at the deadline (10 s) with 503; unsigned: 401 before the body".to_owned()
            })
        },
    },
    Row {
        input: "100 MB body, bad signature",
        peers: [
            "all buffered, RSS 41 to 142 MB, 401",
            "413",
            "panic (3 MB already)",
            "400",
        ],
        run: || {
            Box::pin(async {
                let rig = Rig::stripe([]).await;
                let now = std::time::SystemTime::now();
                let now = webhook_core::UnixTime::from(now).as_secs();
                let bad = format!("t={now},v1={}", "0".repeat(64));
                let request = with(&stripe("evt_1"), "stripe-signature", &bad);
                assert_eq!(rig.head_only(&request, HUNDRED_MB).await.status, 413);
                rig.is_untouched().await;
                "413 before the body is read".to_owned()
            })
        },
    },
    Row {
        input: "100 MB body, no signature header",
        peers: [
            "buffered whole, then 400",
            "headers checked before the body",
            "panic (3 MB unsigned)",
            "limit first",
        ],
        run: || {
            Box::pin(async {
                let rig = Rig::stripe([]).await;
                let request = without(&stripe("evt_1"), "stripe-signature");
                assert_eq!(rig.head_only(&request, HUNDRED_MB).await.status, 401);
                rig.is_untouched().await;
                "401, no byte of the body read".to_owned()
            })
        },
    },
    Row {
        input: "axum's DefaultBodyLimit below and above the layer's",
        peers: [
            "ignored by the layer: 100 MB read and hashed",
            "3 MB validly signed panics",
            "-",
            "-",
        ],
        run: || Box::pin(body_limits()),
    },
    Row {
        input: "chunked, no Content-Length",
        peers: ["ok", "ok", "-", "-"],
        run: || {
            Box::pin(async {
                let rig = Rig::stripe([]).await;
                let request = stripe("evt_1");
                let mut stream = TcpStream::connect(rig.server.address).await.unwrap();
                let head = raw::head_with(&request, &[("transfer-encoding", "chunked")]);
                stream.write_all(&head).await.unwrap();
                for chunk in request.body().chunks(9) {
                    let chunk =
                        [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat();
                    stream.write_all(&chunk).await.unwrap();
                }
                stream.write_all(b"0\r\n\r\n").await.unwrap();
                assert_eq!(raw::read_answer(&mut stream).await.unwrap().status, 200);
                assert_eq!(rig.handler.bodies(), [request.body().clone()]);
                "200".to_owned()
            })
        },
    },
    Row {
        input: "empty body, signed",
        peers: ["200", "422 (JSON forced)", "200", "200"],
        run: || {
            Box::pin(async {
                let rig = Rig::stripe([]).await;
                assert_eq!(rig.send(&stripe_with("")).await, 200);
                assert_eq!(rig.handler.bodies(), [""]);
                "200".to_owned()
            })
        },
    },
    Row {
        input: "body that is not UTF-8, signed",
        peers: ["200", "n/a", "400", "n/a"],
        run: || {
            Box::pin(async {
                let rig = Rig::stripe([]).await;
                let body = &b"\xff\xfe\x00{\xc3\x28}"[..];
                assert_eq!(rig.send(&stripe_with(body)).await, 200);
                assert_eq!(rig.handler.bodies(), [body]);
                "200, byte for byte".to_owned()
            })
        },
    },
    Row {
        input: "body that is not UTF-8, unsigned (slack-auth-middleware: panics)",
        peers: UNMEASURED,
        run: || {
            Box::pin(async {
                let rig = Rig::new(WebhookLayer::slack(STRIPE_SECRET), []).await;
                let request = testing::request(providers::SLACK, STRIPE_SECRET)
                    .body(&b"\xff\xfe"[..])
                    .build();
                let unsigned = without(&request, "x-slack-signature");
                assert_eq!(rig.send(&unsigned).await, 401);
                let other = with(
                    &request,
                    "x-slack-signature",
                    &format!("v0={}", "0".repeat(64)),
                );
                assert_eq!(rig.send(&other).await, 401);
                rig.is_untouched().await;
                "401".to_owned()
            })
        },
    },
];

async fn body_limits() -> String {
    async fn handle(_: Delivery, body: Bytes) -> String {
        body.len().to_string()
    }
    async fn only_delivery(delivery: Delivery) -> String {
        delivery.body().len().to_string()
    }
    const MIB: usize = 1 << 20;
    let three = stripe_with(vec![b' '; 3 * MIB]);
    let one_and_a_half = stripe_with(vec![b' '; 3 * MIB / 2]);
    let app = |axum: usize, layer: WebhookLayer| {
        Router::new()
            .route("/", post(handle))
            .route("/delivery", post(only_delivery))
            .layer(layer)
            .layer(DefaultBodyLimit::max(axum))
    };
    let small = Server::axum(app(MIB, WebhookLayer::stripe(STRIPE_SECRET))).await;
    let send = async |server: &Server, path: &str, request: &Request<Bytes>| {
        let mut request = request.clone();
        *request.uri_mut() = path.parse().unwrap();
        raw::send(server.address, &request).await.status
    };
    // The layer's own limit, whatever axum's is; then axum's, for what reads the body through it.
    assert_eq!(send(&small, "/delivery", &three).await, 413);
    assert_eq!(send(&small, "/", &one_and_a_half).await, 413);
    assert_eq!(send(&small, "/delivery", &one_and_a_half).await, 200);
    let raised = NonZeroUsize::new(10 * MIB).unwrap();
    let layer = WebhookLayer::stripe(STRIPE_SECRET).body_limit(raised);
    let large = Server::axum(app(10 * MIB, layer)).await;
    assert_eq!(send(&large, "/", &three).await, 200);
    "each limit holds for itself: above the layer's 413 before the body; both raised: 3 MB pass"
        .to_owned()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn t_22_a_gzip_bomb_is_refused_by_its_head_and_by_the_limit_behind_a_decompressor() {
    // 64 MiB of blanks in 64 KiB.
    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 100 * 1024);
    let request = with(&stripe_with(bomb), "content-encoding", "gzip");
    let rig = Rig::stripe([]).await;
    assert_eq!(rig.send(&request).await, 415);
    rig.is_untouched().await;

    // With a decompressor in front the layer never sees the encoding; its limit still holds.
    let handler = Handler::default();
    let service = ServiceBuilder::new()
        .layer(RequestDecompressionLayer::new())
        .layer(WebhookLayer::stripe(STRIPE_SECRET))
        .service(handler.clone());
    let server = Server::axum(Router::new().route("/", axum::routing::any_service(service))).await;
    assert_eq!(raw::send(server.address, &request).await.status, 413);
    assert_eq!(handler.started(), 0);
}

#[tokio::test]
async fn t_22_a_decompressor_in_front_makes_a_signature_of_the_plain_body_verify() {
    let handler = Handler::default();
    let plain = stripe("evt_1");
    let packed = with(
        &plain.clone().map(|body| gzip(&body).into()),
        "content-encoding",
        "gzip",
    );
    let in_front = ServiceBuilder::new()
        .layer(RequestDecompressionLayer::new())
        .layer(WebhookLayer::stripe(STRIPE_SECRET))
        .service(handler.clone());
    let server = Server::axum(Router::new().route("/", axum::routing::any_service(in_front))).await;
    assert_eq!(raw::send(server.address, &packed).await.status, 200);
    let behind = WebhookLayer::stripe(STRIPE_SECRET).layer(handler.clone());
    let server = Server::hyper(behind).await;
    assert_eq!(raw::send(server.address, &packed).await.status, 415);
    assert_eq!(handler.bodies(), [plain.body().clone()]);
}

#[tokio::test]
async fn t_15_no_rewritten_body_is_taken_for_the_one_that_was_signed() {
    let signed = "{\"id\":\"evt_1\",\"n\":1.0,\"e\":1e2,\"u\":\"\u{e9}\\u00e9\",\"z\":null}";
    let rewritten = [
        signed.replace("\u{e9}", "\\u00e9"),
        signed.replace("1.0", "1"),
        signed.replace("1e2", "100"),
        signed.replace(':', ": "),
        format!("{signed}\n"),
        format!("\u{feff}{signed}"),
        signed.replace(",\"z\":null", ""),
        format!("{signed}\0"),
    ];
    let rig = Rig::new(WebhookLayer::github(GITHUB_SECRET), []).await;
    let genuine = testing::request(providers::GITHUB, GITHUB_SECRET)
        .body(signed)
        .build();
    for body in rewritten {
        let request = genuine.clone().map(|_| Bytes::from(body));
        assert_eq!(rig.send(&request).await, 401);
    }
    rig.is_untouched().await;
    assert_eq!(rig.send(&genuine).await, 200);
    assert_eq!(rig.handler.bodies(), [signed]);
}

#[tokio::test]
async fn t_16_a_body_that_fails_is_not_tried_again_in_another_form() {
    // Convoy's way: raw bytes first, then the re-written JSON. Signed is the compact form.
    let compact = r#"{"id":"evt_1","a":[1,2]}"#;
    let pretty = "{\n  \"id\": \"evt_1\",\n  \"a\": [\n    1,\n    2\n  ]\n}";
    for (signed, sent) in [(compact, pretty), (pretty, compact)] {
        let rig = Rig::stripe([]).await;
        let request = stripe_with(signed).map(|_| Bytes::from(sent));
        assert_eq!(rig.send(&request).await, 401);
        rig.is_untouched().await;
    }
    // Nor is a form read as JSON, or JSON as a form, by a header that nobody signed.
    let url = "https://example.com/";
    let rig = Rig::new(WebhookLayer::twilio(STRIPE_SECRET, url), []).await;
    let form = testing::request(providers::TWILIO, STRIPE_SECRET)
        .url(url)
        .form("a=1&b=2")
        .build();
    assert_eq!(
        rig.send(&with(&form, "content-type", "application/json"))
            .await,
        400
    );
    rig.is_untouched().await;
}

#[tokio::test]
async fn t_51_a_content_length_that_lies_neither_truncates_nor_allocates() {
    let rig = Rig::stripe([]).await;
    let request = stripe("evt_1");
    // Huge: refused by the head. Short: what is beyond is no body, and the rest no signed content.
    let huge = rig.head_only(&request, "9000000000000000000").await;
    assert_eq!(huge.status, 413);
    let overflowing = rig.head_only(&request, "18446744073709551615").await;
    assert!(overflowing.status >= 400, "{}", overflowing.status);
    let mut stream = TcpStream::connect(rig.server.address).await.unwrap();
    let head = raw::head_with(&request, &[("content-length", "10")]);
    stream.write_all(&head).await.unwrap();
    stream.write_all(&request.body()[..10]).await.unwrap();
    assert_eq!(raw::read_answer(&mut stream).await.unwrap().status, 401);
    // Long: the connection ends before the body does.
    let mut stream = TcpStream::connect(rig.server.address).await.unwrap();
    let head = raw::head_with(&request, &[("content-length", "100000")]);
    stream.write_all(&head).await.unwrap();
    stream.write_all(request.body()).await.unwrap();
    stream.shutdown().await.unwrap();
    if let Some(answer) = raw::read_answer(&mut stream).await {
        assert!(answer.status >= 400, "{}", answer.status);
    }
    assert_eq!((rig.handler.started(), rig.store.calls().len()), (0, 0));
}
