//! Private servers for tests, examples and the chaos command: [`Redis`] and [`Postgres`], each on a
//! free port and in a temporary folder, gone with the process that started it, however that ends.
//!
//! ```no_run
//! use webhook_test_servers::Redis;
//!
//! let Some(mut redis) = Redis::start() else { return }; // it has said why
//! println!("{}", redis.url());
//! redis.kill(); // as `kill -9`
//! redis.restart(); // on the same port, with what it had written
//! ```
//!
//! Without the server's binary `start` prints "skipped" and returns `None`; with `REQUIRE_SERVERS=1` in
//! the environment it panics instead. `scripts/install-test-servers` installs the binaries.

mod port;
mod postgres;
mod process;
mod redis;

pub use self::{postgres::Postgres, redis::Redis};

/// The path of `binary`, from `PATH` or one of `folders`.
fn find(
    binary: &str,
    folders: impl IntoIterator<Item = std::path::PathBuf>,
) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .chain(folders)
        .map(|folder| folder.join(binary))
        .find(|path| path.is_file());
    if found.is_none() {
        let required = std::env::var_os("REQUIRE_SERVERS").is_some_and(|set| set != "0");
        assert!(
            !required,
            "no {binary} here, and REQUIRE_SERVERS is set: run scripts/install-test-servers"
        );
        println!("skipped: no {binary} here; scripts/install-test-servers installs it");
    }
    found
}
