//! Many clients at once, on a thread and a runtime of their own, so that what the server allocates
//! can be told from what they do.

use std::{net::SocketAddr, thread::JoinHandle, time::SystemTime};

use futures_util::future::join_all;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use webhook_core::UnixTime;

use crate::raw;

/// What a connection got: a status, or nothing.
pub type Statuses = Vec<Option<u16>>;

/// Lets this process have as many sockets as the system allows; how many that is.
///
/// # Panics
/// If the system does not say.
pub fn raise_descriptor_limit() -> u64 {
    rlimit::increase_nofile_limit(u64::MAX).expect("a limit")
}

/// The head of a Stripe request whose signature has the right form and is not one.
pub fn unsigned_head(length: usize) -> String {
    let now = UnixTime::from(SystemTime::now()).as_secs();
    let tag = "0".repeat(64);
    format!(
        "POST / HTTP/1.1\r\nhost: x\r\nstripe-signature: t={now},v1={tag}\r\ncontent-length: {length}\r\n\r\n"
    )
}

/// Opens `count` connections, each of which announces `length` bytes, sends `sent` of them and
/// waits for its answer.
///
/// # Panics
/// When joined, if a connection cannot be had.
pub fn partial_bodies(
    address: SocketAddr,
    count: usize,
    length: usize,
    sent: usize,
) -> JoinHandle<Statuses> {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let body = vec![b' '; sent];
        let head = unsigned_head(length);
        runtime.block_on(join_all((0..count).map(|_| async {
            let mut stream = connect(address).await;
            // A server that refuses closes while this is still being written.
            if stream.write_all(head.as_bytes()).await.is_ok() {
                let _ = stream.write_all(&body).await;
            }
            raw::read_answer(&mut stream)
                .await
                .map(|answer| answer.status)
        })))
    })
}

/// A connection; a full queue of the listener is waited out.
async fn connect(address: SocketAddr) -> TcpStream {
    for _ in 0..100 {
        if let Ok(stream) = TcpStream::connect(address).await {
            return stream;
        }
        tokio::task::yield_now().await;
    }
    panic!("no connection to {address}");
}
