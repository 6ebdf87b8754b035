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
use futures_util::FutureExt as _;
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
    // Polled once, it listens: from the first line on, Ctrl-C ends this in good order. And there is
    // one for the whole time: a new one would not know of a signal before it.
    let stop = tokio::signal::ctrl_c();
    tokio::pin!(stop);
    if let Some(stopped) = stop.as_mut().now_or_never() {
        return Ok(stopped?);
    }
    let (sender, mut lines) = mpsc::unbounded_channel();
    // Nobody else sets it; if somebody had, their reader would have the lines.
    let _ = log.set(sender);
    write!(out, "\n{}", commands(cast, origin)?)?;
    let hint = format!("Listening on {origin}; Ctrl-C stops it. Deliveries:");
    writeln!(out, "\n{}", paint::strong(hint))?;
    out.flush()?;
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::body::Body;
    use http::StatusCode;

    use super::*;

    #[test]
    fn a_line_says_what_became_of_a_delivery_and_what_to_do() {
        let second = Duration::from_secs(1);
        let stale = Refusal::Stale {
            age: second,
            tolerance: second,
        };
        let handled = Handled {
            event_type: "push".to_owned(),
            id: "1".to_owned(),
        };
        let mut refused = Response::new(Body::empty());
        *refused.status_mut() = stale.status();
        refused.extensions_mut().insert(stale);
        let mut accepted = Response::new(Body::empty());
        accepted.extensions_mut().insert(handled);
        let duplicate = Response::new(Body::empty());
        let mut lost = Response::new(Body::empty());
        *lost.status_mut() = StatusCode::NOT_FOUND;
        let cases = [
            (refused, "401  stale: "),
            (accepted, "200  handled push 1"),
            (duplicate, "200  duplicate: "),
            (lost, "404  not for a webhook"),
        ];
        for (response, text) in &cases {
            let line = line("/github", response);
            assert!(line.contains("github            "), "{line}");
            assert!(line.contains(text), "{line}");
        }
        assert!(line("/github", &cases[0].0).ends_with("GET /"));
    }
}
