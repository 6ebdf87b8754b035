//! [`Postgres`].

use std::{fs, path::PathBuf, process::Stdio};

use crate::{
    find, port,
    process::{Folder, Process},
};

/// A private `postgres` with durable commits and a database `test`.
pub struct Postgres {
    binaries: PathBuf,
    port: u16,
    process: Option<Process>,
    // Last, so that nobody writes to it any more when it goes.
    folder: Folder,
}

impl Postgres {
    /// Starts one; `None`, and a word about it, if its binaries are not installed.
    ///
    /// # Panics
    /// If they are not installed though `REQUIRE_SERVERS` is set, or it does not start.
    pub fn start() -> Option<Self> {
        let initdb = find("initdb", debian_folders())?;
        // The other binaries stand beside the real one, not beside a link to it.
        let initdb = fs::canonicalize(initdb).expect("its real path");
        let binaries = initdb.parent().expect("its folder").to_owned();
        let mut postgres = Self {
            binaries,
            folder: Folder::new("test-postgres"),
            port: port::free(),
            process: None,
        };
        postgres.initialize();
        postgres.restart();
        Some(postgres)
    }

    /// Where it listens: `postgres://test@127.0.0.1:PORT/postgres`, a database of nobody else.
    pub fn url(&self) -> String {
        format!("postgres://test@127.0.0.1:{}/postgres", self.port)
    }

    /// Stops it at once, as `pg_ctl stop -m immediate` does: no checkpoint, connections cut, recovery
    /// at the next start.
    pub fn stop_immediately(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.end("QUIT");
        }
    }

    /// Starts it again on the same port; a running one is stopped at once first.
    ///
    /// # Panics
    /// If it does not start.
    pub fn restart(&mut self) {
        self.stop_immediately();
        let settings = [
            format!("port={}", self.port),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", self.folder.path().display()),
            "max_connections=200".to_owned(),
            "fsync=on".to_owned(),
            "synchronous_commit=on".to_owned(),
        ];
        let mut arguments = vec!["-D".to_owned(), "data".to_owned()];
        for setting in settings {
            arguments.extend(["-c".to_owned(), setting]);
        }
        self.process = Some(Process::start(
            &self.folder,
            &self.binaries.join("postgres"),
            &arguments,
        ));
        port::wait(self.port, &self.folder.log(), |_| self.is_ready());
    }

    fn initialize(&self) {
        let output = self
            .folder
            .command(self.binaries.join("initdb"))
            .args([
                "-D",
                "data",
                "-U",
                "test",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync",
            ])
            .stdin(Stdio::null())
            .output()
            .expect("initdb");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "initdb: {said}");
    }

    fn is_ready(&self) -> bool {
        let port = self.port.to_string();
        let ready = self
            .folder
            .command(self.binaries.join("pg_isready"))
            .args([
                "-q",
                "-h",
                "127.0.0.1",
                "-p",
                &port,
                "-d",
                "postgres",
                "-U",
                "test",
            ])
            .status();
        ready.is_ok_and(|status| status.success())
    }
}

/// Where Debian has them, the newest version first.
fn debian_folders() -> Vec<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut versions: Vec<_> = versions.map(|version| version.path()).collect();
    versions.sort_by_key(|path| {
        let name = path.file_name().and_then(|name| name.to_str());
        std::cmp::Reverse(name.and_then(|name| name.parse::<u32>().ok()))
    });
    versions
        .into_iter()
        .map(|version| version.join("bin"))
        .collect()
}
