//! `cargo run -p hosts-salvo` prints a signed request to paste into a second terminal.

use std::error::Error;

use hosts_common::{Settings, Work, demo};
use salvo::{Listener as _, Server, conn::TcpListener};
use tower_webhook::MemoryStore;

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::new(ADDRESS).try_bind().await?;
    let settings = Settings::for_this_run(MemoryStore::new())?;
    demo(&settings, ADDRESS)?;
    Server::new(listener)
        .serve(hosts_salvo::hoops(&settings, &Work::print()))
        .await;
    Ok(())
}
