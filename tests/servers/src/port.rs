//! Ports that nobody listens on.

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    time::{Duration, Instant},
};

/// How long a server may take until it accepts connections.
const START_LIMIT: Duration = Duration::from_secs(30);

/// A port that was free a moment ago.
pub(crate) fn free() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// Waits until `ready` says so, which it is asked once something listens on `port`. `log` is where the
/// server tells why it does not start.
pub(crate) fn wait(port: u16, log: &Path, mut ready: impl FnMut(TcpStream) -> bool) {
    let end = Instant::now() + START_LIMIT;
    loop {
        let listening = TcpStream::connect((Ipv4Addr::LOCALHOST, port));
        if listening.is_ok_and(&mut ready) {
            return;
        }
        if Instant::now() > end {
            let said = std::fs::read_to_string(log).unwrap_or_default();
            panic!("nothing answers on port {port}; the server said: {said}");
        }
        // Nothing tells when a process begins to listen.
        std::thread::sleep(Duration::from_millis(10));
    }
}
