//! The client: sends requests over HTTP and HTTPS as they are, follows nothing, decodes nothing.

use std::{error::Error as _, io, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, Limited, combinators::UnsyncBoxBody};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client as Pool, connect::HttpConnector},
    rt::TokioExecutor,
};
use rustls::{ClientConfig, RootCertStore};
use tokio::time::timeout;

/// More of an answer than this is not read: nobody looks at it.
const MAX_ANSWER: usize = 4 * 1024 * 1024;

/// A body that may still be in the making.
pub(crate) type Outbound = UnsyncBoxBody<Bytes, io::Error>;

/// A body that is there.
pub(crate) fn full(body: Bytes) -> Outbound {
    Full::new(body)
        .map_err(|never| match never {})
        .boxed_unsync()
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The URL is none that can be sent to.
    #[error(
        "{url} is no address to send to; give an absolute URL, such as http://127.0.0.1:3000/stripe"
    )]
    Url {
        /// What was given.
        url: String,
    },
    /// The system's certificates could not be read.
    #[error("cannot prepare for https: {0}; install the system's CA certificates, or use http")]
    Certificates(io::Error),
    /// There was no connection, or it broke.
    #[error("{0}; is anything listening there?")]
    Exchange(String),
    /// No answer in time.
    #[error("no answer within {0:?}")]
    Late(Duration),
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Sends requests; keeps connections open between them. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    pool: Pool<HttpsConnector<HttpConnector>, Outbound>,
    deadline: Duration,
}

impl Client {
    /// One whose exchanges take no longer than `deadline`. The system's certificates are read only
    /// if `url` is one of https, so that plain HTTP works everywhere.
    pub(crate) fn new(url: &Uri, deadline: Duration) -> Result<Self, ClientError> {
        let connector = HttpsConnectorBuilder::new();
        let connector = if url.scheme_str() == Some("https") {
            connector
                .with_native_roots()
                .map_err(ClientError::Certificates)?
        } else {
            connector.with_tls_config(trusting_nobody())
        };
        let connector = connector.https_or_http().enable_http1().build();
        Ok(Self {
            pool: Pool::builder(TokioExecutor::new()).build(connector),
            deadline,
        })
    }

    /// Sends one request, whose URI is absolute, and reads the whole answer.
    pub(crate) async fn send(&self, request: Request<Outbound>) -> Result<Reply, ClientError> {
        timeout(self.deadline, self.exchange(request))
            .await
            .map_err(|_| ClientError::Late(self.deadline))?
    }

    async fn exchange(&self, request: Request<Outbound>) -> Result<Reply, ClientError> {
        let response = self.pool.request(request).await.map_err(|error| {
            // The outermost text is "client error (Connect)"; what helps stands at the end.
            let mut deepest = error.to_string();
            let mut source = error.source();
            while let Some(inner) = source {
                deepest = inner.to_string();
                source = inner.source();
            }
            ClientError::Exchange(deepest)
        })?;
        let (head, body) = response.into_parts();
        // An answer that breaks off has said its status all the same.
        let body = Limited::new(body, MAX_ANSWER).collect().await;
        Ok(Reply {
            status: head.status,
            headers: head.headers,
            body: body.map(|body| body.to_bytes()).unwrap_or_default(),
        })
    }
}

/// For plain HTTP, where no certificate is ever looked at.
fn trusting_nobody() -> ClientConfig {
    ClientConfig::builder()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth()
}

/// Checks that `url` is absolute, http or https.
pub(crate) fn target(url: &str) -> Result<Uri, ClientError> {
    let wrong = || ClientError::Url {
        url: url.to_owned(),
    };
    let uri: Uri = url.parse().map_err(|_| wrong())?;
    let known = matches!(uri.scheme_str(), Some("http" | "https"));
    if known && uri.authority().is_some() {
        Ok(uri)
    } else {
        Err(wrong())
    }
}
