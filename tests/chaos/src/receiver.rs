//! The receiver: an axum server as anybody would write it, and a child process that dies with its
//! parent.

mod chance;
mod handlers;
mod stores;

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use axum::{Router, body::Bytes, http::Response, routing::post};
use axum_webhook::{MemoryStore, Refusal, WebhookLayer};
use tokio::{net::TcpListener, time::sleep};
use webhook_core::{providers, store::DedupeStore};

use self::{chance::Chance, handlers::Handler};
use crate::{
    Error,
    args::{Mode, ReceiveArgs},
    client::REFUSAL,
    journal::Journal,
    plan::{Plan, secret},
    witness::{Forgetful, Witness},
};

/// What it prints once it listens.
pub(crate) const READY: &str = "ready";

/// Receives until it is killed.
pub(crate) fn run(args: &ReceiveArgs) -> Result<(), Error> {
    die_with_parent();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(args))
}

/// The parent holds the other end of our input, and lets it go however it ends.
fn die_with_parent() {
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
}

async fn serve(args: &ReceiveArgs) -> Result<(), Error> {
    let listener = listen(args.port).await?;
    let app = app(args).await?;
    let mut output = std::io::stdout();
    writeln!(output, "{READY}")?;
    output.flush()?;
    Ok(axum::serve(listener, app).await?)
}

/// Listens where the last receiver did, which has only just ended.
async fn listen(port: u16) -> Result<TcpListener, Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut tries = 100;
    loop {
        match TcpListener::bind(address).await {
            Ok(listener) => return Ok(listener),
            Err(error) if tries == 0 => return Err(format!("port {port}: {error}").into()),
            Err(_) => tries -= 1,
        }
        sleep(Duration::from_millis(20)).await;
    }
}

async fn app(args: &ReceiveArgs) -> Result<Router, Error> {
    let chance = Chance::new(Plan::new(args.seed, Duration::ZERO).handlers(args.incarnation));
    if args.mode.is_transactional() {
        let postgres = stores::postgres(&args.store).await?;
        let pool = stores::pool(&args.store)?;
        let handler = Handler::transaction(postgres, pool, chance, args.incarnation);
        // The transaction alone decides, also among copies that come at once.
        return Ok(route(args, Forgetful, handler));
    }
    let effects = Journal::open(&args.effects)?;
    let hasty = args.mode == Mode::Hasty;
    let handler = Handler::file(effects, hasty, chance, args.incarnation);
    Ok(match args.mode {
        Mode::Redis => witnessed(args, stores::redis(&args.store).await?, handler)?,
        Mode::Postgres => witnessed(args, stores::postgres(&args.store).await?, handler)?,
        Mode::Sqlite | Mode::Hasty => witnessed(args, stores::sqlite(&args.store)?, handler)?,
        Mode::Memory => witnessed(args, MemoryStore::new(), handler)?,
        Mode::PostgresTransaction | Mode::All => return Err("not a receiver's mode".into()),
    })
}

fn witnessed(
    args: &ReceiveArgs,
    store: impl DedupeStore,
    handler: Handler,
) -> Result<Router, Error> {
    let claims = Journal::open(&args.claims)?;
    Ok(route(
        args,
        Witness::new(store, claims, args.incarnation),
        handler,
    ))
}

fn route(args: &ReceiveArgs, store: impl DedupeStore, handler: Handler) -> Router {
    let layer = WebhookLayer::stripe(secret())
        .dedupe(store)
        .lease(args.lease)
        // So that a kill interrupts so many handlers at most, those of reset connections included.
        .max_in_flight(args.concurrency)
        .respond_with(refuse);
    Router::new()
        .route("/", post(handlers::handle).route_layer(layer))
        .with_state(handler)
}

/// As always, and says why: the checker tells a delivery in flight from a store that is away.
#[allow(clippy::unnecessary_wraps, reason = "the layer asks for an option")]
fn refuse(refusal: &Refusal) -> Option<Response<Bytes>> {
    let mut response = refusal.response(&providers::STRIPE).map(Bytes::from);
    let code = axum::http::HeaderValue::from_static(refusal.code());
    response.headers_mut().insert(REFUSAL, code);
    Some(response)
}
