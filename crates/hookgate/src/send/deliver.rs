//! One delivery in one mode: what goes over the wire, and what came back.

use std::{io, sync::Arc, time::Duration};

use axum_webhook::core::scheme::At;
use bytes::Bytes;
use futures_util::{future::join_all, stream};
use http::{HeaderValue, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::Frame;
use tokio::time::Instant;

use super::{Mode, SendError, mode::COPIES};
use crate::{
    Error,
    client::{self, Client, Outbound, Reply},
    event::{Message, Source, now, shifted},
};

/// A timestamp this far outside the tolerance is refused by every clock.
const BEYOND_SECS: u64 = 120;
/// A slow body's bytes come at this distance.
const TRICKLE: Duration = Duration::from_millis(250);

/// The first piece of a huge body, and how long the rest waits.
const PIECE: usize = 16 * 1024;
const HESITATION: Duration = Duration::from_secs(2);

/// Sends deliveries of one event to one place.
#[derive(Clone, Debug)]
pub(super) struct Sender {
    source: Arc<Source>,
    client: Client,
    to: Uri,
    /// What is signed, where the scheme signs it.
    public_url: String,
    mode: Mode,
    slow_for: Duration,
}

/// What came back for one request.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) reply: Result<Reply, crate::ClientError>,
    pub(super) took: Duration,
}

impl Answer {
    pub(super) fn status(&self) -> Option<StatusCode> {
        self.reply.as_ref().ok().map(|reply| reply.status)
    }
}

impl Sender {
    pub(super) fn new(
        source: Source,
        to: Uri,
        public_url: Option<&str>,
        mode: Mode,
        slow_for: Duration,
    ) -> Result<Self, Error> {
        let scheme = source.scheme();
        if matches!(mode, Mode::Stale | Mode::Future) && scheme.tolerance().is_none() {
            let provider = scheme.title();
            return Err(SendError::NoTimestamp { provider }.into());
        }
        // Longer than any receiver should take, and than a slow body does.
        let deadline = Duration::from_secs(30) + slow_for;
        Ok(Self {
            client: Client::new(&to, deadline)?,
            public_url: public_url.map_or_else(|| to.to_string(), Into::into),
            source: Arc::new(source),
            to,
            mode,
            slow_for,
        })
    }

    /// Sends one delivery, in as many requests as the mode has.
    pub(super) async fn deliver(&self) -> Result<Vec<Answer>, Error> {
        let message = self.message()?;
        Ok(match self.mode {
            Mode::Duplicate => {
                let first = self.send(&message).await;
                vec![first, self.send(&message).await]
            }
            Mode::Concurrent => join_all((0..COPIES).map(|_| self.send(&message))).await,
            _ => vec![self.send(&message).await],
        })
    }

    fn message(&self) -> Result<Message, Error> {
        let scheme = self.source.scheme();
        let beyond = scheme.tolerance().map_or(0, |tolerance| {
            i64::try_from(tolerance.as_secs() + BEYOND_SECS).unwrap_or(i64::MAX)
        });
        let now = now();
        let url = &self.public_url;
        Ok(match self.mode {
            Mode::Stale => self.source.message(url, shifted(now, -beyond))?,
            Mode::Future => self.source.message(url, shifted(now, beyond))?,
            Mode::Oversize => self.source.oversize(url, now, scheme.max_body()),
            Mode::Unsigned => {
                let mut message = self.source.message(url, now)?;
                message.headers.remove(scheme.signature_header());
                if let [At::Query(_)] = scheme.signature_places() {
                    message.url.clone_from(&self.public_url);
                } else if scheme.signature_header().is_empty() {
                    // What is inside the body goes with it.
                    message.body = Bytes::from_static(b"{}");
                }
                message
            }
            Mode::Tampered => {
                let mut message = self.source.message(url, now)?;
                message.body = tampered(&message.body);
                message
            }
            Mode::Signed | Mode::Duplicate | Mode::Concurrent | Mode::Slow => {
                self.source.message(url, now)?
            }
        })
    }

    async fn send(&self, message: &Message) -> Answer {
        let start = Instant::now();
        let body = match self.mode {
            Mode::Slow => trickling(message.body.clone(), self.slow_for),
            Mode::Oversize => hesitating(message.body.clone()),
            _ => client::full(message.body.clone()),
        };
        let mut request = Request::new(body);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.address(message);
        request.headers_mut().clone_from(&message.headers);
        if self.mode == Mode::Slow {
            let length = HeaderValue::from(message.body.len());
            request
                .headers_mut()
                .insert(http::header::CONTENT_LENGTH, length);
        }
        let reply = self.client.send(request).await;
        Answer {
            reply,
            took: start.elapsed(),
        }
    }

    /// Where it goes: what signing added to the public URL's query goes along.
    fn address(&self, message: &Message) -> Uri {
        let Some(added) = message.url.strip_prefix(&self.public_url) else {
            return self.to.clone();
        };
        format!("{}{added}", self.to)
            .parse()
            .unwrap_or_else(|_| self.to.clone())
    }
}

/// The body with one bit of one byte changed, in the middle.
fn tampered(body: &Bytes) -> Bytes {
    let mut bytes = body.to_vec();
    let middle = bytes.len() / 2;
    match bytes.get_mut(middle) {
        Some(byte) => *byte ^= 1,
        None => bytes.push(b' '),
    }
    bytes.into()
}

/// All bytes but the last one by one, then nothing until the time is over, then the last.
fn trickling(body: Bytes, time: Duration) -> Outbound {
    let end = Instant::now() + time;
    let frames = stream::unfold(body, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        let wake = if rest.len() == 1 {
            end
        } else {
            (Instant::now() + TRICKLE).min(end)
        };
        tokio::time::sleep_until(wake).await;
        // Once the time is over, whatever is left.
        let size = if Instant::now() >= end { rest.len() } else { 1 };
        let piece = rest.split_to(size);
        Some((Ok::<_, io::Error>(Frame::data(piece)), rest))
    });
    StreamBody::new(frames).boxed_unsync()
}

/// A piece, a wait, the rest. A receiver that refuses by the announced length answers in the wait;
/// without it, its answer could get lost in a connection that breaks while megabytes are written.
fn hesitating(body: Bytes) -> Outbound {
    let frames = stream::unfold((body, true), move |(mut rest, first)| async move {
        if rest.is_empty() {
            return None;
        }
        if !first {
            tokio::time::sleep(HESITATION).await;
        }
        let size = if first {
            rest.len().min(PIECE)
        } else {
            rest.len()
        };
        let piece = rest.split_to(size);
        Some((Ok::<_, io::Error>(Frame::data(piece)), (rest, false)))
    });
    StreamBody::new(frames).boxed_unsync()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tampering_changes_one_bit_and_no_length() {
        let body = Bytes::from_static(b"{\"a\":1}");
        let changed = tampered(&body);
        let differences = body.iter().zip(&changed).filter(|(a, b)| a != b).count();
        assert_eq!((changed.len(), differences), (body.len(), 1));
        assert_eq!(tampered(&Bytes::new()), " ");
    }
}
