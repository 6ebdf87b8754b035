//! [`Effect`]: what a handler did to the world, in an append-only file or in a table without a unique
//! constraint. Neither would hide a second one.

use std::path::Path;

use sqlx::{Connection as _, PgConnection};

use crate::{
    Error,
    clock::{self, Micros},
    journal::{self, Journal},
};

/// One effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Effect {
    /// Of which event.
    pub(crate) id: String,
    /// By which receiver.
    pub(crate) incarnation: u32,
    /// Just before it happened.
    pub(crate) at: Micros,
}

impl Effect {
    /// One that is about to happen.
    pub(crate) fn now(id: &str, incarnation: u32) -> Self {
        Self {
            id: id.to_owned(),
            incarnation,
            at: clock::now(),
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let effect = Self {
            id: words.next()?.to_owned(),
            incarnation: words.next()?.parse().ok()?,
            at: words.next()?.parse().ok()?,
        };
        words.next().is_none().then_some(effect)
    }

    /// Makes it happen in the file.
    pub(crate) fn append(&self, journal: &Journal) -> std::io::Result<()> {
        journal.append(&format!("{} {} {}", self.id, self.incarnation, self.at))
    }

    /// Makes it happen in the table, if the transaction commits.
    pub(crate) async fn insert(&self, transaction: &mut PgConnection) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT INTO effects (id, incarnation, at) VALUES ($1, $2, $3)")
            .bind(&self.id)
            .bind(i64::from(self.incarnation))
            .bind(self.at.cast_signed())
            .execute(transaction)
            .await
            .map(drop)
    }
}

/// The effects in the file.
pub(crate) fn read(path: &Path) -> Result<Vec<Effect>, Error> {
    journal::read(path, Effect::parse)
}

/// Makes the table.
pub(crate) async fn create_table(url: &str) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::query("CREATE TABLE effects (id text, incarnation bigint, at bigint)")
        .execute(&mut connection)
        .await
        .map(drop)
}

/// The effects in the table.
pub(crate) async fn select(url: &str) -> Result<Vec<Effect>, Error> {
    let mut connection = PgConnection::connect(url).await?;
    let rows: Vec<(String, i64, i64)> = sqlx::query_as("SELECT id, incarnation, at FROM effects")
        .fetch_all(&mut connection)
        .await?;
    rows.into_iter()
        .map(|(id, incarnation, at)| {
            Ok(Effect {
                id,
                incarnation: u32::try_from(incarnation)?,
                at: u64::try_from(at)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("effects");
        let journal = Journal::open(&path).unwrap();
        let effects = ["evt_1", "evt_2", "evt_1"].map(|id| Effect::now(id, 4));
        for effect in &effects {
            effect.append(&journal).unwrap();
        }
        assert_eq!(read(&path).unwrap(), effects);
    }
}
