//! `cargo run -p hosts-rocket` prints a signed request to paste into a second terminal.

use std::error::Error;

use hosts_common::{Settings, Work, demo};
use rocket::Config;
use tower_webhook::MemoryStore;

const PORT: u16 = 3000;

#[rocket::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let figment = Config::figment().merge(("port", PORT));
    let settings = Settings::for_this_run(MemoryStore::new())?;
    let rocket = hosts_rocket::rocket(figment, &settings, &Work::print())?;
    demo(&settings, &format!("127.0.0.1:{PORT}"))?;
    rocket.launch().await?;
    Ok(())
}
