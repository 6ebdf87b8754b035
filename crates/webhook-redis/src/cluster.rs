//! [`RedisStore::connect_cluster`].

use redis::{ErrorKind, RedisError, cluster::ClusterClient};
use webhook_core::store::StoreError;

use crate::{
    connect::{TIMEOUT, tcp_settings},
    error::failed,
    store::RedisStore,
};

impl RedisStore {
    /// Connects to a cluster by the URLs of some of its nodes, and checks that it will do
    /// ([`check`](Self::check)). The client finds the others and follows resharding and failovers.
    ///
    /// ```no_run
    /// # use webhook_redis::RedisStore;
    /// # async fn example() -> Result<(), webhook_core::store::StoreError> {
    /// let store = RedisStore::connect_cluster(["redis://10.0.0.1", "redis://10.0.0.2"]).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If a URL does not parse, or the cluster cannot be reached or will not do.
    pub async fn connect_cluster<'a>(
        urls: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, StoreError> {
        #[cfg(feature = "tls")]
        crate::connect::install_crypto();
        let urls: Vec<_> = urls.into_iter().collect();
        if urls.is_empty() {
            let error = RedisError::from((ErrorKind::InvalidClientConfig, "no URL of a node"));
            return Err(failed("connect", error));
        }
        let client = ClusterClient::builder(urls)
            .connection_timeout(TIMEOUT)
            .response_timeout(TIMEOUT)
            .tcp_settings(tcp_settings(Default::default()))
            .build()
            .map_err(|error| failed("connect", error))?;
        let connection = client.get_async_connection().await;
        let store = Self::new(connection.map_err(|error| failed("connect", error))?);
        store.check().await?;
        Ok(store)
    }
}
