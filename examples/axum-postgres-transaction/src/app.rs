//! A service that credits an account for each paid invoice, once.

use std::error::Error;

use axum::{Router, extract::State, http::StatusCode, routing::post};
use axum_webhook::{Secrets, StripeEvent, StripeEventType, WebhookLayer};
use sqlx::PgPool;
use webhook_postgres::{Effect, PostgresStore};

/// What handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) pool: PgPool,
    store: PostgresStore,
}

/// The part of an invoice that matters here.
#[derive(serde::Deserialize)]
struct Invoice<'a> {
    customer: &'a str,
    amount_paid: i64,
}

impl App {
    pub(crate) async fn connect(url: &str) -> Result<Self, Box<dyn Error>> {
        let store = PostgresStore::connect(url).await?;
        store.migrate().await?;
        // A pool beside the store's: handlers that hold all of these leave the store its own.
        let pool = PgPool::connect(url).await?;
        sqlx::query(
            "CREATE TABLE IF NOT EXISTS accounts (customer text PRIMARY KEY, balance bigint NOT NULL)",
        )
        .execute(&pool)
        .await?;
        Ok(Self { pool, store })
    }

    pub(crate) fn router(self, secret: impl Into<Secrets>) -> Router {
        // The layer keeps duplicates from the handler cheaply; the transaction settles the rest.
        let layer = WebhookLayer::stripe(secret).dedupe(self.store.clone());
        Router::new()
            .route("/stripe", post(handle).route_layer(layer))
            .with_state(self)
    }

    /// Credits the account in the transaction that records the delivery: after the commit there are both,
    /// before it there is neither.
    pub(crate) async fn credit(
        &self,
        event: &StripeEvent,
    ) -> Result<String, Box<dyn Error + Send + Sync>> {
        let invoice: Invoice<'_> = event.object()?;
        let mut tx = self.pool.begin().await?;
        if self.store.claim_in(&mut tx, event.delivery()).await? == Effect::Duplicate {
            return Ok("credited before\n".to_owned());
        }
        let balance: i64 = sqlx::query_scalar(
            "INSERT INTO accounts AS a VALUES ($1, $2) \
             ON CONFLICT (customer) DO UPDATE SET balance = a.balance + excluded.balance \
             RETURNING balance",
        )
        .bind(invoice.customer)
        .bind(invoice.amount_paid)
        .fetch_one(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(format!(
            "the balance of {} is {balance}\n",
            invoice.customer
        ))
    }
}

/// A 500 where anything failed: nothing was committed, and Stripe sends the event again.
async fn handle(State(app): State<App>, event: StripeEvent) -> Result<String, StatusCode> {
    if *event.event_type() != StripeEventType::InvoicePaid {
        return Ok("not for us\n".to_owned());
    }
    match app.credit(&event).await {
        Ok(said) => {
            print!("{said}");
            Ok(said)
        }
        Err(error) => {
            eprintln!("{error}");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
