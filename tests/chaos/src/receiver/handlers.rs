//! The handlers: one effect for each run, with pauses around it for kills to fall into.

use std::{sync::Arc, time::Duration};

use axum::{extract::State, http::StatusCode};
use axum_webhook::Delivery;
use sqlx::PgPool;
use tokio::time::sleep;
use webhook_postgres::{Effect as Claimed, PostgresStore};

use super::chance::{Chance, Fate};
use crate::{Error, effects::Effect, journal::Journal};

/// How long work waits that was answered before it was done.
const QUEUED: Duration = Duration::from_millis(100);

/// What a handler needs.
#[derive(Clone)]
pub(crate) struct Handler(Arc<Inner>);

struct Inner {
    effects: Effects,
    chance: Chance,
    incarnation: u32,
}

/// Where effects go.
enum Effects {
    File(Arc<Journal>),
    /// After the answer, which is the mistake that loses deliveries.
    Later(Arc<Journal>),
    Transaction(PostgresStore, PgPool),
}

impl Handler {
    /// Appends its effects to a file; if it is hasty, after it has answered.
    pub(crate) fn file(effects: Journal, hasty: bool, chance: Chance, incarnation: u32) -> Self {
        let effects = Arc::new(effects);
        Self(Arc::new(Inner {
            effects: match hasty {
                false => Effects::File(effects),
                true => Effects::Later(effects),
            },
            chance,
            incarnation,
        }))
    }

    /// Inserts its effects into a table, in the transaction that claims the delivery.
    pub(crate) fn transaction(
        store: PostgresStore,
        pool: PgPool,
        chance: Chance,
        incarnation: u32,
    ) -> Self {
        Self(Arc::new(Inner {
            effects: Effects::Transaction(store, pool),
            chance,
            incarnation,
        }))
    }
}

/// Handles a delivery.
pub(crate) async fn handle(State(handler): State<Handler>, delivery: Delivery) -> StatusCode {
    let handler = &*handler.0;
    let fate = handler.chance.fate();
    let handled = match &handler.effects {
        Effects::File(journal) => handler.append(journal, &delivery, fate).await,
        Effects::Later(journal) => handler.append_later(journal.clone(), &delivery, fate).await,
        Effects::Transaction(store, pool) => handler.transact(store, pool, &delivery, fate).await,
    };
    match handled {
        Ok(()) => StatusCode::OK,
        // The provider keeps it.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Inner {
    async fn append(
        &self,
        journal: &Journal,
        delivery: &Delivery,
        fate: Fate,
    ) -> Result<(), Error> {
        sleep(fate.before).await;
        if fate.fails {
            return Err("by chance".into());
        }
        self.effect(delivery)?.append(journal)?;
        sleep(fate.after).await;
        Ok(())
    }

    async fn append_later(
        &self,
        journal: Arc<Journal>,
        delivery: &Delivery,
        fate: Fate,
    ) -> Result<(), Error> {
        sleep(fate.before).await;
        let effect = self.effect(delivery)?;
        tokio::spawn(async move {
            sleep(QUEUED).await;
            let _ = effect.append(&journal);
        });
        sleep(fate.after).await;
        Ok(())
    }

    async fn transact(
        &self,
        store: &PostgresStore,
        pool: &PgPool,
        delivery: &Delivery,
        fate: Fate,
    ) -> Result<(), Error> {
        let mut transaction = pool.begin().await?;
        match store.claim_in(&mut transaction, delivery).await? {
            Claimed::Duplicate => return Ok(()),
            Claimed::Fresh => {}
        }
        sleep(fate.before).await;
        if fate.fails {
            return Err("by chance".into());
        }
        self.effect(delivery)?.insert(&mut transaction).await?;
        sleep(fate.after).await;
        Ok(transaction.commit().await?)
    }

    fn effect(&self, delivery: &Delivery) -> Result<Effect, Error> {
        let id = delivery.id().ok_or("an event without an id")?;
        Ok(Effect::now(id, self.incarnation))
    }
}
