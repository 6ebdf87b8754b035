//! `hookgate demo`: six providers against a real receiver, over real HTTP.
//!
//! ```
//! use hookgate::demo::{self, Cast, Receiver, receiver};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), hookgate::Error> {
//! let cast = Cast::fresh()?;
//! let receiver = Receiver::start(0, |origin| receiver::router(&cast, origin)).await?;
//! let report = demo::run(receiver.address(), &cast).await?;
//! assert!(report.is_as_expected(), "{:?}", report.differences());
//! # Ok(())
//! # }
//! ```

mod cases;
mod cast;
mod client;
mod message;
mod play;
mod print;

pub mod receiver;
mod report;
mod serve;
mod stage;

use std::{io::Write, net::SocketAddr, time::Instant};

use futures_util::future::try_join_all;

pub use cases::{CASES, Case, Expected};
pub use cast::{Actor, Cast};
pub use client::Answer;
pub use play::Seen;
pub use receiver::Receiver;
pub use report::{Difference, Report, Row};
pub use stage::{Ending, Stage};

use crate::{DemoArgs, Error, Outcome, paint, runtime};

/// Plays every case of every provider of `cast` against the receiver at `address`.
///
/// The receiver must know the cast's secrets and call [`Stage::run`] in its handlers, or it is
/// reported as one that never runs them. Providers are played side by side.
///
/// # Errors
/// [`Error::Random`] if the operating system gives no random bytes. A receiver that does not
/// answer is no error but a difference.
pub async fn run(address: SocketAddr, cast: &Cast) -> Result<Report, Error> {
    let columns = cast.all().map(|actor| async move {
        let mut cells = Vec::with_capacity(CASES.len());
        for case in CASES {
            cells.push(if case.applies_to(actor.scheme()) {
                Some(play::play(actor, address, case.play).await?)
            } else {
                None
            });
        }
        Ok::<_, Error>((actor.scheme().title(), cells))
    });
    Ok(Report::new(try_join_all(columns).await?))
}

/// As [`run`], and writes the table, what it means, and the verdict.
///
/// # Errors
/// As [`run`], and if `out` cannot be written.
pub async fn show(
    address: SocketAddr,
    cast: &Cast,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let start = Instant::now();
    let report = run(address, cast).await?;
    write!(out, "{}", print::report(&report, start.elapsed()))?;
    Ok(if report.is_as_expected() {
        Outcome::AsExpected
    } else {
        Outcome::Differs
    })
}

/// The command.
///
/// # Errors
/// [`Error`] if the demo could not be played; what it found is the outcome.
pub fn command(args: &DemoArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    runtime::start()?.block_on(play_here(args, out))
}

async fn play_here(args: &DemoArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let cast = Cast::fresh()?;
    let log = serve::Log::default();
    let app = |origin: &str| serve::router(&cast, origin, log.clone());
    let receiver = Receiver::start(args.port, app).await?;
    let origin = receiver.origin();
    writeln!(
        out,
        "An axum application listens on {origin}, with secrets made up\n\
         for this run. Now six providers are played against it, over real HTTP.\n",
    )?;
    out.flush()?;
    let outcome = show(receiver.address(), &cast, out).await?;
    if args.serve {
        serve::until_ctrl_c(&cast, &origin, &log, out).await?;
    } else if outcome == Outcome::AsExpected {
        write!(out, "{}", next_steps())?;
    }
    Ok(outcome)
}

fn next_steps() -> String {
    // Cargo sets this for what it runs: the examples are at hand then.
    let in_checkout = std::env::var_os("CARGO_MANIFEST_DIR").is_some();
    let program = if in_checkout {
        "cargo run -p hookgate --"
    } else {
        "hookgate"
    };
    let mut steps = vec![
        (
            format!("{program} demo --serve"),
            "try it yourself, with curl",
        ),
        (
            format!("{program} providers"),
            "see what is known about each provider",
        ),
    ];
    if in_checkout {
        let example = "cargo run -p axum-stripe".to_owned();
        steps.push((example, "start from a service of ten lines"));
    }
    let width = steps
        .iter()
        .map(|(command, _)| command.len())
        .max()
        .unwrap_or(0);
    let lines = steps
        .iter()
        .map(|(command, why)| format!("  {}  {why}\n", paint::strong(format!("{command:width$}"))));
    format!("\nNext:\n{}", lines.collect::<String>())
}
