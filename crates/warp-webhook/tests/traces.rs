//! What operators read of an argument that could not be had. In a process of its own: who traces what
//! is remembered for all threads.

mod support;

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use serde::Deserialize;
use support::{Server, layer, signed};
use tracing_subscriber::fmt::MakeWriter;
use warp::Filter;
use warp_webhook::{event, guard};

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "it never fits")]
struct Invoice {
    amount: u64,
}

/// Everything that this thread traces.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_layer_tells_the_operator_which_argument_failed_and_nobody_the_payload() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let own = event::<Invoice>().map(|_| "ran");
    let routes = warp::path!("hooks").and(guard(layer(), own));
    let body = r#"{"id":"evt_1","amount":"jo@example.com"}"#;
    let server = Server::warp(routes).await;
    assert_eq!(server.status(&signed(body)).await, 500);
    drop(server);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        text.contains("webhook rejected by its handler's arguments"),
        "{text}"
    );
    assert!(text.contains("Invoice at /amount"), "{text}");
    assert!(!text.contains("jo@"), "{text}");
}
