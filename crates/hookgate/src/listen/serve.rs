//! The receiver: a router over the endpoints, its log, and its end.

use std::{
    future::IntoFuture as _,
    io::Write,
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::any,
};
use axum_webhook::{Delivery, core::scheme::SuccessAnswer};
use futures_util::future::join_all;
use tokio::{net::TcpListener, sync::mpsc, time::timeout};

use super::{
    ListenError,
    endpoint::Endpoint,
    forward::Upstream,
    line::{Handled, Line},
};
use crate::{Error, paint, runtime};

/// How long Ctrl-C waits for connections and handlers.
const GRACE: Duration = Duration::from_secs(30);

type Log = mpsc::UnboundedSender<Line>;

/// Serves until Ctrl-C, writing a line for each delivery.
pub(super) async fn serve(
    address: SocketAddr,
    endpoints: &[Endpoint],
    json: bool,
    out: &mut impl Write,
) -> Result<(), Error> {
    let stop = runtime::stop_signal()?;
    let listen = |source| ListenError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    let (log, mut lines) = mpsc::unbounded_channel();
    let app = router(endpoints, &log)?;
    // The last sender is inside the application: the lines end with it.
    drop(log);
    announce(address, endpoints, json, out)?;

    let layers: Vec<_> = endpoints
        .iter()
        .map(|endpoint| endpoint.layer.clone())
        .collect();
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, app)
        .with_graceful_shutdown(async move {
            // An end of the sender is an end as well.
            let _ = stopped.await;
        })
        .into_future();
    let server = tokio::spawn(server);
    tokio::pin!(stop);
    loop {
        tokio::select! {
            line = lines.recv() => match line {
                Some(line) => write_line(&line, json, out)?,
                None => break,
            },
            () = &mut stop => break,
        }
    }
    remark(json, out, "Stopping; what runs is finished first.")?;
    let _ = stopping.send(());
    let ending = async {
        let _ = server.await;
        join_all(layers.iter().map(|layer| layer.drain())).await;
    };
    let in_time = {
        tokio::pin!(ending);
        let deadline = tokio::time::sleep(GRACE);
        tokio::pin!(deadline);
        loop {
            tokio::select! {
                Some(line) = lines.recv() => write_line(&line, json, out)?,
                () = &mut ending => break true,
                () = &mut deadline => break false,
            }
        }
    };
    while let Ok(Some(line)) = timeout(Duration::ZERO, lines.recv()).await {
        write_line(&line, json, out)?;
    }
    let last = if in_time {
        "Stopped; nothing was left running."
    } else {
        "Stopped with deliveries still running; their providers keep them."
    };
    remark(json, out, last)?;
    Ok(())
}

fn router(endpoints: &[Endpoint], log: &Log) -> Result<Router, Error> {
    let mut app = Router::new();
    for endpoint in endpoints {
        let upstream = match &endpoint.forward {
            Some(url) => Some(Upstream::new(url.clone(), &endpoint.scheme)?),
            None => None,
        };
        let handler = any(handle)
            .with_state(upstream)
            .layer(endpoint.layer.clone())
            .layer(middleware::from_fn_with_state(
                (endpoint.clone(), log.clone()),
                record,
            ));
        app = app.route(&endpoint.path, handler);
    }
    Ok(app)
}

/// What happens to a verified delivery.
async fn handle(
    State(upstream): State<Option<Upstream>>,
    delivery: Delivery,
    request: Request,
) -> Response {
    let mut response = match upstream {
        Some(upstream) => upstream.pass(request).await,
        // What the provider reads, where it reads anything.
        None => match delivery.scheme().success_axis() {
            SuccessAnswer::Any => "accepted\n".into_response(),
            _ => delivery.success_answer().into_response(),
        },
    };
    response.extensions_mut().insert(Handled(delivery));
    response
}

async fn record(
    State((endpoint, log)): State<(Endpoint, Log)>,
    request: Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let response = next.run(request).await;
    let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    // If the reader is gone, so is the terminal.
    let _ = log.send(Line::new(&endpoint, &response, ms));
    response
}

/// Says where it listens: on standard output for people, on standard error where that is data.
fn announce(
    address: SocketAddr,
    endpoints: &[Endpoint],
    json: bool,
    out: &mut impl Write,
) -> Result<(), Error> {
    let title = format!("Listening on http://{address}; Ctrl-C stops it.");
    let mut text = format!("{}\n", paint::strong(title));
    for endpoint in endpoints {
        let to = match &endpoint.forward {
            Some(url) => format!(" -> {url}"),
            None => String::new(),
        };
        text.push_str(&format!(
            "  {}  {}{to}\n",
            endpoint.path,
            endpoint.scheme.title()
        ));
    }
    remark(json, out, text.trim_end())
}

fn remark(json: bool, out: &mut impl Write, text: &str) -> Result<(), Error> {
    if json {
        writeln!(anstream::stderr(), "{text}")?;
    } else {
        writeln!(out, "{text}")?;
        out.flush()?;
    }
    Ok(())
}

fn write_line(line: &Line, json: bool, out: &mut impl Write) -> Result<(), Error> {
    let text = if json { line.json() } else { line.text() };
    writeln!(out, "{text}")?;
    // Whoever reads a pipe wants each delivery when it happens.
    out.flush()?;
    Ok(())
}
