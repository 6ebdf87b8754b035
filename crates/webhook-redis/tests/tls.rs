//! TLS is set up without a word from the application.

#![cfg(feature = "tls")]

use tokio::{io::AsyncReadExt as _, net::TcpListener};
use webhook_redis::RedisStore;

/// The first byte of a TLS handshake.
const HANDSHAKE: u8 = 22;

#[tokio::test]
async fn a_tls_url_speaks_tls_and_never_the_protocol_in_the_clear() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("rediss://{}", listener.local_addr().unwrap());
    let greeted = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        connection.read_u8().await.unwrap()
    });
    let error = RedisStore::connect(&url).await.unwrap_err();
    assert!(error.to_string().contains("cannot be reached"), "{error}");
    assert_eq!(greeted.await.unwrap(), HANDSHAKE);
}
