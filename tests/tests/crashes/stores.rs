//! The stores under test, where they live, and how they are opened.

use std::sync::OnceLock;

use sqlx::{Connection as _, PgConnection};
use webhook_core::store::AnyDedupeStore;
use webhook_postgres::PostgresStore;
use webhook_redis::RedisStore;
use webhook_sqlite::SqliteStore;
use webhook_test_servers::{Postgres, Redis};

/// A store, and where its effects go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Redis,
    Postgres,
    Sqlite,
    /// Postgres, with the delivery recorded in the transaction of its effect.
    Transaction,
}

impl Kind {
    pub(crate) fn parse(name: &str) -> Self {
        let all = [Self::Redis, Self::Postgres, Self::Sqlite, Self::Transaction];
        let found = all.iter().find(|kind| format!("{kind:?}") == name);
        *found.expect("a known store")
    }
}

/// Where to find the store, in a folder of its own for files: a server's URL or none, and a path.
pub(crate) async fn address(kind: Kind) -> Option<String> {
    static REDIS: OnceLock<Option<Redis>> = OnceLock::new();
    static POSTGRES: OnceLock<Option<Postgres>> = OnceLock::new();
    let folder = tempfile::tempdir().expect("a folder").keep();
    let server = match kind {
        Kind::Redis => REDIS.get_or_init(Redis::start).as_ref()?.url(),
        Kind::Postgres | Kind::Transaction => POSTGRES.get_or_init(Postgres::start).as_ref()?.url(),
        Kind::Sqlite => String::new(),
    };
    if matches!(kind, Kind::Postgres | Kind::Transaction) {
        let store = PostgresStore::connect(&server).await.expect("a server");
        store.migrate().await.expect("tables");
    }
    // By one test alone: two that do so at once are a conflict in the server's catalogue.
    if kind == Kind::Transaction {
        let mut connection = PgConnection::connect(&server).await.expect("Postgres");
        let made = sqlx::query("CREATE TABLE effects (id text NOT NULL)");
        made.execute(&mut connection).await.expect("a table");
    }
    Some(format!("{server} {}", folder.display()))
}

/// The two halves of an address.
pub(crate) fn parts(address: &str) -> (&str, &str) {
    address.split_once(' ').expect("two halves")
}

pub(crate) async fn open(kind: Kind, address: &str) -> AnyDedupeStore {
    let (server, folder) = parts(address);
    match kind {
        Kind::Redis => AnyDedupeStore::new(RedisStore::connect(server).await.expect("Redis")),
        Kind::Postgres | Kind::Transaction => {
            AnyDedupeStore::new(PostgresStore::connect(server).await.expect("Postgres"))
        }
        Kind::Sqlite => {
            let file = format!("{folder}/claims.sqlite");
            AnyDedupeStore::new(SqliteStore::open(file).expect("SQLite"))
        }
    }
}
