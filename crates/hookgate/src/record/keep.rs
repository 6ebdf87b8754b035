//! The recorder: whatever arrives is on disk before it is answered.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use http_body_util::{BodyExt as _, Limited};
use tokio::{net::TcpListener, sync::mpsc, time::timeout};

use super::{RecordArgs, RecordError};
use crate::{Error, capture::Capture, event, paint, runtime};

/// How long a body may take.
const READ_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Clone)]
struct Recorder {
    file: Arc<Mutex<File>>,
    status: StatusCode,
    limit: usize,
    log: mpsc::UnboundedSender<Seen>,
}

struct Seen {
    recorded: bool,
    text: String,
}

pub(super) async fn keep(args: &RecordArgs, out: &mut impl Write) -> Result<(), Error> {
    let mut stop = Box::pin(runtime::stop_signal()?);
    let status = StatusCode::from_u16(args.status).map_err(|_| RecordError::Status {
        status: args.status,
    })?;
    let file = open(args).map_err(|source| RecordError::File {
        path: args.file.clone(),
        source,
    })?;
    let listen = |source| RecordError::Listen {
        address: args.listen,
        source,
    };
    let listener = TcpListener::bind(args.listen).await.map_err(listen)?;
    let address: SocketAddr = listener.local_addr().map_err(listen)?;
    let (log, mut seen) = mpsc::unbounded_channel();
    let recorder = Recorder {
        file: Arc::new(Mutex::new(file)),
        status,
        limit: args.body_limit.get(),
        log,
    };
    let app = Router::new().fallback(record).with_state(recorder);
    let title = format!("Recording what arrives at http://{address}; Ctrl-C ends it.");
    writeln!(out, "{}", paint::strong(title))?;
    out.flush()?;
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async {
        // An end of the sender is an end as well.
        let _ = ended.await;
    });
    let server = tokio::spawn(server.into_future());
    let mut count = 0;
    loop {
        tokio::select! {
            Some(one) = seen.recv() => {
                count += usize::from(one.recorded);
                writeln!(out, "{}", one.text)?;
                out.flush()?;
                if args.max.is_some_and(|max| count >= max.get()) {
                    break;
                }
            }
            () = &mut stop => break,
        }
    }
    let _ = end.send(());
    // The last answers are on their way.
    let _ = timeout(READ_TIMEOUT, server).await;
    while let Ok(one) = seen.try_recv() {
        count += usize::from(one.recorded);
        writeln!(out, "{}", one.text)?;
    }
    writeln!(out, "{count} recorded in {}", args.file.display())?;
    Ok(())
}

/// Appends; a new file is the user's alone, for it holds real payloads.
fn open(args: &RecordArgs) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(&args.file)
}

async fn record(State(recorder): State<Recorder>, request: Request) -> Response {
    let target = request.uri().to_string();
    let method = request.method().clone();
    let (status, problem) = match save(&recorder, request).await {
        Ok(()) => (recorder.status, None),
        Err((status, problem)) => (status, Some(problem)),
    };
    let mark = if problem.is_none() {
        paint::good('✓')
    } else {
        paint::bad('✗')
    };
    let problem = problem
        .as_ref()
        .map_or_else(String::new, |problem| format!("  {problem}"));
    // If the reader is gone, so is the terminal.
    let _ = recorder.log.send(Seen {
        recorded: problem.is_empty(),
        text: format!("{mark} {method} {target}  {}{problem}", status.as_u16()),
    });
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// What is not on disk is not acknowledged: a 503 keeps it with its provider.
async fn save(recorder: &Recorder, request: Request) -> Result<(), (StatusCode, String)> {
    let (head, body) = request.into_parts();
    let read = Limited::new(body, recorder.limit).collect();
    let body = match timeout(READ_TIMEOUT, read).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
            let problem = format!("more than {} bytes; see --body-limit", recorder.limit);
            return Err((StatusCode::PAYLOAD_TOO_LARGE, problem));
        }
        Ok(Err(error)) => return Err((StatusCode::SERVICE_UNAVAILABLE, error.to_string())),
        Err(_) => {
            let problem = format!("the body did not arrive within {READ_TIMEOUT:?}");
            return Err((StatusCode::SERVICE_UNAVAILABLE, problem));
        }
    };
    let capture = Capture {
        method: head.method,
        url: head.uri,
        headers: head.headers,
        body,
        received_at: Some(event::now()),
    };
    let line = format!("{}\n", capture.to_json());
    let file = recorder.file.clone();
    let written = tokio::task::spawn_blocking(move || {
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(line.as_bytes())?;
        file.sync_data()
    });
    let failed = |error: String| (StatusCode::SERVICE_UNAVAILABLE, error);
    match written.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(failed(error.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
}
