//! `cargo run -p hosts-actix` prints a signed request to paste into a second terminal.

use std::{error::Error, net::TcpListener};

use hosts_common::{Settings, Work, demo};
use tower_webhook::MemoryStore;

const ADDRESS: &str = "127.0.0.1:3000";

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(ADDRESS)?;
    let settings = Settings::for_this_run(MemoryStore::new())?;
    demo(&settings, ADDRESS)?;
    Ok(hosts_actix::server(listener, &settings, &Work::print())?.await?)
}
