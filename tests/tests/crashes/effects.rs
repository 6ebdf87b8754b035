//! What handlers do: a line in a file, which outlives a killed process, or a row in a transaction.

use std::{error::Error, fs::OpenOptions, io::Write as _, path::PathBuf};

use axum_webhook::Delivery;
use sqlx::{Connection as _, PgConnection};
use webhook_postgres::{Effect, PostgresStore};

use crate::{
    Crash,
    stores::{Kind, parts},
};

/// Where effects are.
pub(crate) enum Effects {
    File(PathBuf),
    Table(String),
}

impl Effects {
    pub(crate) fn of(kind: Kind, address: &str) -> Self {
        let (server, folder) = parts(address);
        match kind {
            Kind::Transaction => Self::Table(server.to_owned()),
            _ => Self::File(PathBuf::from(folder).join("effects")),
        }
    }

    /// The effect of a delivery.
    pub(crate) async fn add(
        &self,
        delivery: &Delivery,
        crash: Crash,
    ) -> Result<(), Box<dyn Error>> {
        let id = delivery.id().expect("Stripe's events have one");
        match self {
            Self::File(path) => {
                let mut file = OpenOptions::new().create(true).append(true).open(path)?;
                file.write_all(format!("{id}\n").as_bytes())?;
                crash.reached(Crash::AfterEffect).await;
            }
            Self::Table(server) => {
                let store = PostgresStore::connect(server).await?;
                let mut connection = PgConnection::connect(server).await?;
                let mut transaction = connection.begin().await?;
                if store.claim_in(&mut transaction, delivery).await? == Effect::Fresh {
                    // No unique index: a double would show.
                    sqlx::query("INSERT INTO effects VALUES ($1)")
                        .bind(id)
                        .execute(&mut *transaction)
                        .await?;
                }
                crash.reached(Crash::BeforeCommit).await;
                transaction.commit().await?;
                crash.reached(Crash::AfterCommit).await;
            }
        }
        Ok(())
    }

    /// How many effects the delivery `id` has.
    pub(crate) async fn count(&self, id: &str) -> usize {
        match self {
            Self::File(path) => {
                let lines = std::fs::read_to_string(path).expect("effects");
                lines.lines().filter(|line| *line == id).count()
            }
            Self::Table(server) => {
                let mut connection = PgConnection::connect(server).await.expect("Postgres");
                let count = sqlx::query_scalar("SELECT count(*) FROM effects WHERE id = $1")
                    .bind(id)
                    .fetch_one(&mut connection);
                let count: i64 = count.await.expect("a count");
                usize::try_from(count).expect("a small one")
            }
        }
    }
}
