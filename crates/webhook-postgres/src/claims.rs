//! Claims: one statement for all that came together.

use std::{cmp::Ordering, sync::Arc, time::Duration};

use sqlx::{Error, PgConnection, PgPool, postgres::types::PgInterval};
use tokio::{sync::oneshot, task::JoinSet};
use webhook_core::store::{DedupeKey, Lease, Owner, StoreError};

use crate::{
    connection::{Connection, Statement},
    error::{is_conflict, is_lock_timeout, shared},
    group::Call,
    settle::Release,
    time::left,
};

/// What a claim says whose key an open transaction of somebody else holds.
const LOCKED_RETRY: Duration = Duration::from_secs(1);

/// How many claims are retried at once after a group failed.
const SINGLES_AT_ONCE: usize = 4;

/// How often one is sent by itself that collides with other transactions.
const SINGLE_TRIES: u32 = 3;

/// Always writes, so that one statement answers whatever it finds, and decides on the row as it is once
/// it is locked, not as the statement's snapshot has it. `statement_timestamp()` is the server's clock,
/// read once: no two columns can disagree about what is over. The lock's time-out is this statement's
/// alone, and its sub-select comes before the first row.
macro_rules! claim {
    ($key:literal, $owner:literal, $lease:literal, $from:literal) => {
        concat!(
            "INSERT INTO webhook_claims AS held (key, owner, done, until) SELECT ",
            $key,
            ", ",
            $owner,
            ", false, statement_timestamp() + ",
            $lease,
            " * interval '1 millisecond' ",
            $from,
            " WHERE (SELECT set_config('lock_timeout', '100ms', true)) IS NOT NULL \
              ON CONFLICT (key) DO UPDATE SET \
              owner = CASE WHEN held.until <= statement_timestamp() \
              THEN excluded.owner ELSE held.owner END, \
              done = held.done AND held.until > statement_timestamp(), \
              until = CASE WHEN held.until <= statement_timestamp() \
              THEN excluded.until ELSE held.until END \
              RETURNING key, owner, done, until - statement_timestamp()"
        )
    };
}

/// For one key, which spares the server the arrays: a tenth of its time.
const CLAIM_ONE: &str = claim!("$1::bytea", "$2::bytea", "$3::bigint", "");

/// For many.
const CLAIM_MANY: &str = claim!(
    "key",
    "owner",
    "lease",
    "FROM unnest($1::bytea[], $2::bytea[], $3::bigint[]) AS asked (key, owner, lease)"
);

/// A claim that waits for its answer.
pub(crate) struct ClaimCall {
    pub(crate) key: DedupeKey,
    pub(crate) owner: Owner,
    pub(crate) lease: i64,
    pub(crate) answer: oneshot::Sender<Result<Answer, StoreError>>,
}

/// The answer to a claim.
pub(crate) enum Answer {
    Fresh(Granted),
    InFlight(Duration),
    Done,
}

/// A fresh claim on its way to its caller. If nobody takes it there, it is released.
pub(crate) struct Granted {
    pool: PgPool,
    key: DedupeKey,
    owner: Owner,
    taken: bool,
}

impl Granted {
    pub(crate) fn take(mut self) -> Lease {
        self.taken = true;
        Lease::new(self.owner)
    }
}

impl Drop for Granted {
    fn drop(&mut self) {
        if !self.taken
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let (pool, key, owner) = (self.pool.clone(), self.key, self.owner);
            runtime.spawn(async move {
                // If it fails, the claim ends with its lease.
                let _ = Connection::of(&pool).ask(&Release { key, owner }).await;
            });
        }
    }
}

impl Call for ClaimCall {
    fn is_wanted(&self) -> bool {
        !self.answer.is_closed()
    }

    async fn run(mut calls: Vec<Self>, connection: &mut Connection) -> Vec<Self> {
        // Stable, so that of several claims on one key the first comes first.
        calls.sort_by_key(|call| call.key);
        let mut keys: Vec<SameKey> = Vec::with_capacity(calls.len());
        for call in calls {
            match keys.last_mut() {
                Some(same) if same.first.key == call.key => same.others.push(call),
                _ => keys.push(SameKey {
                    first: call,
                    others: Vec::new(),
                }),
            }
        }
        match connection.ask(&ClaimStatement(&keys)).await {
            Ok(rows) => answer_all(keys, &rows, connection.pool()),
            Err(error) if is_conflict(&error) => one_by_one(keys, connection.pool()).await,
            Err(error) => {
                let error = Arc::new(error);
                keys.into_iter().for_each(|same| same.fail(&error));
            }
        }
        Vec::new()
    }
}

/// Claims on one key, of which the first is sent.
struct SameKey {
    first: ClaimCall,
    others: Vec<ClaimCall>,
}

impl SameKey {
    fn answer(self, row: &Row, pool: &PgPool) {
        let Self { first, others } = self;
        let (mine, retry_after) = (row.owner == first.owner, row.left);
        let say = |call: ClaimCall| {
            let answer = if row.done {
                Answer::Done
            } else {
                Answer::InFlight(retry_after)
            };
            let _ = call.answer.send(Ok(answer));
        };
        if mine {
            let granted = Granted {
                pool: pool.clone(),
                key: first.key,
                owner: first.owner,
                taken: false,
            };
            // If its caller has gone, it comes back, is dropped and so released.
            let _ = first.answer.send(Ok(Answer::Fresh(granted)));
        } else {
            say(first);
        }
        others.into_iter().for_each(say);
    }

    fn locked(self) {
        for call in std::iter::once(self.first).chain(self.others) {
            let _ = call.answer.send(Ok(Answer::InFlight(LOCKED_RETRY)));
        }
    }

    fn fail(self, error: &Arc<Error>) {
        for call in std::iter::once(self.first).chain(self.others) {
            let _ = call.answer.send(Err(shared(error)));
        }
    }
}

/// `keys` and `rows` have the same keys.
fn answer_all(keys: Vec<SameKey>, rows: &[Row], pool: &PgPool) {
    for same in keys {
        let key = same.first.key;
        match rows.binary_search_by(|row| row.compare(&key)) {
            Ok(found) => {
                if let Some(row) = rows.get(found) {
                    same.answer(row, pool);
                }
            }
            // Only a rule or trigger on the table can drop a row of the answer.
            Err(_) => same.fail(&Arc::new(Error::RowNotFound)),
        }
    }
}

/// After a group failed because of one key, so that the others do not.
async fn one_by_one(keys: Vec<SameKey>, pool: &PgPool) {
    let mut singles = JoinSet::new();
    for same in keys {
        if singles.len() >= SINGLES_AT_ONCE {
            singles.join_next().await;
        }
        singles.spawn(alone(same, pool.clone()));
    }
    while singles.join_next().await.is_some() {}
}

async fn alone(same: SameKey, pool: PgPool) {
    let keys = [same];
    let mut connection = Connection::of(&pool);
    let mut answer = connection.ask(&ClaimStatement(&keys)).await;
    for _ in 1..SINGLE_TRIES {
        match &answer {
            Err(error) if is_conflict(error) && !is_lock_timeout(error) => {
                answer = connection.ask(&ClaimStatement(&keys)).await;
            }
            _ => break,
        }
    }
    match answer {
        Ok(rows) => answer_all(keys.into(), &rows, &pool),
        Err(error) if is_lock_timeout(&error) => keys.into_iter().for_each(SameKey::locked),
        Err(error) => {
            let error = Arc::new(error);
            keys.into_iter().for_each(|same| same.fail(&error));
        }
    }
}

struct ClaimStatement<'a>(&'a [SameKey]);

/// What is recorded for a key, after the claim.
struct Row {
    key: Vec<u8>,
    owner: Owner,
    done: bool,
    left: Duration,
}

impl Row {
    fn compare(&self, key: &DedupeKey) -> Ordering {
        self.key.as_slice().cmp(key.as_bytes())
    }
}

impl Statement for ClaimStatement<'_> {
    type Answer = Vec<Row>;

    async fn send(&self, connection: &mut PgConnection) -> Result<Vec<Row>, Error> {
        let query = match self.0 {
            [SameKey { first, .. }] => sqlx::query_as(CLAIM_ONE)
                .bind(first.key.as_bytes())
                .bind(first.owner.as_bytes())
                .bind(first.lease),
            many => {
                let firsts = || many.iter().map(|same| &same.first);
                let keys: Vec<&[u8]> = firsts().map(|call| &call.key.as_bytes()[..]).collect();
                let owners: Vec<&[u8]> = firsts().map(|call| &call.owner.as_bytes()[..]).collect();
                let leases: Vec<i64> = firsts().map(|call| call.lease).collect();
                sqlx::query_as(CLAIM_MANY)
                    .bind(keys)
                    .bind(owners)
                    .bind(leases)
            }
        };
        let rows: Vec<(Vec<u8>, [u8; 16], bool, PgInterval)> = query.fetch_all(connection).await?;
        let mut rows: Vec<Row> = rows
            .into_iter()
            .map(|(key, owner, done, interval)| Row {
                key,
                owner: Owner::from_bytes(owner),
                done,
                left: left(interval),
            })
            .collect();
        rows.sort_by(|one, other| one.key.cmp(&other.key));
        Ok(rows)
    }
}
