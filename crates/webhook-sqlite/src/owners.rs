//! [`Owners`]: random names for the holders of claims.

use webhook_core::store::{Owner, StoreError};

/// An owner's length in bytes.
const OWNER: usize = 16;

/// How many are drawn from the system at once: a call for each would cost as much as the claim.
const AT_ONCE: usize = 64;

/// Owners drawn and not yet given out.
#[derive(Default)]
pub(crate) struct Owners(Vec<Owner>);

impl Owners {
    /// An owner that nobody had before.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub(crate) fn draw(&mut self) -> Result<Owner, StoreError> {
        loop {
            if let Some(owner) = self.0.pop() {
                return Ok(owner);
            }
            let mut drawn = [0; AT_ONCE * OWNER];
            getrandom::fill(&mut drawn).map_err(|error| {
                StoreError::new("no randomness for a claim's owner").with_source(error)
            })?;
            let (owners, _) = drawn.as_chunks::<OWNER>();
            self.0.extend(owners.iter().copied().map(Owner::from_bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_owner_is_drawn_twice() {
        let mut owners = Owners::default();
        let drawn: HashSet<_> = (0..1_000).map(|_| owners.draw().unwrap()).collect();
        assert_eq!(drawn.len(), 1_000);
    }
}
