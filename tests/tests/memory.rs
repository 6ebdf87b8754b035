//! What hostile bodies cost the server, counted at its allocator: the server has a thread to
//! itself, the clients another.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use tower::{Layer as _, ServiceBuilder, service_fn};
use tower_webhook::{BodyBudget, MemoryStore, WebhookLayer};
use webhook_core::{
    providers,
    testing::{self, RecordingStore},
};
use webhook_tests::{
    STRIPE_SECRET,
    crowd::{partial_bodies, raise_descriptor_limit, unsigned_head},
    raw,
    server::Server,
    stripe_event,
};

const MIB: usize = 1 << 20;

/// One at a time: each wants the machine's memory and sockets.
static ALONE: Mutex<()> = Mutex::new(());

/// A server under measurement: the layer, what its handler saw, and the bytes read of bodies.
#[derive(Clone)]
struct Watched {
    layer: WebhookLayer,
    /// How often the handler ran. One that kept what it saw would be measured as well.
    runs: Arc<AtomicUsize>,
    body_bytes: Arc<AtomicUsize>,
}

impl Watched {
    fn new(layer: WebhookLayer) -> Self {
        Self {
            layer,
            runs: Arc::default(),
            body_bytes: Arc::default(),
        }
    }

    /// Serves while `clients` runs; the most bytes that the server's thread held at once.
    fn peak_while(&self, clients: impl FnOnce(SocketAddr) + Send) -> usize {
        let (tell, address) = mpsc::channel();
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        std::thread::scope(|scope| {
            let server = scope.spawn(|| {
                // Made before the measurement: the runtime is not what a request costs.
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap();
                let measured = allocation_counter::measure(|| {
                    runtime.block_on(async {
                        let server = self.start().await;
                        tell.send(server.address).unwrap();
                        let _ = ended.await;
                    });
                });
                usize::try_from(measured.bytes_max).unwrap()
            });
            clients(address.recv().unwrap());
            end.send(()).unwrap();
            server.join().unwrap()
        })
    }

    async fn start(&self) -> Server {
        let read = self.body_bytes.clone();
        let counting = move |request: Request<Incoming>| {
            let read = read.clone();
            request.map(|body| {
                body.map_frame(move |frame| {
                    let length = frame.data_ref().map_or(0, Bytes::len);
                    read.fetch_add(length, Ordering::Relaxed);
                    frame
                })
            })
        };
        let runs = self.runs.clone();
        let handler = service_fn(move |_: Request<Full<Bytes>>| {
            runs.fetch_add(1, Ordering::Relaxed);
            async { Ok::<_, std::convert::Infallible>(Response::new(Full::<Bytes>::default())) }
        });
        let service = ServiceBuilder::new()
            .map_request(counting)
            .service(self.layer.layer(handler));
        Server::hyper(service).await
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

/// A genuine small delivery; the status.
async fn honest(address: SocketAddr, id: &str) -> u16 {
    let request = testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(stripe_event(id))
        .build();
    raw::send(address, &request).await.status
}

/// Sends 100 MB, or as much of it as the server lets through; the status.
async fn hundred_megabytes(address: SocketAddr, head: &str, chunked: bool) -> u16 {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut read, mut write) = stream.split();
    let piece = vec![b'x'; 64 * 1024];
    let sending = async {
        for _ in 0..1600 {
            if chunked && write.write_all(b"10000\r\n").await.is_err() {
                break;
            }
            if write.write_all(&piece).await.is_err() {
                break;
            }
            if chunked && write.write_all(b"\r\n").await.is_err() {
                break;
            }
        }
        std::future::pending::<()>().await;
    };
    let answer = async {
        use tokio::io::AsyncReadExt as _;
        let mut text = Vec::new();
        while !text.ends_with(b"refused\n") {
            let mut chunk = [0; 1024];
            match read.read(&mut chunk).await {
                Ok(0) | Err(_) => break,
                Ok(length) => text.extend_from_slice(&chunk[..length]),
            }
        }
        let text = String::from_utf8(text).unwrap();
        text.split(' ').nth(1).unwrap().parse().unwrap()
    };
    tokio::select! {
        () = sending => unreachable!("it never ends"),
        status = answer => status,
    }
}

#[test]
fn t_50_a_hundred_megabytes_without_a_signature_are_neither_read_nor_kept() {
    let _alone = ALONE
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    for chunked in [false, true] {
        let length = if chunked {
            "transfer-encoding: chunked"
        } else {
            "content-length: 104857600"
        };
        let head = format!("POST / HTTP/1.1\r\nhost: x\r\n{length}\r\n\r\n");
        let watched = Watched::new(WebhookLayer::stripe(STRIPE_SECRET));
        let peak = watched.peak_while(|address| {
            assert_eq!(block_on(hundred_megabytes(address, &head, chunked)), 401);
        });
        assert_eq!(
            watched.body_bytes.load(Ordering::Relaxed),
            0,
            "bytes of the body were read"
        );
        assert!(
            peak <= MIB,
            "{peak} bytes for a request that was refused by its head"
        );
        assert_eq!(watched.runs.load(Ordering::Relaxed), 0);
    }
}

#[test]
fn t_50_a_hundred_megabytes_in_chunks_are_read_up_to_the_limit_and_no_further() {
    let _alone = ALONE
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    let head = unsigned_head(0).replace("content-length: 0", "transfer-encoding: chunked");
    let watched = Watched::new(WebhookLayer::stripe(STRIPE_SECRET));
    let peak = watched.peak_while(|address| {
        assert_eq!(block_on(hundred_megabytes(address, &head, true)), 413);
    });
    let read = watched.body_bytes.load(Ordering::Relaxed);
    // The limit is 2 MiB; one frame of hyper's is at most half of one.
    assert!(read <= 5 * MIB / 2, "{read} bytes of the body were read");
    // The limit twice while the buffer grows for the last time, and what hyper reads ahead.
    assert!(peak <= 5 * MIB, "{peak} bytes");
    assert_eq!(watched.runs.load(Ordering::Relaxed), 0);
}

#[test]
fn t_54_2000_partial_bodies_of_a_mebibyte_stay_within_the_budget_and_honest_ones_pass() {
    let _alone = ALONE
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    const CONNECTIONS: usize = 2_000;
    const BUDGET: usize = 256 * MIB;
    if !enough_descriptors(CONNECTIONS) {
        return;
    }
    let budget = BodyBudget::new(BUDGET);
    let layer = WebhookLayer::stripe(STRIPE_SECRET)
        .body_budget(budget.clone())
        .read_timeout(Duration::from_secs(4));
    let watched = Watched::new(layer);
    let peak = watched.peak_while(|address| {
        let crowd = partial_bodies(address, CONNECTIONS, MIB, MIB - 1);
        let mut served = 0;
        let mut fullest = 0;
        while !crowd.is_finished() {
            assert_eq!(block_on(honest(address, &format!("evt_{served}"))), 200);
            served += 1;
            fullest = fullest.max(budget.used());
        }
        // What large bodies may use of it, as far as whole ones fit.
        assert!(fullest > BUDGET / 2, "only {fullest} bytes were ever held");
        assert!(served > 1, "nobody was served meanwhile");
        assert_all_refused(&crowd.join().unwrap());
        assert_eq!(watched.runs.load(Ordering::Relaxed), served);
    });
    assert!(peak <= BUDGET + BUDGET / 5, "{} MiB at once", peak / MIB);
    assert_eq!(budget.used(), 0, "the budget was not given back");
}

#[test]
fn t_54_slow_connections_are_all_cut_at_the_deadline() {
    let _alone = ALONE
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    // 10,000 nightly.
    let connections =
        std::env::var("SLOW_CONNECTIONS").map_or(1_000, |text| text.parse().expect("a number"));
    if !enough_descriptors(connections) {
        return;
    }
    let layer = WebhookLayer::stripe(STRIPE_SECRET).read_timeout(Duration::from_secs(2));
    let watched = Watched::new(layer);
    watched.peak_while(|address| {
        let crowd = partial_bodies(address, connections, 1000, 1);
        let mut served = 0;
        while !crowd.is_finished() {
            assert_eq!(block_on(honest(address, &format!("evt_{served}"))), 200);
            served += 1;
        }
        assert_all_refused(&crowd.join().unwrap());
        assert_eq!(watched.runs.load(Ordering::Relaxed), served);
    });
}

#[test]
fn t_58_a_flood_of_bad_signatures_makes_no_store_call_and_without_one_no_body_is_read() {
    let _alone = ALONE
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    const FLOOD: usize = 2_000;
    let store = RecordingStore::new(MemoryStore::new());
    let layer = WebhookLayer::stripe(STRIPE_SECRET).dedupe(store.clone());
    let watched = Watched::new(layer);
    watched.peak_while(|address| {
        block_on(async {
            let body = stripe_event("evt_1");
            let bad = unsigned_head(body.len());
            let none = bad.replace("stripe-signature", "x-other");
            for head in [&bad, &none] {
                let before = watched.body_bytes.load(Ordering::Relaxed);
                for _ in 0..FLOOD {
                    let mut stream = TcpStream::connect(address).await.unwrap();
                    stream.write_all(head.as_bytes()).await.unwrap();
                    stream.write_all(body.as_bytes()).await.unwrap();
                    let answer = raw::read_answer(&mut stream).await.expect("an answer");
                    assert_eq!(answer.status, 401);
                }
                let read = watched.body_bytes.load(Ordering::Relaxed) - before;
                let expected = if head == &bad { FLOOD * body.len() } else { 0 };
                assert_eq!(read, expected);
            }
        });
    });
    assert_eq!(store.calls(), []);
    assert_eq!(watched.runs.load(Ordering::Relaxed), 0);
}

/// Every connection was answered, and with 503.
fn assert_all_refused(statuses: &[Option<u16>]) {
    let others: Vec<_> = statuses.iter().filter(|got| **got != Some(503)).collect();
    let (count, few) = (others.len(), &others[..others.len().min(5)]);
    assert!(others.is_empty(), "{count} of {}: {few:?}", statuses.len());
}

/// Both ends of each connection are in this process.
fn enough_descriptors(connections: usize) -> bool {
    let wanted = u64::try_from(2 * connections + 200).unwrap();
    let allowed = raise_descriptor_limit();
    if allowed >= wanted {
        return true;
    }
    let text = format!("{wanted} descriptors are needed and {allowed} allowed; raise ulimit -n");
    assert!(std::env::var_os("REQUIRE_SERVERS").is_none(), "{text}");
    eprintln!("skipped: {text}");
    false
}
