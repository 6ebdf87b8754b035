//! Key servers over TLS on this machine, and the client that asks them: slow, huge, redirecting,
//! wrong, or down.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::Certificate;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_rustls::{TlsAcceptor, rustls, server::TlsStream};
use tower_webhook::{HttpKeys, WebhookLayer, providers};
use webhook_core::testing::{Published, RequestBuilder, vectors::Vector};
use webhook_tests::handler::Handler;

use crate::vectors::{layer, send, vector};

/// The host of the vectors' certificates.
pub(crate) const HOST: &str = "sns.us-east-1.amazonaws.com";

/// What a key server does with a connection.
#[derive(Clone)]
pub(crate) enum Act {
    /// Answers with this text.
    Answer(String),
    /// Sends a byte of a long answer now and then, for ever.
    Drip,
    /// Sends a hundred mebibytes.
    Flood,
    /// Takes the request and says nothing.
    Silence,
}

/// A key server with a certificate of its own.
pub(crate) struct KeyServer {
    pub(crate) address: SocketAddr,
    pub(crate) connections: Arc<AtomicUsize>,
    /// The requests that were read, as text.
    requests: Arc<Mutex<Vec<String>>>,
    certificate: Certificate,
    _task: JoinSet<()>,
}

impl KeyServer {
    /// Serves `act` under the name of `host`.
    pub(crate) async fn start(host: &str, act: Act) -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed([host.to_owned()]).expect("a certificate");
        let key = rustls::pki_types::PrivateKeyDer::try_from(signing_key.serialize_der());
        let config = rustls::ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key.expect("a key"))
            .expect("a configuration");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = connections.clone();
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = requests.clone();
        let mut task = JoinSet::new();
        task.spawn(async move {
            let mut open = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                let (acceptor, act, log) = (acceptor.clone(), act.clone(), log.clone());
                open.spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serve(stream, act, &log).await;
                    }
                });
            }
        });
        Self {
            address,
            connections,
            requests,
            certificate: Certificate::from_pem(cert.pem().as_bytes()).expect("PEM"),
            _task: task,
        }
    }

    /// A client that finds this server under `host` and trusts its certificate.
    pub(crate) fn client(&self, host: &'static str) -> HttpKeys {
        let (address, certificate) = (self.address, self.certificate.clone());
        HttpKeys::new().configure(move |builder| {
            builder
                .resolve(host, address)
                .tls_certs_merge([certificate.clone()])
                .timeout(Duration::from_millis(500))
        })
    }
}

async fn serve(mut stream: TlsStream<TcpStream>, act: Act, log: &Mutex<Vec<String>>) {
    let mut request = [0; 4096];
    let length = stream.read(&mut request).await.unwrap_or(0);
    let text = String::from_utf8_lossy(&request[..length]).into_owned();
    log.lock().unwrap().push(text);
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
    match act {
        Act::Answer(answer) => {
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
        Act::Drip => {
            let _ = stream
                .write_all(format!("{head}content-length: 2000\r\n\r\n").as_bytes())
                .await;
            let mut ticks = tokio::time::interval(Duration::from_millis(20));
            while stream.write_all(b"-").await.is_ok() && stream.flush().await.is_ok() {
                ticks.tick().await;
            }
        }
        Act::Flood => {
            let length = 100 << 20;
            let _ = stream
                .write_all(format!("{head}content-length: {length}\r\n\r\n").as_bytes())
                .await;
            while stream.write_all(&[b'-'; 16 * 1024]).await.is_ok() {}
        }
        Act::Silence => {
            let _ = stream.read(&mut request).await;
        }
    }
}

fn certificate(vector: &Vector) -> String {
    let (_, document) = vector.keys.documents().next().expect("a document");
    String::from_utf8(document.to_vec()).expect("PEM")
}

fn ok(body: &str) -> Act {
    let length = body.len();
    Act::Answer(format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))
}

#[tokio::test]
async fn a_certificate_over_https_verifies_a_message() {
    let genuine = vector("sns/valid-1/s");
    let server = KeyServer::start(HOST, ok(&certificate(&genuine))).await;
    let layer = layer(&genuine).key_source(server.client(HOST));
    let handler = Handler::default();
    for _ in 0..2 {
        let outcome = send(&layer, &handler, genuine.request().unwrap()).await;
        assert_eq!(outcome, (200, ""));
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 1, "kept");
    assert_eq!(handler.started(), 1, "the second is a duplicate");
}

/// The test above once more, in a process whose environment has a proxy that refuses connections.
#[test]
fn a_proxy_of_the_environment_is_not_asked() {
    let this = std::env::current_exe().expect("a path");
    let ran = std::process::Command::new(this)
        .args([
            "--exact",
            "source::a_certificate_over_https_verifies_a_message",
        ])
        .env("HTTPS_PROXY", "http://127.0.0.1:9")
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .expect("a process");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn t_12_a_key_server_that_is_slow_huge_redirecting_wrong_or_down_is_a_503_in_time() {
    let genuine = vector("sns/valid-1/s");
    let elsewhere = KeyServer::start("evil.example", ok("-")).await;
    let redirect = format!(
        "HTTP/1.1 302 Found\r\nlocation: https://evil.example:{}/x.pem\r\ncontent-length: 0\r\n\r\n",
        elsewhere.address.port()
    );
    let table = [
        ("slow", Act::Drip),
        ("silent", Act::Silence),
        ("huge", Act::Flood),
        ("redirecting", Act::Answer(redirect)),
        (
            "broken",
            Act::Answer("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n".to_owned()),
        ),
        (
            "absent",
            Act::Answer("HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n".to_owned()),
        ),
        ("no HTTP", Act::Answer("\u{1}\u{2}\u{3}".to_owned())),
        (
            "cut off",
            Act::Answer("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n---".to_owned()),
        ),
        ("no certificate", ok("<html>")),
        (
            "an empty certificate",
            ok("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"),
        ),
        ("empty", ok("")),
    ];
    for (what, act) in table {
        let server = KeyServer::start(HOST, act).await;
        let layer = layer(&genuine).key_source(server.client(HOST));
        let handler = Handler::default();
        let start = Instant::now();
        let outcome = send(&layer, &handler, genuine.request().unwrap()).await;
        assert_eq!(outcome, (503, "key_unavailable"), "{what}");
        assert!(start.elapsed() < Duration::from_secs(5), "{what}");
        assert_eq!(handler.started(), 0, "{what}");
        // Nobody is asked again at once.
        send(&layer, &handler, genuine.request().unwrap()).await;
        assert_eq!(server.connections.load(Ordering::SeqCst), 1, "{what}");
    }
    assert_eq!(
        elsewhere.connections.load(Ordering::SeqCst),
        0,
        "no redirect is followed"
    );

    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let down = HttpKeys::new().configure(move |builder| builder.resolve(HOST, closed));
    let layer = layer(&genuine).key_source(down);
    let outcome = send(&layer, &Handler::default(), genuine.request().unwrap()).await;
    assert_eq!(outcome, (503, "key_unavailable"), "down");
}

#[tokio::test]
async fn a_server_that_cannot_prove_its_name_is_not_believed() {
    let genuine = vector("sns/valid-1/s");
    let document = ok(&certificate(&genuine));
    // A certificate for another host, and one that nobody vouches for.
    let other = KeyServer::start("evil.example", document.clone()).await;
    let unknown = KeyServer::start(HOST, document).await;
    let address = unknown.address;
    let untrusting = HttpKeys::new().configure(move |builder| builder.resolve(HOST, address));
    for (what, keys) in [("other", other.client(HOST)), ("unknown", untrusting)] {
        let layer = layer(&genuine).key_source(keys);
        let outcome = send(&layer, &Handler::default(), genuine.request().unwrap()).await;
        assert_eq!(outcome, (503, "key_unavailable"), "{what}");
    }
}

#[tokio::test]
async fn a_document_behind_credentials_is_asked_for_with_them() {
    const PLAID: &str = "production.plaid.com";
    let plaid = Published::new(&providers::PLAID).expect("it can be signed for");
    let document = plaid.keys().documents().next().unwrap().1.to_vec();
    let server = KeyServer::start(PLAID, ok(&String::from_utf8(document).unwrap())).await;
    let keys = server
        .client(PLAID)
        .header("plaid-client-id", "the client id")
        .header("plaid-secret", "the secret");
    assert!(!format!("{keys:?}").contains("the secret"));
    let layer = WebhookLayer::fetching(providers::PLAID).key_source(keys);
    let request = RequestBuilder::new(plaid.signer())
        .body(r#"{"webhook_type":"ITEM","webhook_code":"ERROR"}"#)
        .build();
    assert_eq!(send(&layer, &Handler::default(), request).await, (200, ""));
    let request = server.requests.lock().unwrap().concat();
    assert!(
        request.starts_with("POST /webhook_verification_key/get HTTP/1.1\r\n"),
        "{request}"
    );
    for part in [
        "plaid-client-id: the client id\r\n",
        "plaid-secret: the secret\r\n",
        "content-type: application/json\r\n",
        "\r\n\r\n{\"key_id\":\"test\"}",
    ] {
        assert!(request.contains(part), "{part}: {request}");
    }
}

#[tokio::test]
async fn t_11_a_subscription_is_confirmed_at_the_topics_own_host() {
    let genuine = vector("sns/subscription-v2/s");
    let server = KeyServer::start(HOST, ok("<ConfirmSubscriptionResponse/>")).await;
    let layer = self::layer(&genuine)
        .key_source(genuine.keys.clone())
        .confirm_subscriptions(server.client(HOST));
    let handler = Handler::default();
    let outcome = send(&layer, &handler, genuine.request().unwrap()).await;
    assert_eq!((outcome, handler.started()), ((200, ""), 0));
    let request = server.requests.lock().unwrap().concat();
    let expected = "GET /?Action=ConfirmSubscription&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A";
    assert!(request.starts_with(expected), "{request}");

    let broken = KeyServer::start(
        HOST,
        Act::Answer("HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n".to_owned()),
    )
    .await;
    let layer = self::layer(&genuine)
        .key_source(genuine.keys.clone())
        .confirm_subscriptions(broken.client(HOST));
    let outcome = send(&layer, &handler, genuine.request().unwrap()).await;
    assert_eq!(outcome, (503, "check_unanswered"), "SNS sends it again");
}
