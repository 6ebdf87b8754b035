//! [`Server`]: where the claims are.

use std::path::{Path, PathBuf};

use webhook_test_servers::{Postgres, Redis};

use crate::args::Mode;

/// A private server, or a file.
pub(super) enum Server {
    Redis(Redis),
    Postgres(Postgres),
    File(PathBuf),
    None,
}

impl Server {
    /// Starts it; `None`, and a word about it, if it is not installed.
    pub(super) fn start(mode: Mode, folder: &Path) -> Option<Self> {
        Some(match mode {
            Mode::Redis => Self::Redis(Redis::start()?),
            Mode::Postgres | Mode::PostgresTransaction => Self::Postgres(Postgres::start()?),
            Mode::Sqlite | Mode::Hasty => Self::File(folder.join("claims.db")),
            Mode::Memory | Mode::All => Self::None,
        })
    }

    /// Its URL or path.
    pub(super) fn location(&self) -> String {
        match self {
            Self::Redis(redis) => redis.url(),
            Self::Postgres(postgres) => postgres.url(),
            Self::File(path) => path.display().to_string(),
            Self::None => String::new(),
        }
    }

    /// Whether there is a process to kill.
    pub(super) fn is_process(&self) -> bool {
        matches!(self, Self::Redis(_) | Self::Postgres(_))
    }

    /// Ends it as a power cut would, but for what the kernel has yet to write.
    pub(super) fn stop(&mut self) {
        match self {
            Self::Redis(redis) => redis.kill(),
            Self::Postgres(postgres) => postgres.stop_immediately(),
            Self::File(_) | Self::None => {}
        }
    }

    /// Starts it again and waits until it answers.
    pub(super) fn restart(&mut self) {
        match self {
            Self::Redis(redis) => redis.restart(),
            Self::Postgres(postgres) => postgres.restart(),
            Self::File(_) | Self::None => {}
        }
    }
}
