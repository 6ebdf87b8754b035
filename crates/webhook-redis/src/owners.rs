//! [`Owners`]: 128 random bits for each claim.

use std::sync::{Mutex, PoisonError};

use webhook_core::store::{Owner, StoreError};

/// How many are drawn at once: a call of the system's source for each would cost more than all else
/// a claim does on this side.
const BATCH: usize = 64;

/// Random owners.
#[derive(Default)]
pub(crate) struct Owners(Mutex<Vec<[u8; 16]>>);

impl Owners {
    /// An owner that nobody had before.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub(crate) fn draw(&self) -> Result<Owner, StoreError> {
        let mut drawn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(owner) = drawn.pop() {
            return Ok(Owner::from_bytes(owner));
        }
        let mut batch = [[0; 16]; BATCH];
        getrandom::fill(batch.as_flattened_mut()).map_err(|error| {
            StoreError::new("no randomness for a claim's owner").with_source(error)
        })?;
        let [owner, rest @ ..] = batch;
        drawn.extend(rest);
        Ok(Owner::from_bytes(owner))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_owner_is_drawn_twice() {
        let owners = Owners::default();
        let drawn: HashSet<_> = (0..1_000).map(|_| owners.draw().unwrap()).collect();
        assert_eq!(drawn.len(), 1_000);
    }
}
