//! `hookgate verify`: runs files of signature vectors through this build's verifiers.
//!
//! The format is the one that `axum_webhook::testing::vectors` reads; each vector brings its own secrets, clock and URL.

mod lines;
mod tally;
mod verdict;

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::Path,
};

use axum_webhook::testing::vectors::Vector;

use crate::{Error, Outcome, VerifyArgs, paint};
use lines::Lines;
use tally::Tally;

/// The command.
///
/// # Errors
/// [`Error::Read`] for a file that cannot be read. Lines that are no vectors are no errors: they
/// are reported, and count as failed.
pub fn command(args: &VerifyArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let mut tally = Tally::default();
    let provider = args.provider.as_deref();
    for path in &args.vectors {
        if path == Path::new("-") {
            file(path, io::stdin().lock(), provider, &mut tally, out)?;
        } else {
            let opened = File::open(path).map_err(|source| Error::Read {
                path: path.clone(),
                source,
            })?;
            file(path, BufReader::new(opened), provider, &mut tally, out)?;
        }
    }
    tally.write(out)?;
    Ok(tally.outcome())
}

/// Reads one file line by line, so that its size does not matter.
fn file(
    path: &Path,
    reader: impl BufRead,
    provider: Option<&str>,
    tally: &mut Tally,
    out: &mut impl Write,
) -> Result<(), Error> {
    let name = path.display();
    let mut lines = Lines::new(reader);
    loop {
        let line = lines.next_line().map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        let Some(line) = line else {
            return Ok(());
        };
        let problem = match line {
            Ok(text) => match Vector::parse_lines(text) {
                Ok(found) => {
                    for vector in &found {
                        if provider.is_none_or(|provider| provider == vector.provider) {
                            tally.judge(vector, &format!("{name}:{}", lines.number()), out)?;
                        } else {
                            tally.left_out += 1;
                        }
                    }
                    continue;
                }
                Err(error) => format!("{} {}", error.field, error.problem),
            },
            Err(problem) => format!("the line {problem}"),
        };
        let number = lines.number();
        // Standard output keeps the report; a line that is no vector is a mistake in the file.
        let mut err = anstream::stderr();
        out.flush()?;
        writeln!(
            err,
            "{} {name}: line {number}: {problem}",
            paint::bad("error:")
        )?;
        tally.unreadable += 1;
    }
}
