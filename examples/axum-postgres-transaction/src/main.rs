//! Exactly-once effects: the delivery is recorded in the transaction that does its work.
//!
//! ```text
//! cargo run -p axum-postgres-transaction
//! ```
//!
//! With `DATABASE_URL` set it uses that database, else it starts a private Postgres that ends with it. It
//! prints a signed request to paste into a second terminal: a paid invoice that credits an account. Send
//! it as often as you like, at once or one after another: the account is credited once.

mod app;
#[cfg(test)]
mod tests;

use std::{error::Error, time::SystemTime};

use axum_webhook::{
    ConfigError, Secret,
    core::{Signer, signer::Outgoing},
    providers,
};
use webhook_test_servers::Postgres;

use app::App;

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    // Held until the end: a private server ends with it.
    let (url, _server) = postgres()?;
    let app = App::connect(&url).await?;
    // A service has no `or_else` here: without its secret it does not start.
    let secret = Secret::from_env("STRIPE_WEBHOOK_SECRET").or_else(|unset| demo_secret(&unset))?;
    println!("listening on http://{ADDRESS}/stripe");
    Ok(axum::serve(listener, app.router(secret)).await?)
}

/// The database that `DATABASE_URL` names, or one of a private server.
fn postgres() -> Result<(String, Option<Postgres>), Box<dyn Error>> {
    if let Ok(url) = std::env::var("DATABASE_URL") {
        return Ok((url, None));
    }
    let server = Postgres::start().ok_or(
        "there is no Postgres: set DATABASE_URL, or install Postgres 14 or later \
         (apt-get install postgresql, brew install postgresql)",
    )?;
    Ok((server.url(), Some(server)))
}

/// A secret for this run alone, and a request signed with it.
fn demo_secret(unset: &ConfigError) -> Result<Secret, Box<dyn Error>> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let random = u128::from_ne_bytes(random);
    let secret = Secret::new(format!("whsec_{random:032x}"));
    // An event of this run: a database of yours may have handled another's.
    let body = format!(
        r#"{{"id":"evt_demo_{random:x}","type":"invoice.paid","data":{{"object":{{"id":"in_1","customer":"cus_1","amount_paid":1000}}}}}}"#
    );
    let signed = Signer::new(providers::STRIPE, secret.clone())?
        .sign(&Outgoing::new(body.as_bytes(), SystemTime::now().into()));
    println!("{unset}\n");
    println!("Until then this run has a random secret. Try, within five minutes and twice:\n");
    println!("curl -i http://{ADDRESS}/stripe \\");
    for (name, value) in &signed.headers {
        println!("  -H '{name}: {}' \\", value.to_str()?);
    }
    println!("  --data-binary '{body}'\n");
    Ok(secret)
}
