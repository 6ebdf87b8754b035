//! [`Owners`]: 128 random bits for each claim.

use std::array::IntoIter;

use super::{Owner, StoreError};

/// How many are drawn at once: a call of the system's source for each would cost as much as all else
/// that a claim in memory does.
const AT_ONCE: usize = 16;

/// Random owners, for who implements a store (feature `owners`).
///
/// ```
/// use webhook_core::store::Owners;
///
/// let mut owners = Owners::new();
/// assert_ne!(owners.draw()?, owners.draw()?);
/// # Ok::<_, webhook_core::store::StoreError>(())
/// ```
#[derive(Default)]
pub struct Owners(Option<IntoIter<[u8; 16], AT_ONCE>>);

impl Owners {
    /// None drawn yet.
    pub const fn new() -> Self {
        Self(None)
    }

    /// An owner that nobody had before.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub fn draw(&mut self) -> Result<Owner, StoreError> {
        loop {
            if let Some(bytes) = self.0.as_mut().and_then(Iterator::next) {
                return Ok(Owner::from_bytes(bytes));
            }
            let mut drawn = [[0; 16]; AT_ONCE];
            getrandom::fill(drawn.as_flattened_mut()).map_err(|error| {
                StoreError::new("no randomness for a claim's owner").with_source(error)
            })?;
            self.0 = Some(drawn.into_iter());
        }
    }
}

impl std::fmt::Debug for Owners {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Owners")
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
