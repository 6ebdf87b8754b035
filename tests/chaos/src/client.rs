//! [`Client`]: HTTP/1 by hand, polite or not.
//!
//! A sender that resets its connections in the middle of a request, and wants to know of each attempt
//! whether it was refused, cut or answered, is not what HTTP clients are made for.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use serde::Serialize;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::{sleep, timeout},
};

use crate::plan::Reset;

/// How long a sender waits for an answer.
const DEADLINE: Duration = Duration::from_secs(5);
/// Where the receiver says why it refused.
pub(crate) const REFUSAL: &str = "x-refusal";

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// With an answer.
    Answered {
        /// Its status.
        status: u16,
        /// The code of a refusal of the layer.
        refusal: Option<String>,
    },
    /// The sender cut the connection.
    Reset,
    /// Nobody listened.
    Refused,
    /// The receiver cut the connection.
    Broken,
    /// No answer came in time.
    TimedOut,
}

impl Outcome {
    /// Whether the delivery is acknowledged.
    pub(crate) fn is_success(&self) -> bool {
        matches!(self, Self::Answered { status, .. } if (200..300).contains(status))
    }

    /// Whether another attempt had the claim.
    pub(crate) fn is_in_flight(&self) -> bool {
        matches!(self, Self::Answered { refusal, .. } if refusal.as_deref() == Some("in_flight"))
    }
}

/// An answer.
struct Answer {
    status: u16,
    refusal: Option<String>,
    retry_after: Option<Duration>,
}

/// A client of one address that keeps its connections.
pub(crate) struct Client {
    address: SocketAddr,
    idle: Mutex<Vec<TcpStream>>,
}

impl Client {
    /// Of this address.
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self {
            address,
            idle: Mutex::default(),
        }
    }

    /// Sends a request, or a part of it. Says how that ended, and for how long the answer asks to wait.
    pub(crate) async fn send(
        &self,
        request: &[u8],
        reset: Option<Reset>,
    ) -> (Outcome, Option<Duration>) {
        let Ok(mut stream) = self.connection().await else {
            return (Outcome::Refused, None);
        };
        if let Some(reset) = reset {
            cut(stream, request, reset).await;
            return (Outcome::Reset, None);
        }
        match timeout(DEADLINE, exchange(&mut stream, request)).await {
            Err(_) => (Outcome::TimedOut, None),
            Ok(Err(_)) => {
                // Their server is the same one.
                self.idle().clear();
                (Outcome::Broken, None)
            }
            Ok(Ok(answer)) => {
                self.idle().push(stream);
                let outcome = Outcome::Answered {
                    status: answer.status,
                    refusal: answer.refusal,
                };
                (outcome, answer.retry_after)
            }
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<TcpStream>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connection(&self) -> io::Result<TcpStream> {
        if let Some(stream) = self.idle().pop() {
            return Ok(stream);
        }
        let socket = TcpSocket::new_v4()?;
        // From an address of its own: the kernel would otherwise lend the port of a killed server to
        // one of these connections, and the server could not come back. Only Linux has many.
        if cfg!(target_os = "linux") {
            socket.bind((Ipv4Addr::new(127, 0, 0, 2), 0).into())?;
        }
        let stream = socket.connect(self.address).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}

/// Sends a part of the request or all of it, and resets the connection without reading.
async fn cut(mut stream: TcpStream, request: &[u8], reset: Reset) {
    let (part, pause) = match reset {
        Reset::Half(thousandths) => {
            let length = request.len() * usize::from(thousandths) / 1000;
            (request.get(..length).unwrap_or(request), Duration::ZERO)
        }
        Reset::Whole(pause) => (request, pause),
    };
    // Whether it arrives is what nobody knows of a cut connection.
    let _ = stream.write_all(part).await;
    sleep(pause).await;
    let _ = stream.set_zero_linger();
}

async fn exchange(stream: &mut TcpStream, request: &[u8]) -> io::Result<Answer> {
    stream.write_all(request).await?;
    let mut bytes = Vec::with_capacity(512);
    loop {
        if let Some(answer) = parse(&bytes)? {
            return Ok(answer);
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// The answer, if all of it is there.
fn parse(bytes: &[u8]) -> io::Result<Option<Answer>> {
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut response = httparse::Response::new(&mut headers);
    let parsed = response.parse(bytes).map_err(io::Error::other)?;
    let (httparse::Status::Complete(head), Some(status)) = (parsed, response.code) else {
        return Ok(None);
    };
    let header = |name: &str| {
        let mut headers = response.headers.iter();
        let header = headers.find(|header| header.name.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(header.value).ok()
    };
    let number = |name| header(name).and_then(|value| value.parse::<u32>().ok());
    let Some(length) = number("content-length") else {
        return Err(io::Error::other("an answer without a length"));
    };
    if bytes.len() - head < length as usize {
        return Ok(None);
    }
    Ok(Some(Answer {
        status,
        refusal: header(REFUSAL).map(str::to_owned),
        retry_after: number("retry-after").map(|seconds| Duration::from_secs(seconds.into())),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_once_all_of_it_is_there() {
        let whole = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nX-Refusal: in_flight\r\ncontent-length: 2\r\n\r\nno";
        for length in 0..whole.len() {
            assert!(parse(&whole[..length]).unwrap().is_none(), "{length}");
        }
        let answer = parse(whole).unwrap().unwrap();
        assert_eq!(answer.status, 503);
        assert_eq!(answer.refusal.as_deref(), Some("in_flight"));
        assert_eq!(answer.retry_after, Some(Duration::from_secs(2)));
    }

    #[test]
    fn what_is_no_answer_is_an_error() {
        for bytes in ["SSH-2.0\r\n", "HTTP/1.1 200 OK\r\n\r\n"] {
            assert!(parse(bytes.as_bytes()).is_err(), "{bytes}");
        }
    }
}
