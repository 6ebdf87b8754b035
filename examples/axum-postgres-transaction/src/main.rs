//! Exactly-once effects: the delivery is recorded in the transaction that does its work.
//!
//! ```text
//! cargo run -p axum-postgres-transaction
//! ```
//!
//! With `DATABASE_URL` set it uses that database, else it starts a private Postgres that is gone with it.
//! It prints a signed request to paste into a second terminal: a paid invoice that credits an account.
//! Send it as often as you like, or kill the example in between: the account is credited once.

use std::{error::Error, time::SystemTime};

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::post,
};
use axum_webhook::{
    Delivery, Secret, WebhookLayer,
    core::{Signer, signer::Outgoing},
    providers,
};
use sqlx::PgPool;
use webhook_postgres::{Effect, PostgresStore};
use webhook_test_servers::Postgres;

const ADDRESS: &str = "127.0.0.1:3000";
const SECRET: &str = "whsec_of_the_example_and_nobody_else";

/// What handlers share.
#[derive(Clone)]
struct App {
    pool: PgPool,
    store: PostgresStore,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let own;
    let url = match std::env::var("DATABASE_URL") {
        Ok(url) => url,
        Err(_) => {
            own = Postgres::start().ok_or("set DATABASE_URL, or install Postgres")?;
            own.url()
        }
    };
    let app = App::connect(&url).await?;
    let secret = Secret::from_env("STRIPE_WEBHOOK_SECRET").unwrap_or_else(|_| SECRET.into());
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    println!("listening on http://{ADDRESS}/stripe");
    print_request(secret.clone())?;
    Ok(axum::serve(listener, app.router(secret)).await?)
}

impl App {
    async fn connect(url: &str) -> Result<Self, Box<dyn Error>> {
        let store = PostgresStore::connect(url).await?;
        store.migrate().await?;
        // A pool beside the store's: handlers that hold all of these leave the store its own.
        let pool = PgPool::connect(url).await?;
        sqlx::query("CREATE TABLE IF NOT EXISTS account (balance bigint NOT NULL)")
            .execute(&pool)
            .await?;
        sqlx::query("INSERT INTO account SELECT 0 WHERE NOT EXISTS (SELECT FROM account)")
            .execute(&pool)
            .await?;
        Ok(Self { pool, store })
    }

    fn router(self, secret: Secret) -> Router {
        // The layer keeps duplicates from the handler cheaply; the transaction settles the rest.
        let layer = WebhookLayer::stripe(secret).dedupe(self.store.clone());
        Router::new()
            .route("/stripe", post(pay).route_layer(layer))
            .with_state(self)
    }
}

async fn pay(State(app): State<App>, delivery: Delivery) -> Response {
    match app.credit(&delivery).await {
        Ok(said) => said.into_response(),
        // Nothing was committed: the provider keeps the event and sends it again.
        Err(error) => {
            eprintln!("{error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

impl App {
    async fn credit(&self, delivery: &Delivery) -> Result<String, Box<dyn Error + Send + Sync>> {
        let mut transaction = self.pool.begin().await?;
        if self.store.claim_in(&mut transaction, delivery).await? == Effect::Duplicate {
            return Ok("credited before\n".to_owned());
        }
        let balance: i64 =
            sqlx::query_scalar("UPDATE account SET balance = balance + 10 RETURNING balance")
                .fetch_one(&mut *transaction)
                .await?;
        // Record and credit are there together, or not at all.
        transaction.commit().await?;
        println!("credited: the balance is {balance}");
        Ok(format!("the balance is {balance}\n"))
    }
}

fn print_request(secret: Secret) -> Result<(), Box<dyn Error>> {
    let body = r#"{"id":"evt_demo_1","type":"invoice.paid","data":{"object":{"id":"in_1"}}}"#;
    let signed = Signer::new(providers::STRIPE, secret)?
        .sign(&Outgoing::new(body.as_bytes(), SystemTime::now().into()));
    println!("Try, within five minutes and as often as you like:\n");
    println!("curl -i http://{ADDRESS}/stripe \\");
    for (name, value) in &signed.headers {
        println!("  -H '{name}: {}' \\", value.to_str()?);
    }
    println!("  --data-binary '{body}'\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum_webhook::testing;
    use tower::ServiceExt as _;

    use super::*;

    async fn send(router: &Router, id: &str) -> u16 {
        let request = testing::request(providers::STRIPE, SECRET)
            .url("http://localhost/stripe")
            .body(format!(r#"{{"id":"{id}","type":"invoice.paid"}}"#))
            .build();
        let answer = router.clone().oneshot(request.map(Body::from)).await;
        answer.unwrap().status().as_u16()
    }

    #[tokio::test]
    async fn account_is_credited_once_whatever_is_repeated() {
        let Some(server) = Postgres::start() else {
            return;
        };
        let url = server.url();
        let app = App::connect(&url).await.unwrap();
        let balance = async || -> i64 {
            let balance = sqlx::query_scalar("SELECT balance FROM account");
            balance.fetch_one(&app.pool).await.unwrap()
        };

        // Copies at two nodes whose layers do not know of each other: the transaction decides.
        let delivery = testing::delivery(providers::STRIPE, r#"{"id":"evt_1"}"#);
        let copies = (0..16).map(|_| app.credit(&delivery));
        for said in futures_util::future::join_all(copies).await {
            said.unwrap();
        }
        assert_eq!(balance().await, 10);

        // One that did not get as far as its commit leaves nothing behind.
        let delivery = testing::delivery(providers::STRIPE, r#"{"id":"evt_2"}"#);
        let mut transaction = app.pool.begin().await.unwrap();
        let effect = app.store.claim_in(&mut transaction, &delivery).await;
        assert_eq!(effect.unwrap(), Effect::Fresh);
        drop(transaction);
        app.credit(&delivery).await.unwrap();
        assert_eq!(balance().await, 20);

        // Over HTTP, at a node that has just started.
        let first = App::connect(&url).await.unwrap().router(SECRET.into());
        assert_eq!(send(&first, "evt_3").await, 200);
        let second = App::connect(&url).await.unwrap().router(SECRET.into());
        assert_eq!(send(&second, "evt_3").await, 200);
        assert_eq!(balance().await, 30);
    }
}
