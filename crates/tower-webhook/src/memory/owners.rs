//! [`Owners`]: 128 random bits for each claim.

use webhook_core::store::{Owner, StoreError};

/// An owner's length in bytes.
const OWNER: usize = 16;

/// Random owners drawn sixteen at a time: one call of the system's source for each would be a third
/// of a claim's cost.
pub(super) struct Owners {
    drawn: [u8; 16 * OWNER],
    used: usize,
}

impl Owners {
    /// None drawn yet.
    pub(super) const fn new() -> Self {
        Self {
            drawn: [0; 16 * OWNER],
            used: 16 * OWNER,
        }
    }

    /// An owner that nobody had before.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub(super) fn draw(&mut self) -> Result<Owner, StoreError> {
        if self.used == self.drawn.len() {
            getrandom::fill(&mut self.drawn).map_err(|error| {
                StoreError::new("no randomness for a claim's owner").with_source(error)
            })?;
            self.used = 0;
        }
        let mut owner = [0; OWNER];
        let end = self.used + OWNER;
        owner.copy_from_slice(&self.drawn[self.used..end]);
        self.used = end;
        Ok(Owner::from_bytes(owner))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_owner_is_drawn_twice() {
        let mut owners = Owners::new();
        let drawn: HashSet<_> = (0..1_000).map(|_| owners.draw().unwrap()).collect();
        assert_eq!(drawn.len(), 1_000);
    }
}
