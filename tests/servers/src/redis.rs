//! [`Redis`].

use std::{
    io::{Read as _, Write as _},
    path::PathBuf,
    time::Duration,
};

use crate::{
    find, port,
    process::{Folder, Process},
};

/// A private `redis-server` (or `valkey-server`) that writes every command to disk before it answers.
pub struct Redis {
    server: PathBuf,
    port: u16,
    process: Option<Process>,
    // Last, so that nobody writes to it any more when it goes.
    folder: Folder,
}

impl Redis {
    /// Starts one; `None`, and a word about it, if its binary is not installed.
    ///
    /// # Panics
    /// If it is not installed though `REQUIRE_SERVERS` is set, or does not start.
    pub fn start() -> Option<Self> {
        let server = match std::env::var_os("TEST_REDIS_SERVER") {
            Some(server) => server.into(),
            None => find("redis-server", [])?,
        };
        let mut redis = Self {
            server,
            folder: Folder::new("test-redis"),
            port: port::free(),
            process: None,
        };
        redis.restart();
        Some(redis)
    }

    /// Where it listens: `redis://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// The port alone.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// As `kill -9` or a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.end("KILL");
        }
    }

    /// Starts it again on the same port, with what it had written; a running one is killed first.
    ///
    /// # Panics
    /// If it does not start.
    pub fn restart(&mut self) {
        self.kill();
        let arguments = [
            ("--port", self.port.to_string()),
            ("--bind", "127.0.0.1".to_owned()),
            ("--dir", self.folder.path().display().to_string()),
            ("--appendonly", "yes".to_owned()),
            ("--appendfsync", "always".to_owned()),
            ("--save", String::new()),
        ];
        let arguments = arguments.map(|(name, value)| [name.to_owned(), value]);
        self.process = Some(Process::start(
            &self.folder,
            &self.server,
            arguments.as_flattened(),
        ));
        port::wait(self.port, &self.folder.log(), |mut connection| {
            // While it loads what it had written it answers with an error.
            let _ = connection.set_read_timeout(Some(Duration::from_secs(1)));
            let mut answer = [0; 5];
            connection.write_all(b"PING\r\n").is_ok()
                && connection.read_exact(&mut answer).is_ok()
                && &answer == b"+PONG"
        });
    }
}
