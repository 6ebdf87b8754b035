//! The receiver: started by the tests as a process of its own, and what runs in it.

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

use axum::{Router, http::StatusCode, routing::post};
use axum_webhook::{Delivery, WebhookLayer};
use webhook_core::store::{Claim, DedupeKey, DedupeStore, Owner, Settled, StoreError};
use webhook_tests::STRIPE_SECRET;

use crate::{
    Crash, LEASE,
    effects::Effects,
    stores::{self, Kind},
};

/// A receiver in a process of its own, killed when dropped.
pub(crate) struct Child {
    pub(crate) port: u16,
    process: std::process::Child,
}

impl Child {
    /// Starts one on a free port, and waits until it listens.
    pub(crate) fn start(kind: Kind, address: &str, crash: Crash) -> Self {
        let mut process = Command::new(std::env::current_exe().expect("this test's path"))
            .args(["--ignored", "--exact", "receiver", "--nocapture"])
            .env("CRASH_KIND", format!("{kind:?}"))
            .env("CRASH_ADDRESS", address)
            .env("CRASH_AT", format!("{crash:?}"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let said = BufReader::new(process.stdout.take().expect("its output"));
        let port = said
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("listening on ")?.1.parse().ok());
        Self {
            port: port.expect("the receiver listens"),
            process,
        }
    }

    /// Waits until it is dead.
    pub(crate) fn wait(&mut self) {
        let status = self.process.wait().expect("its end");
        assert!(!status.success(), "it was to be killed");
    }

    /// As `kill -9`.
    pub(crate) fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs in the child until it is killed.
pub(crate) async fn serve() {
    let variable = |name| std::env::var(name).expect("started by another test");
    let kind = Kind::parse(&variable("CRASH_KIND"));
    let address = variable("CRASH_ADDRESS");
    let crash = Crash::parse(&variable("CRASH_AT"));

    let store = Crashing {
        inner: stores::open(kind, &address).await,
        crash,
    };
    let layer = WebhookLayer::stripe(STRIPE_SECRET)
        .dedupe(store)
        .lease(LEASE);
    let effects = Arc::new(Effects::of(kind, &address));
    let handler = move |delivery: Delivery| {
        let effects = effects.clone();
        async move {
            match effects.add(&delivery, crash).await {
                Ok(()) => StatusCode::OK,
                Err(error) => {
                    println!("no effect: {error}");
                    StatusCode::INTERNAL_SERVER_ERROR
                }
            }
        }
    };
    let app = Router::new().route("/", post(handler).route_layer(layer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let port = listener.local_addr().expect("its address").port();
    println!("listening on {port}");
    axum::serve(listener, app).await.expect("a server");
}

/// Dies around the calls of a store.
struct Crashing<S> {
    inner: S,
    crash: Crash,
}

impl<S: DedupeStore> DedupeStore for Crashing<S> {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        self.crash.reached(Crash::BeforeClaim).await;
        let claim = self.inner.claim(key, lease).await;
        self.crash.reached(Crash::AfterClaim).await;
        claim
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        self.inner.renew(key, owner, lease).await
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        let settled = self.inner.complete(key, owner, keep).await;
        self.crash.reached(Crash::AfterComplete).await;
        settled
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.inner.release(key, owner).await
    }
}
