//! A client of either version of HTTP, polite or not.

use std::{convert::Infallible, net::SocketAddr};

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{Request, Response, Uri};
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody, combinators::BoxBody};
use hyper::{
    body::Incoming,
    client::conn::{http1, http2},
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use webhook_tests::wait;

/// Which version the host is spoken to in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Version {
    One,
    Two,
}

/// Sends requests, each on a connection of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client {
    pub(crate) address: SocketAddr,
    pub(crate) version: Version,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

type Body = BoxBody<Bytes, Infallible>;

impl Client {
    /// The whole request, its length announced.
    pub(crate) async fn send(self, request: Request<Bytes>) -> Answer {
        self.exchange(request.map(|body| Full::new(body).boxed()))
            .await
    }

    /// The body in pieces of this size, its length not announced.
    pub(crate) async fn send_in_pieces(self, request: Request<Bytes>, size: usize) -> Answer {
        let pieces = |body: Bytes| {
            let pieces: Vec<_> = body.chunks(size).map(Bytes::copy_from_slice).collect();
            let frames = pieces.into_iter().map(|piece| Ok(Frame::data(piece)));
            BodyExt::boxed(StreamBody::new(stream::iter(frames)))
        };
        self.exchange(request.map(pieces)).await
    }

    /// Half of the body, and never the rest.
    pub(crate) async fn send_half(self, request: Request<Bytes>) -> Answer {
        self.exchange(request.map(|body| half(&body))).await
    }

    /// Sends it and is gone, without a word, once `then` holds.
    pub(crate) async fn send_and_vanish(
        self,
        request: Request<Bytes>,
        whole: bool,
        then: impl FnMut() -> bool,
    ) {
        // A runtime of its own: hyper's client keeps connections in tasks that only die with it.
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let request = request.map(|body| match whole {
            true => Full::new(body).boxed(),
            false => half(&body),
        });
        runtime.spawn(self.exchange(request));
        wait::until("the request has come that far", then).await;
        runtime.shutdown_background();
    }

    async fn exchange(self, mut request: Request<Body>) -> Answer {
        let stream = TokioIo::new(
            TcpStream::connect(self.address)
                .await
                .expect("a connection"),
        );
        let response = match self.version {
            Version::One => {
                request
                    .headers_mut()
                    .insert("host", "localhost".parse().expect("a host"));
                let (mut sender, connection) = http1::handshake(stream).await.expect("HTTP/1");
                tokio::spawn(connection);
                sender.send_request(request).await
            }
            Version::Two => {
                // HTTP/2 wants the whole address.
                let path = request
                    .uri()
                    .path_and_query()
                    .map_or("/", |target| target.as_str());
                let uri: Uri = format!("http://localhost{path}").parse().expect("a URL");
                *request.uri_mut() = uri;
                let (mut sender, connection) = http2::handshake(TokioExecutor::new(), stream)
                    .await
                    .expect("HTTP/2");
                tokio::spawn(connection);
                let response = sender.send_request(request).await;
                return answer(response.expect("an answer")).await;
            }
        };
        answer(response.expect("an answer")).await
    }
}

fn half(body: &Bytes) -> Body {
    let half = Ok(Frame::data(body.slice(..body.len() / 2)));
    BodyExt::boxed(StreamBody::new(
        stream::iter([half]).chain(stream::pending()),
    ))
}

async fn answer(response: Response<Incoming>) -> Answer {
    let status = response.status().as_u16();
    // A server that answers before it has read everything may close in the middle.
    let body = response.into_body().collect().await;
    let body = body.map(|body| body.to_bytes()).unwrap_or_default();
    Answer {
        status,
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}
