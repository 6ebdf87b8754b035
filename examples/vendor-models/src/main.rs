//! Six providers, and the models that others keep of their payloads.
//!
//! ```text
//! cargo run
//! ```
//!
//! It prints a signed request for each provider to paste into a second terminal.

use std::error::Error;

use vendor_models::{Misfits, app, demo::Demo};

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    let (demo, layers) = Demo::new()?;
    demo.print(ADDRESS)?;
    println!("listening on http://{ADDRESS}");
    Ok(axum::serve(listener, app(layers, Misfits::default())).await?)
}
