//! Completions: one statement for all that came together.

use std::{collections::HashMap, sync::Arc};

use sqlx::{Error, PgConnection};
use tokio::sync::oneshot;
use webhook_core::store::{DedupeKey, Owner, Settled, StoreError};

use crate::{
    connection::{Connection, Statement},
    error::{is_conflict, shared},
    group::Call,
};

/// Writes where the owner's claim is, or nothing that counts.
const COMPLETE: &str = "\
INSERT INTO webhook_claims AS held (key, owner, done, until) \
SELECT key, owner, true, statement_timestamp() + keep * interval '1 millisecond' \
FROM unnest($1::bytea[], $2::bytea[], $3::bigint[]) AS asked (key, owner, keep) \
WHERE (SELECT set_config('lock_timeout', '100ms', true)) IS NOT NULL \
ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, done = true, until = excluded.until \
WHERE held.until <= statement_timestamp() OR (held.owner = excluded.owner AND NOT held.done) \
RETURNING key";

/// Why the others were refused.
const DONE: &str = "\
SELECT key FROM webhook_claims WHERE key = ANY($1::bytea[]) AND done AND until > statement_timestamp()";

/// A completion that waits for its answer.
pub(crate) struct CompleteCall {
    pub(crate) key: DedupeKey,
    pub(crate) owner: Owner,
    pub(crate) keep: i64,
    pub(crate) answer: oneshot::Sender<Result<Settled, StoreError>>,
}

impl Call for CompleteCall {
    /// The work was done, whether anybody still waits or not.
    fn is_wanted(&self) -> bool {
        true
    }

    async fn run(mut calls: Vec<Self>, connection: &mut Connection) -> Vec<Self> {
        calls.sort_by_key(|call| call.key);
        let mut later = Vec::new();
        // One statement cannot write a row twice.
        let mut group: Vec<Self> = Vec::with_capacity(calls.len());
        for call in calls {
            match group.last() {
                Some(last) if last.key == call.key => later.push(call),
                _ => group.push(call),
            }
        }
        match connection.ask(&CompleteStatement(&group)).await {
            Ok(settled) => answer(group, &settled),
            Err(error) if group.len() > 1 && is_conflict(&error) => {
                for call in group {
                    alone(call, connection).await;
                }
            }
            Err(error) => fail(group, error),
        }
        later
    }
}

/// After a group failed because of one key, so that the others do not.
async fn alone(call: CompleteCall, connection: &mut Connection) {
    let group = [call];
    match connection.ask(&CompleteStatement(&group)).await {
        Ok(settled) => answer(group.into(), &settled),
        Err(error) => fail(group.into(), error),
    }
}

fn answer(group: Vec<CompleteCall>, settled: &HashMap<Vec<u8>, Settled>) {
    for call in group {
        let settled = settled.get(call.key.as_bytes().as_slice()).copied();
        let _ = call.answer.send(Ok(settled.unwrap_or(Settled::Lost)));
    }
}

fn fail(group: Vec<CompleteCall>, error: Error) {
    let error = Arc::new(error);
    for call in group {
        let _ = call.answer.send(Err(shared(&error)));
    }
}

struct CompleteStatement<'a>(&'a [CompleteCall]);

impl Statement for CompleteStatement<'_> {
    /// What is in it for neither reason is lost.
    type Answer = HashMap<Vec<u8>, Settled>;

    async fn send(&self, connection: &mut PgConnection) -> Result<Self::Answer, Error> {
        let keys: Vec<&[u8]> = self.0.iter().map(|call| &call.key.as_bytes()[..]).collect();
        let owners: Vec<&[u8]> = self
            .0
            .iter()
            .map(|call| &call.owner.as_bytes()[..])
            .collect();
        let keeps: Vec<i64> = self.0.iter().map(|call| call.keep).collect();
        let written: Vec<Vec<u8>> = sqlx::query_scalar(COMPLETE)
            .bind(&keys)
            .bind(owners)
            .bind(keeps)
            .fetch_all(&mut *connection)
            .await?;
        let refused = written.len() < keys.len();
        let mut settled: HashMap<_, _> =
            written.into_iter().map(|key| (key, Settled::Yes)).collect();
        if refused {
            let done: Vec<Vec<u8>> = sqlx::query_scalar(DONE)
                .bind(keys)
                .fetch_all(connection)
                .await?;
            for key in done {
                settled.entry(key).or_insert(Settled::Done);
            }
        }
        Ok(settled)
    }
}
