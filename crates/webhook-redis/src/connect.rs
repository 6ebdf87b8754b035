//! [`RedisStore::connect`], and the settings of every connection that this crate makes.

use std::{sync::Arc, time::Duration};

use redis::{
    AsyncConnectionConfig, Client, ConnectionInfo, IntoConnectionInfo, RedisResult,
    aio::MultiplexedConnection,
    io::tcp::{TcpSettings, socket2::TcpKeepalive},
};
use webhook_core::store::StoreError;

use crate::{
    error::failed,
    link::Link,
    reconnecting::{Dial, Reconnecting},
    store::RedisStore,
};

/// How long an answer may take, and a new connection with all its greetings. As long as the layer
/// waits for a completion; for a claim it waits less by itself.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(1);

/// How many commands may wait to be written: callers beyond it queue.
const WAITING: usize = 1_024;

impl RedisStore {
    /// Connects to one server by its URL, `redis://user:password@host:port/database`, and checks that
    /// it will do ([`check`](Self::check)). With the feature `tls` also `rediss://`.
    ///
    /// All commands share one connection. When it breaks, the next command makes a new one; a server
    /// that cannot be reached fails each call within a second and is found again once it is back.
    ///
    /// # Errors
    /// If the URL does not parse, or the server cannot be reached or will not do.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let server = server(url).map_err(|error| failed("connect", error))?;
        let store = Self::on(Link::Own(Reconnecting::new(server)));
        store.check().await?;
        Ok(store)
    }
}

fn server(url: &str) -> RedisResult<Server> {
    #[cfg(feature = "tls")]
    install_crypto();
    let address = url.into_connection_info()?;
    Client::open(with_settings(address)).map(Server)
}

/// A server at a fixed address.
struct Server(Client);

impl Dial for Server {
    fn dial(
        self: Arc<Self>,
    ) -> std::pin::Pin<Box<dyn Future<Output = RedisResult<MultiplexedConnection>> + Send>> {
        Box::pin(async move {
            self.0
                .get_multiplexed_async_connection_with_config(&settings())
                .await
        })
    }
}

/// What a connection waits for and holds.
pub(crate) fn settings() -> AsyncConnectionConfig {
    AsyncConnectionConfig::new()
        .set_connection_timeout(Some(TIMEOUT))
        .set_response_timeout(Some(TIMEOUT))
        .set_pipeline_buffer_size(WAITING)
}

/// The address with TCP settings for hosts that vanish.
pub(crate) fn with_settings(address: ConnectionInfo) -> ConnectionInfo {
    let tcp = tcp_settings(address.tcp_settings().clone());
    address.set_tcp_settings(tcp)
}

/// Nagle's algorithm stays on, as is the client's default: what waits for an answer to an earlier
/// command goes out in one packet, which is a quarter more claims a second at 64 in flight.
pub(crate) fn tcp_settings(settings: TcpSettings) -> TcpSettings {
    let keepalive = TcpKeepalive::new()
        .with_time(Duration::from_secs(10))
        .with_interval(Duration::from_secs(5));
    settings.set_keepalive(keepalive)
}

/// The client asks rustls for the process's cryptography, and panics where several are linked and
/// none is chosen. A choice that is made already stands.
#[cfg(feature = "tls")]
pub(crate) fn install_crypto() {
    // An error says that somebody else was faster.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}
