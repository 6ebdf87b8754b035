//! The tables, and who makes them.

use sqlx::{
    Error, PgPool, SqlSafeStr as _,
    migrate::{Migration, MigrationType, Migrator},
};

/// Where it is kept which of these ran. A name of its own: sqlx stops at migrations that it does not
/// know, and the user's are in `_sqlx_migrations`.
const MIGRATIONS_TABLE: &str = "webhook_migrations";

/// Runs what has not run yet, one node at a time.
pub(crate) async fn migrate(pool: &PgPool) -> Result<(), Error> {
    let migrations = [
        (1, "claims", include_str!("../migrations/0001_claims.sql")),
        (2, "effects", include_str!("../migrations/0002_effects.sql")),
    ];
    let migrations = migrations.map(|(version, name, sql)| {
        let sql = sql.into_sql_str();
        Migration::new(version, name.into(), MigrationType::Simple, sql, false)
    });
    let mut migrator = Migrator::with_migrations(migrations.into());
    migrator.dangerous_set_table_name(MIGRATIONS_TABLE);
    // Not given back to the pool: a caller who goes away half-way must not leave the migrations' lock on
    // a connection that lives on.
    let mut connection = pool.acquire().await?.detach();
    let migrated = migrator.run_direct(None, &mut connection, false).await;
    migrated.map_err(|error| Error::Migrate(Box::new(error)))
}
