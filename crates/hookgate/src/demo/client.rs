//! The client: one request over a TCP connection of its own, as providers' senders do.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use http::{HeaderValue, Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};

/// How long any exchange may take, even on a loaded machine.
const DEADLINE: Duration = Duration::from_secs(10);

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status; `None` if there was no answer at all.
    pub status: Option<u16>,
    /// Whether it says when to try again.
    pub retry_after: bool,
}

impl Answer {
    pub(super) const NONE: Self = Self {
        status: None,
        retry_after: false,
    };
}

/// Sends a request and reads the whole answer.
pub(super) async fn send(address: SocketAddr, request: Request<Bytes>) -> Answer {
    match timeout(DEADLINE, exchange(address, request)).await {
        Ok(Ok(answer)) => answer,
        // Whatever went wrong, for a provider it is the same: no answer.
        Ok(Err(_)) | Err(_) => Answer::NONE,
    }
}

async fn exchange(
    address: SocketAddr,
    mut request: Request<Bytes>,
) -> Result<Answer, Box<dyn std::error::Error + Send + Sync>> {
    let host = HeaderValue::from_str(&address.to_string())?;
    request.headers_mut().insert(header::HOST, host);
    let stream = TcpStream::connect(address).await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let exchange = async {
        let response = sender.send_request(request.map(Full::new)).await?;
        let answer = Answer {
            status: Some(response.status().as_u16()),
            retry_after: response.headers().contains_key(header::RETRY_AFTER),
        };
        // A receiver that refuses by the head may close before it has read the whole body; its
        // answer counts all the same.
        let _ = response.into_body().collect().await;
        Ok(answer)
    };
    tokio::pin!(exchange, connection);
    // The connection moves only while it is polled. One that ends early has passed on what it got.
    tokio::select! {
        biased;
        answer = &mut exchange => answer,
        _ = &mut connection => exchange.await,
    }
}
