//! `--serve`: stays up, prints commands to paste, and a line for every delivery received.

use std::{
    io::Write,
    sync::{Arc, OnceLock},
};

use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use axum_webhook::Refusal;
use tokio::sync::mpsc;

use super::{
    cast::Cast,
    receiver::{self, Handled},
};
use crate::{Error, paint, shell, words};

/// Where the lines of the log go, once anybody reads them.
pub(super) type Log = Arc<OnceLock<mpsc::UnboundedSender<String>>>;

/// The receiver with its front page, which has fresh commands, and its log.
pub(super) fn router(cast: &Cast, origin: &str, log: Log) -> Router {
    let page = {
        let (cast, origin) = (cast.clone(), origin.to_owned());
        move || async move { commands(&cast, &origin).map_err(|error| error.to_string()) }
    };
    receiver::router(cast, origin)
        .layer(middleware::from_fn_with_state(log, record))
        .route("/", get(page))
}

/// Writes the commands, then the log, until Ctrl-C.
pub(super) async fn until_ctrl_c(
    cast: &Cast,
    origin: &str,
    log: &Log,
    out: &mut impl Write,
) -> Result<(), Error> {
    let (sender, mut lines) = mpsc::unbounded_channel();
    // Nobody else sets it; if somebody had, their reader would have the lines.
    let _ = log.set(sender);
    write!(out, "\n{}", commands(cast, origin)?)?;
    let hint = format!("Listening on {origin}; Ctrl-C stops it. Deliveries:");
    writeln!(out, "\n{}", paint::strong(hint))?;
    out.flush()?;
    // One future for the whole time: a new one would not know of a signal before it.
    let stop = tokio::signal::ctrl_c();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            Some(line) = lines.recv() => {
                writeln!(out, "{line}")?;
                out.flush()?;
            }
            stopped = &mut stop => {
                stopped?;
                writeln!(out, "\nStopped; this run's secrets are gone.")?;
                return Ok(());
            }
        }
    }
}

/// A shell script of one `curl` command per provider: what is no command is a comment.
fn commands(cast: &Cast, origin: &str) -> Result<String, Error> {
    let mut text = format!(
        "# One genuine delivery of each provider, signed just now for {origin}.\n\
         # Run one twice, and the second is a duplicate: 200, but its handler does not run.\n\
         # Change one character of its body: 401.\n\
         # Where a timestamp is signed, a command works for 5 minutes. Fresh ones, any time:\n\
         #   curl -s {origin}/\n\
         # The secrets are throw-away: made up for this run, worthless once it ends.\n"
    );
    for actor in cast.all() {
        let scheme = actor.scheme();
        let time = match scheme.tolerance() {
            Some(tolerance) => format!("works for {} minutes", tolerance.as_secs() / 60),
            None => "sends no timestamp: works as long as this run".to_owned(),
        };
        text.push_str(&format!(
            "\n# {}, {time}; secret {}\n{}\n",
            scheme.title(),
            actor.secret(),
            shell::curl(origin, &actor.genuine(origin)?),
        ));
    }
    Ok(text)
}

/// Logs what became of each request.
async fn record(State(log): State<Log>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    if let Some(log) = log.get() {
        // If the reader is gone, so is the terminal.
        let _ = log.send(line(&path, &response));
    }
    response
}

fn line(path: &str, response: &Response) -> String {
    let extensions = response.extensions();
    let status = response.status();
    let (mark, what) = if let Some(refusal) = extensions.get::<Refusal>() {
        let again = match refusal {
            Refusal::Stale { .. } => "; fresh commands are on the front page, GET /",
            _ => "",
        };
        (
            paint::bad('✗'),
            format!("{}{again}", words::refusal(refusal)),
        )
    } else if let Some(Handled { event_type, id }) = extensions.get() {
        (paint::good('✓'), format!("handled {event_type} {id}"))
    } else if status.is_success() {
        (
            paint::good('✓'),
            "duplicate: done already, the handler did not run".to_owned(),
        )
    } else {
        (paint::remark('?'), "not for a webhook".to_owned())
    };
    let provider = path.trim_start_matches('/');
    format!("{mark} {provider:16}  {}  {what}", status.as_u16())
}
