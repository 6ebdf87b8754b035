//! Many clients at once, on a thread and a runtime of their own, so that what the server allocates
//! can be told from what they do.

use std::{net::SocketAddr, thread::JoinHandle, time::SystemTime};

use futures_util::future::join_all;
use tokio::{io::AsyncWriteExt as _, net::TcpStream, sync::Semaphore};
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

/// How many connect at a time: a listener's queue that overflows has the kernel reset connections
/// that no server ever saw.
const CONNECTING: usize = 64;

/// Opens `count` connections, each of which announces `length` bytes, sends `sent` of them once the
/// server has begun to read, and waits for its answer.
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
        // The interim answer shows that the connection has left the listener's queue.
        let head = unsigned_head(length).replace("\r\n\r\n", "\r\nexpect: 100-continue\r\n\r\n");
        let queue = Semaphore::new(CONNECTING);
        runtime.block_on(join_all((0..count).map(|_| async {
            let place = queue.acquire().await.expect("an open queue");
            let mut stream = TcpStream::connect(address).await.expect("a connection");
            stream.write_all(head.as_bytes()).await.ok()?;
            let mut status = raw::read_answer(&mut stream).await?.status;
            drop(place);
            if status == 100 {
                // The server may close while this is still being written.
                let _ = stream.write_all(&body).await;
                status = raw::read_answer(&mut stream).await?.status;
            }
            Some(status)
        })))
    })
}
