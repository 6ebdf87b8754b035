//! Calls that come together.

use std::{
    pin::{Pin, pin},
    task::{Context, Waker},
};

use futures_util::future::join_all;
use sqlx::PgPool;
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _, Settled, StoreError};
use webhook_postgres::PostgresStore;

use crate::server::{KEEP, LEASE, database, fresh, key, store, until};

/// How many transactions wrote what is in the table.
async fn transactions(pool: &PgPool) -> i64 {
    sqlx::query_scalar("SELECT count(DISTINCT xmin::text) FROM webhook_claims")
        .fetch_one(pool)
        .await
        .expect("a number")
}

#[tokio::test]
async fn calls_that_come_together_share_statements() {
    let Some((store, pool)) = store("groups").await else {
        return;
    };
    let keys: Vec<_> = (0..400).map(|i| key(&format!("{i}"))).collect();
    let held = join_all(keys.iter().map(|key| fresh(&store, key))).await;
    let claims = transactions(&pool).await;
    assert!(
        (2..10).contains(&claims),
        "{claims} transactions for claims"
    );

    let complete = |(key, lease): (_, &webhook_core::store::Lease)| {
        let owner = lease.owner();
        store.complete(key, owner, KEEP)
    };
    for settled in join_all(keys.iter().zip(&held).map(complete)).await {
        assert_eq!(settled.expect("an answer"), Settled::Yes);
    }
    let completions = transactions(&pool).await;
    assert!(
        (2..10).contains(&completions),
        "{completions} transactions for completions"
    );
}

#[tokio::test]
async fn of_one_key_claimed_many_times_at_once_one_is_fresh() {
    let Some((store, _)) = store("one_key").await else {
        return;
    };
    let (one, other) = (key("one"), key("other"));
    // Those of the other key fill the statements that are under way first.
    let claims = (0..90).map(|i| store.claim(if i % 3 == 0 { &other } else { &one }, LEASE));
    let mut fresh = 0;
    for claim in join_all(claims).await {
        match claim.expect("an answer") {
            Claim::Fresh(_) => fresh += 1,
            Claim::InFlight { retry_after } => {
                assert!(retry_after <= LEASE && !retry_after.is_zero());
            }
            Claim::Done => panic!("nobody completed it"),
        }
    }
    assert_eq!(fresh, 2);
}

#[tokio::test]
async fn one_key_completed_twice_at_once_is_done_once() {
    let Some((store, _)) = store("completed_twice").await else {
        return;
    };
    let key = key("twice");
    let held = fresh(&store, &key).await;
    // Those of other keys fill the statements that are under way first, so that these share one.
    let others = ["one", "other"].map(crate::server::key);
    let keys = others.iter().chain(std::iter::repeat_n(&key, 8));
    let completions = keys.map(|key| store.complete(key, held.owner(), KEEP));
    let mut settled: Vec<_> = join_all(completions)
        .await
        .into_iter()
        .map(|settled| settled.expect("an answer"))
        .skip(others.len())
        .collect();
    settled.sort_by_key(|settled| *settled != Settled::Yes);
    let (first, others) = settled.split_first().expect("eight");
    assert_eq!(*first, Settled::Yes);
    assert!(
        others.iter().all(|other| *other == Settled::Done),
        "{others:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_nodes_never_both_hold_a_key() {
    let Some((pool, url)) = database("two_nodes").await else {
        return;
    };
    let mut nodes = Vec::new();
    for _ in 0..2 {
        nodes.push(PostgresStore::connect(&url).await.expect("a pool"));
    }
    nodes[0].migrate().await.expect("the tables");
    let keys: Vec<_> = (0..300).map(|i| key(&format!("{i}"))).collect();
    let tasks = nodes.into_iter().map(|node| {
        let keys = keys.clone();
        tokio::spawn(async move {
            let claims = join_all(keys.iter().map(|key| node.claim(key, LEASE))).await;
            let claims = claims.into_iter().map(|claim| claim.expect("an answer"));
            claims
                .filter(|claim| matches!(claim, Claim::Fresh(_)))
                .count()
        })
    });
    let fresh: usize = join_all(tasks).await.into_iter().map(Result::unwrap).sum();
    assert_eq!(fresh, keys.len());
    let records: i64 = sqlx::query_scalar("SELECT count(*) FROM webhook_claims")
        .fetch_one(&pool)
        .await
        .expect("a number");
    assert_eq!(usize::try_from(records).unwrap(), keys.len());
}

#[tokio::test]
async fn claim_whose_caller_went_away_is_released() {
    let Some((store, pool)) = store("gone").await else {
        return;
    };
    // Tells that a claim was really made before it was released.
    sqlx::raw_sql(
        "CREATE TABLE made (key bytea); \
         CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN INSERT INTO made VALUES (new.key); RETURN new; END $$; \
         CREATE TRIGGER note AFTER INSERT ON webhook_claims FOR EACH ROW EXECUTE FUNCTION note();",
    )
    .execute(&pool)
    .await
    .expect("a trigger");
    let has = async |table: &str, key: &DedupeKey| -> bool {
        let sql = format!("SELECT EXISTS (SELECT FROM {table} WHERE key = $1)");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(key.as_bytes())
            .fetch_one(&pool)
            .await
            .expect("an answer")
    };

    // Sent by its own caller, who goes before the answer.
    let sent = key("sent");
    poll_once(pin!(store.claim(&sent, LEASE)));
    until("it is made", async || has("made", &sent).await).await;
    until("it is released", async || {
        !has("webhook_claims", &sent).await
    })
    .await;

    // Sent by a task, behind two others; its caller goes when the answer is there.
    let others = ["one", "other"].map(|name| {
        let store = store.clone();
        tokio::spawn(async move { drop(fresh(&store, &key(name)).await) })
    });
    tokio::task::yield_now().await;
    let grouped = key("grouped");
    {
        let mut claim = pin!(store.claim(&grouped, LEASE));
        poll_once(claim.as_mut());
        until("it is made", async || has("made", &grouped).await).await;
        assert!(
            has("webhook_claims", &grouped).await,
            "nobody went away yet"
        );
    }
    until("it is released", async || {
        !has("webhook_claims", &grouped).await
    })
    .await;
    for other in others {
        other.await.expect("a claim");
    }
}

fn poll_once(claim: Pin<&mut impl Future<Output = Result<Claim, StoreError>>>) {
    let mut context = Context::from_waker(Waker::noop());
    assert!(claim.poll(&mut context).is_pending(), "it asks the server");
}
