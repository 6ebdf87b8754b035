//! A group of operations in one transaction.

use rusqlite::{Connection, Transaction, TransactionBehavior};
use webhook_core::store::{Owners, StoreError};

use crate::{
    claims::Claims,
    error::failed,
    op::{Change, Op},
};

/// Why nothing was committed.
pub(crate) enum Failure {
    /// One operation failed.
    One { index: usize, error: StoreError },
    /// The transaction itself did.
    All(rusqlite::Error),
}

/// Applies the operations in their order and commits. What each found is in its task then.
pub(crate) fn commit(
    connection: &Connection,
    owners: &mut Owners,
    group: &mut [Op],
) -> Result<(), Failure> {
    // The write lock comes first, so that the clock is read by one writer after another.
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
        .map_err(Failure::All)?;
    let claims = Claims::now(&transaction).map_err(Failure::All)?;
    for (index, op) in group.iter_mut().enumerate() {
        apply(&claims, owners, op).map_err(|error| Failure::One { index, error })?;
    }
    transaction.commit().map_err(Failure::All)
}

fn apply(claims: &Claims<'_>, owners: &mut Owners, op: &mut Op) -> Result<(), StoreError> {
    let unwritten = |error| failed("the record could not be written", error);
    match op {
        Op::Claim { key, lease, task } => {
            let owner = owners.draw()?;
            task.found = Some(claims.claim(key, owner, *lease).map_err(unwritten)?);
        }
        Op::Settle {
            key,
            owner,
            change,
            task,
        } => {
            let settled = match *change {
                Change::Renew(lease) => claims.renew(key, *owner, lease),
                Change::Complete(keep) => claims.complete(key, *owner, keep),
                Change::Release => claims.release(key, *owner),
            };
            task.found = Some(settled.map_err(unwritten)?);
        }
    }
    Ok(())
}
