//! [`Connection`]: one of the pool's, replaced when it breaks.

use std::{io, time::Duration};

use sqlx::{Connection as _, Error, PgConnection, PgPool, Postgres, pool::PoolConnection};

use tokio::task::JoinSet;

use crate::error::is_broken;

/// How long to wait for a connection. The layer gives up a claim sooner; a completion it repeats.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(1);

/// How long a statement may take before its connection counts as broken. The layer waits for less.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(2);

/// How long an idle connection may take to say that it lives.
const PING_TIMEOUT: Duration = Duration::from_millis(500);

/// A statement with its parameters, which may be sent twice without doing its work twice.
pub(crate) trait Statement: Sync {
    /// What it answers.
    type Answer: Send;

    /// Sends it and waits.
    fn send(
        &self,
        connection: &mut PgConnection,
    ) -> impl Future<Output = Result<Self::Answer, Error>> + Send;
}

/// A connection of the pool, taken with the first statement and kept for the next ones.
pub(crate) struct Connection {
    pool: PgPool,
    held: Option<PoolConnection<Postgres>>,
}

impl Connection {
    pub(crate) fn of(pool: &PgPool) -> Self {
        Self {
            pool: pool.clone(),
            held: None,
        }
    }

    /// Where it comes from.
    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Sends a statement. If the connection turns out to be dead, as all idle ones are once the server
    /// was restarted, it is sent again on one that lives.
    pub(crate) async fn ask<S: Statement>(&mut self, statement: &S) -> Result<S::Answer, Error> {
        let connection = match self.held.take() {
            Some(held) => held,
            None => self.acquire().await?,
        };
        match self.send(connection, statement).await {
            Err(error) if is_broken(&error) && !is_timeout(&error) => {
                let connection = self.living().await?;
                self.send(connection, statement).await
            }
            answer => answer,
        }
    }

    async fn send<S: Statement>(
        &mut self,
        mut connection: PoolConnection<Postgres>,
        statement: &S,
    ) -> Result<S::Answer, Error> {
        let answer = in_time(statement.send(&mut connection)).await;
        match &answer {
            Err(error) if is_broken(error) => {
                discard(connection);
                if is_timeout(error) {
                    // Whatever silenced it, a firewall or a cable, may have silenced them all.
                    tokio::spawn(sweep(self.pool.clone()));
                }
            }
            _ => self.held = Some(connection),
        }
        answer
    }

    async fn acquire(&self) -> Result<PoolConnection<Postgres>, Error> {
        let acquired = tokio::time::timeout(ACQUIRE_TIMEOUT, self.pool.acquire()).await;
        acquired.unwrap_or(Err(Error::PoolTimedOut))
    }

    /// A connection that answered just now. As many may be dead as the pool has.
    async fn living(&self) -> Result<PoolConnection<Postgres>, Error> {
        for _ in 0..self.pool.size() {
            let mut connection = self.acquire().await?;
            if is_alive(&mut connection).await {
                return Ok(connection);
            }
            discard(connection);
        }
        self.acquire().await
    }
}

async fn in_time<T>(answer: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let answer = tokio::time::timeout(ANSWER_TIMEOUT, answer).await;
    answer.unwrap_or_else(|_| {
        let error = io::Error::new(io::ErrorKind::TimedOut, "no answer within 2 s");
        Err(Error::Io(error))
    })
}

async fn is_alive(connection: &mut PgConnection) -> bool {
    let answer = tokio::time::timeout(PING_TIMEOUT, connection.ping()).await;
    matches!(answer, Ok(Ok(())))
}

/// Takes the dead ones out of those that are idle, all at once.
async fn sweep(pool: PgPool) {
    let mut asked = JoinSet::new();
    while let Some(mut connection) = pool.try_acquire() {
        asked.spawn(async move {
            if !is_alive(&mut connection).await {
                discard(connection);
            }
        });
    }
    while asked.join_next().await.is_some() {}
}

fn is_timeout(error: &Error) -> bool {
    matches!(error, Error::Io(error) if error.kind() == io::ErrorKind::TimedOut)
}

/// Closes its socket without a farewell that nobody would read; the pool may open another.
fn discard(connection: PoolConnection<Postgres>) {
    drop(connection.detach());
}
