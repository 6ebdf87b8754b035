//! [`DedupeKey`]: exactly one key per delivery.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// What deduplicates a delivery: a digest over endpoint, tenant, provider and identity.
///
/// `SHA-256(1 ‖ len‖endpoint ‖ len‖tenant ‖ len‖provider ‖ len‖identity)`: the length prefixes make
/// it injective, so no two different quadruples share a key. A tenant's name stands behind a `t`,
/// which tells an empty name from no tenant. Which of several rotated secrets
/// matched, the header text and the per-attempt timestamp are never part of it: a retry signed
/// with the new secret is the same delivery.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DedupeKey([u8; 32]);

impl DedupeKey {
    /// The version of the layout, the first byte of what is hashed.
    const VERSION: u8 = 1;

    /// Digests the four fields.
    pub fn new(endpoint: &str, tenant: Option<&str>, provider: &str, identity: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update([Self::VERSION]);
        let tenant = tenant.map(|name| [b"t", name.as_bytes()].concat());
        for field in [
            endpoint.as_bytes(),
            tenant.as_deref().unwrap_or_default(),
            provider.as_bytes(),
            identity,
        ] {
            hash_field(&mut hash, field);
        }
        Self(hash.finalize().into())
    }

    /// The digest.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Hashes a field behind its length.
pub(crate) fn hash_field(hash: &mut Sha256, field: &[u8]) {
    hash.update((field.len() as u64).to_be_bytes());
    hash.update(field);
}

impl fmt::Display for DedupeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&const_hex::encode(self.0))
    }
}

impl fmt::Debug for DedupeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DedupeKey({self})")
    }
}
