//! A receiver that is killed between any two statements of a delivery's way: claim, effect, completion,
//! answer. Whatever was done, the provider's retry sets right, within the lease and a second.

mod child;
mod effects;
mod stores;

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use webhook_core::{providers, testing};
use webhook_tests::{STRIPE_SECRET, stripe_event};

use self::{child::Child, effects::Effects, stores::Kind};

/// The lease in the receiver; the least that the layer takes.
const LEASE: Duration = Duration::from_secs(1);

/// Where the receiver is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Crash {
    BeforeClaim,
    AfterClaim,
    AfterEffect,
    BeforeCommit,
    AfterCommit,
    AfterComplete,
    Never,
}

impl Crash {
    const ALL: [Self; 7] = [
        Self::BeforeClaim,
        Self::AfterClaim,
        Self::AfterEffect,
        Self::BeforeCommit,
        Self::AfterCommit,
        Self::AfterComplete,
        Self::Never,
    ];

    fn parse(name: &str) -> Self {
        let found = Self::ALL.iter().find(|crash| format!("{crash:?}") == name);
        *found.expect("a known place")
    }

    /// Dies as by `kill -9`, if this is the place.
    async fn reached(self, place: Self) {
        if self == place {
            let me = std::process::id().to_string();
            let _ = std::process::Command::new("kill")
                .args(["-KILL", &me])
                .status();
            std::future::pending().await
        }
    }
}

/// Sends a Stripe event, signed anew as Stripe does; the status, or `None` if the connection broke.
async fn send(client: &reqwest::Client, port: u16, id: &str) -> Option<u16> {
    let signed = testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(stripe_event(id))
        .build();
    let (parts, body) = signed.into_parts();
    let request = client
        .post(format!("http://127.0.0.1:{port}/"))
        .headers(parts.headers)
        .body(body);
    let answer = request.send().await.ok()?;
    Some(answer.status().as_u16())
}

/// Kills a receiver at `crash` and lets the next one have the provider's retries.
async fn run(kind: Kind, address: &str, crash: Crash, effects: usize) {
    let case = format!("{kind:?}, killed {crash:?}");
    let id = format!("evt_{kind:?}_{crash:?}");
    let client = reqwest::Client::new();
    let mut first = Child::start(kind, address, crash);
    assert_eq!(send(&client, first.port, &id).await, None, "{case}");
    first.wait();
    let died = Instant::now();

    let mut next = Child::start(kind, address, Crash::Never);
    loop {
        match send(&client, next.port, &id).await {
            Some(200) => break,
            // Its claim is in flight until the lease is over.
            Some(503) => assert!(died.elapsed() < 10 * LEASE, "{case}: no retry runs"),
            other => panic!("{case}: {other:?}"),
        }
    }
    let waited = died.elapsed();
    assert!(
        waited < LEASE + Duration::from_secs(1),
        "{case}: {waited:?}"
    );
    assert_eq!(
        Effects::of(kind, address).count(&id).await,
        effects,
        "{case}"
    );

    // Done survives the receiver: a duplicate at another one has no effect.
    next.kill();
    let last = Child::start(kind, address, Crash::Never);
    assert_eq!(send(&client, last.port, &id).await, Some(200), "{case}");
    assert_eq!(
        Effects::of(kind, address).count(&id).await,
        effects,
        "{case}"
    );
}

async fn run_all(kind: Kind, cases: &[(Crash, usize)]) {
    let Some(address) = stores::address(kind).await else {
        return;
    };
    join_all(
        cases
            .iter()
            .map(|(crash, effects)| run(kind, &address, *crash, *effects)),
    )
    .await;
}

/// What a store beside the effect cannot undo: an effect whose completion never came happens again.
const BESIDE: [(Crash, usize); 4] = [
    (Crash::BeforeClaim, 1),
    (Crash::AfterClaim, 1),
    (Crash::AfterEffect, 2),
    (Crash::AfterComplete, 1),
];

#[tokio::test(flavor = "multi_thread")]
async fn t_32_t_34_t_37_redis_receiver_killed_anywhere_loses_nothing() {
    run_all(Kind::Redis, &BESIDE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn t_32_t_34_t_37_postgres_receiver_killed_anywhere_loses_nothing() {
    run_all(Kind::Postgres, &BESIDE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn t_32_t_34_t_37_sqlite_receiver_killed_anywhere_loses_nothing() {
    run_all(Kind::Sqlite, &BESIDE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn t_32_t_34_t_37_effect_in_a_transaction_happens_exactly_once_wherever_it_is_killed() {
    let cases = [
        Crash::BeforeClaim,
        Crash::AfterClaim,
        Crash::BeforeCommit,
        Crash::AfterCommit,
        Crash::AfterComplete,
    ];
    run_all(Kind::Transaction, &cases.map(|crash| (crash, 1))).await;
}

/// The receiver, in a process of its own.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the other tests, in a process of its own"]
async fn receiver() {
    child::serve().await;
}
