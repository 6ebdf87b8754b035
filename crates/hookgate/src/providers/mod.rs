//! `hookgate providers`: what is known about each provider.

mod answers;
mod axes;
mod check;
mod facts;
mod form;
mod keys;
mod list;
mod markdown;
mod rows;
mod table;
mod usage;

use std::io::Write;

use axum_webhook::providers;

pub use facts::Facts;

use crate::{Error, Outcome, ProvidersArgs};

/// The command.
///
/// # Errors
/// [`Error`] if the listing cannot be written.
pub fn command(args: &ProvidersArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let schemes: Vec<_> = providers::ALL
        .iter()
        .filter(|scheme| {
            args.names.is_empty() || args.names.iter().any(|name| name == scheme.name())
        })
        .collect();
    let facts = || schemes.iter().map(|scheme| Facts::new(scheme));
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &facts().collect::<Vec<_>>())?;
        writeln!(out)?;
    } else if args.markdown && args.names.is_empty() {
        write!(out, "{}", markdown::index(&schemes))?;
    } else if args.markdown {
        let pages: Vec<_> = schemes
            .iter()
            .map(|scheme| markdown::page(scheme))
            .collect();
        write!(out, "{}", pages.join("\n"))?;
    } else if args.names.is_empty() {
        list::write(&facts().collect::<Vec<_>>(), out)?;
    } else {
        table::write(&facts().collect::<Vec<_>>(), out)?;
    }
    Ok(Outcome::AsExpected)
}
