//! `hookgate providers`: what is known about each provider.

mod axes;
mod facts;
mod table;

use std::io::Write;

use axum_webhook::providers;

pub use facts::Facts;

use crate::{Error, Outcome, ProvidersArgs};

/// The command.
///
/// # Errors
/// [`Error`] if the listing cannot be written.
pub fn command(args: &ProvidersArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let facts: Vec<_> = providers::ALL
        .iter()
        .filter(|scheme| {
            args.names.is_empty() || args.names.iter().any(|name| name == scheme.name())
        })
        .map(Facts::new)
        .collect();
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &facts)?;
        writeln!(out)?;
    } else {
        table::write(&facts, out)?;
    }
    Ok(Outcome::AsExpected)
}
