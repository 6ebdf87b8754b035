//! The replay: each recorded request, in order, as it was or signed anew.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    num::NonZeroUsize,
    path::Path,
    time::Duration,
};

use axum_webhook::{
    Scheme,
    core::{
        Signer,
        scheme::At,
        signer::{Outgoing, Signed},
    },
    providers,
};
use http::{HeaderMap, Request, Uri, header};
use serde::Serialize;

use super::{RecordError, ReplayArgs};
use crate::{
    Error, Outcome,
    capture::Capture,
    client::{self, Client},
    event, paint, signing,
};

/// How long an answer may take.
const DEADLINE: Duration = Duration::from_secs(30);

/// One line of the machine's output; the names are stable.
#[derive(Serialize)]
struct Line {
    line: usize,
    status: Option<u16>,
    error: Option<String>,
}

pub(super) async fn again(args: &ReplayArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let to = client::target(&args.to)?;
    let signer = signer(args)?;
    let client = Client::new(&to, DEADLINE)?;
    let mut pace = args
        .rate
        .map(|rate| tokio::time::interval(Duration::from_secs(1) / rate.get()));
    let (mut sent, mut failed, mut refused) = (0, 0, 0);
    for (index, line) in lines(&args.file)?.enumerate() {
        let number = index + 1;
        let wanted = NonZeroUsize::new(number).is_some_and(|number| args.only.contains(&number));
        if !args.only.is_empty() && !wanted {
            continue;
        }
        let line = line.map_err(|source| RecordError::File {
            path: args.file.clone(),
            source,
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let outcome = match Capture::parse(line.as_bytes()) {
            Ok(capture) => {
                if let Some(pace) = &mut pace {
                    pace.tick().await;
                }
                let request = request(&capture, &to, args, signer.as_ref());
                match client.send(request).await {
                    Ok(reply) => Ok(reply.status),
                    Err(error) => Err(error.to_string()),
                }
            }
            Err(error) => Err(error.to_string()),
        };
        sent += 1;
        failed += usize::from(!outcome.as_ref().is_ok_and(|status| status.is_success()));
        refused += usize::from(outcome.as_ref().is_ok_and(|status| status.as_u16() == 401));
        if args.json {
            let line = Line {
                line: number,
                status: outcome.as_ref().ok().map(|status| status.as_u16()),
                error: outcome.err(),
            };
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        } else {
            match outcome {
                Ok(status) if status.is_success() => {
                    writeln!(
                        out,
                        "{} line {number}  {}",
                        paint::good('✓'),
                        status.as_u16()
                    )?;
                }
                Ok(status) => {
                    writeln!(
                        out,
                        "{} line {number}  {}",
                        paint::bad('✗'),
                        status.as_u16()
                    )?;
                }
                Err(error) => writeln!(out, "{} line {number}  {error}", paint::bad('✗'))?,
            }
        }
    }
    if !args.json {
        writeln!(out, "{sent} sent, {failed} without a 2xx")?;
        if refused > 0 && signer.is_none() {
            let hint = "401 is what an old timestamp gets; sign anew with --provider and --secret";
            writeln!(out, "{}", paint::remark(hint))?;
        }
    }
    Ok(if failed == 0 {
        Outcome::AsExpected
    } else {
        Outcome::Differs
    })
}

fn lines(path: &Path) -> Result<Box<dyn Iterator<Item = io::Result<String>>>, RecordError> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lines()));
    }
    let file = File::open(path).map_err(|source| RecordError::File {
        path: path.to_owned(),
        source,
    })?;
    Ok(Box::new(BufReader::new(file).lines()))
}

fn signer(args: &ReplayArgs) -> Result<Option<Signer>, Error> {
    let Some(name) = &args.provider else {
        return Ok(None);
    };
    let scheme = providers::by_name(name).ok_or_else(|| RecordError::NoProvider(name.clone()))?;
    let signer = signing::signer(scheme, args.secret.as_ref(), args.private_key.as_ref())?;
    Ok(Some(signer))
}

fn request(
    capture: &Capture,
    to: &Uri,
    args: &ReplayArgs,
    signer: Option<&Signer>,
) -> Request<client::Outbound> {
    let mut headers = capture.headers.clone();
    // The connection's own, which the client writes.
    for name in [
        header::HOST,
        header::CONTENT_LENGTH,
        header::CONNECTION,
        header::TRANSFER_ENCODING,
    ] {
        headers.remove(name);
    }
    let mut url = address(to, &capture.url);
    let mut body = capture.body.clone();
    if let Some(signer) = signer {
        let signed_url = args.public_url.clone().unwrap_or_else(|| url.to_string());
        let resigned = resign(signer, capture, &signed_url, &mut headers);
        body = resigned.body.into();
        let added = resigned.url.strip_prefix(&signed_url).unwrap_or_default();
        if let Ok(extended) = format!("{url}{added}").parse() {
            url = extended;
        }
    }
    let mut request = Request::new(client::full(body));
    *request.method_mut() = capture.method.clone();
    *request.uri_mut() = url;
    *request.headers_mut() = headers;
    request
}

/// The given URL; with the recorded path and query if it has none of its own.
fn address(to: &Uri, recorded: &Uri) -> Uri {
    let bare = to.path().trim_matches('/').is_empty() && to.query().is_none();
    let Some(path) = recorded.path_and_query().filter(|_| bare) else {
        return to.clone();
    };
    let mut parts = to.clone().into_parts();
    parts.path_and_query = Some(path.clone());
    Uri::from_parts(parts).unwrap_or_else(|_| to.clone())
}

/// Replaces the headers of the signature; the id and the type stay. URL and body as they are then.
fn resign(signer: &Signer, capture: &Capture, url: &str, headers: &mut HeaderMap) -> Signed {
    let scheme: &Scheme = signer.scheme();
    let text = |places: &[At]| match places.first() {
        Some(At::Header(name)) => capture.headers.get(*name).and_then(|v| v.to_str().ok()),
        _ => None,
    };
    let content_type = capture.headers.get(header::CONTENT_TYPE);
    let signed = signer.sign(&Outgoing {
        method: capture.method.clone(),
        url,
        content_type: content_type.and_then(|value| value.to_str().ok()),
        id: text(scheme.event_id_places()),
        event_type: text(scheme.event_type_places()),
        ..Outgoing::new(&capture.body, event::now())
    });
    for name in signed.headers.keys() {
        headers.remove(name);
    }
    headers.extend(signed.headers.clone());
    signed
}
