//! [`HttpKeys`]: key documents over HTTPS (feature `fetch`).

use std::{fmt, sync::OnceLock, time::Duration};

use bytes::{Bytes, BytesMut};
use reqwest::{Client, ClientBuilder, Response, StatusCode, redirect};
use webhook_core::{
    KeySource,
    keys::KeyRequest,
    sns::{ConfirmSubscription, Subscription},
    source::SourceError,
};
use zeroize::Zeroizing;

/// A longer document is no key.
const MAX_DOCUMENT: usize = 256 * 1024;
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(2);
/// How long an answer may take to its end.
const TOTAL: Duration = Duration::from_secs(5);

type Configure = Box<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>;

/// Fetches key documents over HTTPS: no redirects, no proxies, 5 seconds, 256 KiB.
///
/// It is what a layer uses whose scheme fetches keys, unless it is given another
/// [`key_source`](crate::WebhookLayer::key_source). Certificates are checked by the operating system's
/// verifier.
///
/// ```
/// use tower_webhook::{HttpKeys, WebhookLayer, providers};
///
/// // Plaid's keys are handed out to its customers alone.
/// let keys = HttpKeys::new()
///     .header("plaid-client-id", "the client id")
///     .header("plaid-secret", "the secret");
/// let layer = WebhookLayer::fetching(providers::PLAID).key_source(keys);
/// ```
pub struct HttpKeys {
    client: OnceLock<Result<Client, String>>,
    configure: Option<Configure>,
    headers: Vec<(&'static str, Zeroizing<String>)>,
}

impl HttpKeys {
    /// With nothing but the defaults. The client is made on first use.
    pub fn new() -> Self {
        Self {
            client: OnceLock::new(),
            configure: None,
            headers: Vec::new(),
        }
    }

    /// With a header on every request, named in lower case, for a provider whose key endpoint wants
    /// credentials.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, Zeroizing::new(value.into())));
        self
    }

    /// With further settings of the client: a root certificate, a resolver, a proxy, a shorter time.
    /// No redirect is followed and nothing but HTTPS spoken whatever it says, and the layer waits for
    /// 5 seconds at most.
    #[must_use]
    pub fn configure(
        mut self,
        configure: impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.configure = Some(Box::new(configure));
        self
    }

    fn client(&self) -> Result<&Client, SourceError> {
        let client = self.client.get_or_init(|| {
            // Whoever needs a proxy configures it: the environment says nothing here.
            let builder = Client::builder().no_proxy();
            let builder = builder.connect_timeout(CONNECT).timeout(TOTAL);
            let builder = match &self.configure {
                Some(configure) => configure(builder),
                None => builder,
            };
            builder
                .https_only(true)
                .redirect(redirect::Policy::none())
                .build()
                .map_err(|error| error.to_string())
        });
        client
            .as_ref()
            .map_err(|error| SourceError::new(format!("no HTTP client: {error}")))
    }
}

impl KeySource for HttpKeys {
    async fn document(&self, request: &KeyRequest) -> Result<Bytes, SourceError> {
        let client = self.client()?;
        let mut call = match request.post() {
            Some(json) => client
                .post(request.url())
                .header("content-type", "application/json")
                .body(json.to_owned()),
            None => client.get(request.url()),
        };
        let own = self.headers.iter();
        let own = own.map(|(name, value)| (*name, value.as_str()));
        for (name, value) in own.chain(request.headers()) {
            call = call.header(name, value);
        }
        let response = call.send().await.map_err(failed)?;
        read(response).await
    }
}

impl ConfirmSubscription for HttpKeys {
    async fn confirm(&self, subscription: &Subscription) -> Result<(), SourceError> {
        let call = self.client()?.get(subscription.confirm_url());
        let response = call.send().await.map_err(failed)?;
        read(response).await.map(drop)
    }
}

/// The body of a 200, as far as it may go.
async fn read(mut response: Response) -> Result<Bytes, SourceError> {
    if response.status() != StatusCode::OK {
        let status = response.status().as_u16();
        return Err(SourceError::new(format!("the answer is {status}, not 200")));
    }
    let mut document = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if document.len() + chunk.len() > MAX_DOCUMENT {
            return Err(SourceError::new("the answer is longer than 256 KiB"));
        }
        document.extend_from_slice(&chunk);
    }
    Ok(document.freeze())
}

fn failed(error: reqwest::Error) -> SourceError {
    let what = if error.is_timeout() {
        "the key server was too slow"
    } else if error.is_connect() {
        "the key server could not be reached"
    } else {
        "the key server's answer broke off"
    };
    SourceError::new(what).with_source(error.without_url())
}

impl Default for HttpKeys {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for HttpKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers.iter().map(|(name, _)| name);
        f.debug_struct("HttpKeys")
            .field("headers", &headers.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
