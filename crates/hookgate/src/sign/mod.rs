//! `hookgate sign` and `hookgate curl`: what a provider would send, to be used elsewhere.

mod args;

use std::io::Write;

use axum_webhook::{Scheme, core::UnixTime, providers};
use http::{Method, Request};

pub use args::{CurlArgs, SignArgs};

use crate::{
    Error, EventArgs, Outcome,
    capture::Capture,
    client,
    event::{self, Message, Source},
    paint, shell, signing,
};

/// What is signed where the URL is and none is given.
const URL: &str = "http://localhost/";

/// Why nothing could be signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// There is no such provider.
    #[error("there is no provider {0:?}; see them all with: hookgate providers")]
    NoProvider(String),
    /// The body cannot stand in a command line.
    #[error(
        "the body is not text, so no command line can hold it; use hookgate send --body FILE instead"
    )]
    Binary,
    /// The signed URL is no URL.
    #[error("{0:?} is no URL to sign; give the one registered with the provider with --public-url")]
    Url(String),
}

/// The command `sign`.
///
/// # Errors
/// [`Error`] if nothing could be signed.
pub fn sign(args: &SignArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    if args.key_document {
        let scheme = scheme(&args.provider)?;
        return signing::document(&scheme, args.event.secret.as_ref(), out);
    }
    let url = args.event.public_url.as_deref().unwrap_or(URL);
    let message = message(&args.provider, &args.event, url, args.at)?;
    if args.json {
        let parsed = message.url.parse();
        let capture = Capture {
            method: Method::POST,
            url: parsed.map_err(|_| SignError::Url(url.to_owned()))?,
            headers: message.headers,
            body: message.body,
            received_at: None,
        };
        writeln!(out, "{}", capture.to_json())?;
        return Ok(Outcome::AsExpected);
    }
    for (name, value) in &message.headers {
        writeln!(out, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
    }
    if message.url != url {
        // Headers alone would not verify there.
        let note = format!("the signature is for {}", message.url);
        writeln!(anstream::stderr(), "{}", paint::remark(note))?;
    }
    Ok(Outcome::AsExpected)
}

/// The command `curl`.
///
/// # Errors
/// As [`sign`], and for bodies that are not text.
pub fn curl(args: &CurlArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let to = client::target(&args.to)?;
    let url = args.event.public_url.as_deref().unwrap_or(&args.to);
    let message = message(&args.provider, &args.event, url, args.at)?;
    if std::str::from_utf8(&message.body).is_err() || message.body.contains(&0) {
        return Err(SignError::Binary.into());
    }
    let added = message.url.strip_prefix(url).unwrap_or_default();
    let target = format!(
        "{}{added}",
        to.path_and_query().map_or("/", |path| path.as_str())
    );
    let mut request = Request::new(message.body);
    *request.uri_mut() = target.parse().map_err(|_| SignError::Url(target.clone()))?;
    *request.headers_mut() = message.headers;
    let authority = to.authority().map_or("", |authority| authority.as_str());
    let origin = format!("{}://{authority}", to.scheme_str().unwrap_or("http"));
    writeln!(out, "{}", shell::curl(&origin, &request))?;
    Ok(Outcome::AsExpected)
}

fn scheme(provider: &str) -> Result<Scheme, SignError> {
    providers::by_name(provider).ok_or_else(|| SignError::NoProvider(provider.to_owned()))
}

fn message(
    provider: &str,
    event: &EventArgs,
    url: &str,
    at: Option<i64>,
) -> Result<Message, Error> {
    let scheme = scheme(provider)?;
    let time = at.map_or_else(event::now, UnixTime::from_secs);
    Source::new(scheme, event)?.message(url, time)
}
