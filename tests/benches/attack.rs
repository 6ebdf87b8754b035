//! Budgets P9 and P10: what a server's memory does under hostile bodies, and what honest senders
//! notice. The server is a process of its own, so that its resident memory is its own.
//!
//! Ends with an error above a budget. Resident memory is read where Linux shows it.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use axum::{Router, routing::post};
use tower_webhook::{Delivery, WebhookLayer};
use webhook_core::{providers, testing};
use webhook_tests::{
    STRIPE_SECRET,
    crowd::{partial_bodies, raise_descriptor_limit},
    raw, stripe_event,
};

const MIB: u64 = 1 << 20;
/// The layer's own default.
const BODY_BUDGET: u64 = 256 * MIB;
const CONNECTIONS: usize = 2_000;
const HONEST: usize = 500;

fn main() -> ExitCode {
    raise_descriptor_limit();
    if std::env::args().any(|argument| argument == "--serve") {
        serve();
        return ExitCode::SUCCESS;
    }
    if !cfg!(target_os = "linux") {
        println!("skipped: resident memory is read from /proc, which only Linux has");
        return ExitCode::SUCCESS;
    }
    let within = [unsigned_giant(), partial_crowd()];
    if within.iter().all(|within| *within) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The server's process: axum and the layer as it comes.
fn serve() {
    async fn handle(_: Delivery) {}
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let layer = WebhookLayer::stripe(STRIPE_SECRET);
        let app = Router::new().route("/", post(handle).route_layer(layer));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        println!("{}", listener.local_addr().expect("an address"));
        axum::serve(listener, app).await.expect("a server");
    });
}

struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start() -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .arg("--serve")
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        out.read_line(&mut line).expect("an address");
        Self {
            address: line.trim().parse().expect("an address"),
            child,
        }
    }

    /// Resident now, or at most, in bytes.
    fn resident(&self, field: &str) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).expect("the process' status");
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(field))
            .expect(field);
        let kib: u64 = line
            .trim()
            .trim_end_matches(" kB")
            .parse()
            .expect("a number");
        kib * 1024
    }

    /// Time of one genuine delivery each, sorted.
    fn honest(&self, round: &str, while_: impl Fn() -> bool) -> Vec<Duration> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let mut times = Vec::new();
        while times.len() < HONEST && while_() {
            let request = testing::request(providers::STRIPE, STRIPE_SECRET)
                .body(stripe_event(&format!("evt_{round}_{}", times.len())))
                .build();
            let start = Instant::now();
            let answer = runtime.block_on(raw::send(self.address, &request));
            times.push(start.elapsed());
            assert_eq!(answer.status, 200, "an honest sender was turned away");
        }
        times.sort_unstable();
        times
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// P9: 256 MiB without a signature.
fn unsigned_giant() -> bool {
    let server = Server::start();
    server.honest("warm", || true);
    let before = server.resident("VmHWM:");
    let mut stream = TcpStream::connect(server.address).expect("a connection");
    let length = 256 * MIB;
    let head = format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n");
    stream
        .write_all(head.as_bytes())
        .expect("the head is taken");
    let piece = vec![b'x'; 1 << 20];
    let mut sent = 0;
    // A server that has answered takes no more.
    while sent < length && stream.write_all(&piece).is_ok() {
        sent += MIB;
    }
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    let growth = server.resident("VmHWM:").saturating_sub(before);
    let within = growth <= MIB;
    println!(
        "P9  256 MiB unsigned: {sent} bytes could be sent, memory grew by {} KiB (budget 1024){}",
        growth / 1024,
        verdict(within)
    );
    within
}

/// P10: 2,000 connections, each with all but a byte of 1 MiB.
fn partial_crowd() -> bool {
    let server = Server::start();
    let p99 = |times: &[Duration]| times[times.len() * 99 / 100].as_secs_f64() * 1e3;
    let idle = p99(&server.honest("idle", || true));
    let mib = usize::try_from(MIB).expect("small");
    let start = Instant::now();
    let crowd = partial_bodies(server.address, CONNECTIONS, mib, mib - 1);
    // The crowd shares this machine's cores while it sends; what counts is what it holds then.
    let (mut most, mut still) = (0, 0);
    while still < 300 && !crowd.is_finished() {
        let round = format!("wait{still}_{most}");
        let _ = server.honest(&round, || !crowd.is_finished());
        let resident = server.resident("VmRSS:");
        let grew = resident > most + MIB;
        most = most.max(resident);
        still = if grew || most < BODY_BUDGET / 2 {
            0
        } else {
            still + 100
        };
    }
    let busy = p99(&server.honest("busy", || !crowd.is_finished()));
    let statuses = crowd.join().expect("the crowd");
    let took = start.elapsed();
    let peak = server.resident("VmHWM:");
    let refused = statuses
        .iter()
        .flatten()
        .filter(|status| **status == 503)
        .count();
    let memory = peak <= BODY_BUDGET + BODY_BUDGET / 5;
    println!(
        "P10 {CONNECTIONS} x 1 MiB less a byte: {refused} got 503, all were done after {took:.1?} (deadline 10 s)"
    );
    println!(
        "    memory {} MiB at most (budget {}){}",
        peak / MIB,
        (BODY_BUDGET + BODY_BUDGET / 5) / MIB,
        verdict(memory)
    );
    let patience = busy <= 2.0 * idle;
    println!(
        "    honest p99 {busy:.2} ms beside {idle:.2} ms idle: {:.2}x (budget 2){}",
        busy / idle,
        verdict(patience)
    );
    memory && patience
}

fn verdict(within: bool) -> &'static str {
    if within { "" } else { "  ABOVE THE BUDGET" }
}
