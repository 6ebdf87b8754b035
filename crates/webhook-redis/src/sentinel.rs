//! [`RedisStore::connect_sentinel`].

use std::{pin::Pin, sync::Arc, time::Duration};

use redis::{
    Client, RedisError, RedisResult, aio::MultiplexedConnection, sentinel::SentinelClient,
};
use tokio::{sync::Mutex, time::timeout};
use webhook_core::store::StoreError;

use crate::{
    connect::{settings, with_settings},
    link::Link,
    reconnecting::{Dial, Reconnecting},
    store::RedisStore,
};

/// How long finding the primary and connecting to it may take: several sentinels may be down.
const LIMIT: Duration = Duration::from_secs(3);

impl RedisStore {
    /// Connects to the primary that the sentinels name, and checks that it will do
    /// ([`check`](Self::check)). When the connection breaks, or the server says that it is a replica
    /// by now, they are asked again: the store follows a failover.
    ///
    /// Replication is asynchronous: what the new primary had not received is forgotten.
    ///
    /// ```no_run
    /// use redis::{ConnectionAddr, sentinel::{SentinelClientBuilder, SentinelServerType}};
    /// use webhook_redis::{RedisStore, redis};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let sentinels = ["10.0.0.1", "10.0.0.2", "10.0.0.3"]
    ///     .map(|host| ConnectionAddr::Tcp(host.into(), 26379));
    /// let client = SentinelClientBuilder::new(sentinels, "mymaster", SentinelServerType::Master)?
    ///     .set_client_to_redis_password(std::env::var("REDIS_PASSWORD")?)
    ///     .build()?;
    /// let store = RedisStore::connect_sentinel(client).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If no sentinel answers or knows the primary, or that cannot be reached or will not do. A
    /// client for replicas finds out that they are read only.
    pub async fn connect_sentinel(client: SentinelClient) -> Result<Self, StoreError> {
        #[cfg(feature = "tls")]
        crate::connect::install_crypto();
        let primary = Primary(Mutex::new(client));
        let store = Self::on(Link::Own(Reconnecting::new(primary)));
        store.check().await?;
        Ok(store)
    }
}

/// The server that the sentinels call the primary at the moment.
struct Primary(Mutex<SentinelClient>);

impl Dial for Primary {
    fn dial(
        self: Arc<Self>,
    ) -> Pin<Box<dyn Future<Output = RedisResult<MultiplexedConnection>> + Send>> {
        Box::pin(async move {
            let dialled = timeout(LIMIT, async {
                let client = self.0.lock().await.async_get_client().await?;
                let address = with_settings(client.get_connection_info().clone());
                Client::open(address)?
                    .get_multiplexed_async_connection_with_config(&settings())
                    .await
            });
            dialled
                .await
                .unwrap_or_else(|late| Err(RedisError::from(std::io::Error::from(late))))
        })
    }
}
