//! [`Fingerprint`]: 128 secret-keyed bits that stand for a [`DedupeKey`].
//!
//! Half the size of the key, and what an attacker cannot compute he cannot aim: neither two ids
//! that share a record, nor many that share a shard or a bucket.

use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};

use webhook_core::store::DedupeKey;

/// A key of both structures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    /// Chooses the bucket.
    low: u64,
    /// Chooses the shard.
    high: u64,
}

impl Fingerprint {
    /// One of `shards`, which must be a power of two. Independent of the bucket, else the maps of
    /// the shards would use a fraction of their buckets.
    pub(crate) fn shard(self, shards: usize) -> usize {
        self.high as usize & (shards - 1)
    }

    /// Both halves in one number.
    pub(crate) fn to_token(self) -> u128 {
        u128::from(self.high) << 64 | u128::from(self.low)
    }

    /// The reverse of [`Fingerprint::to_token`].
    pub(crate) fn from_token(token: u128) -> Self {
        Self {
            low: token as u64,
            high: (token >> 64) as u64,
        }
    }
}

impl Hash for Fingerprint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.low);
    }
}

/// The secret of one store.
pub(crate) struct FingerprintKey(RandomState);

impl FingerprintKey {
    /// A new secret.
    pub(crate) fn new() -> Self {
        Self(RandomState::new())
    }

    /// The fingerprint of `key`: a keyed hash of two different messages, hence two independent
    /// halves. (Two `RandomState`s of one thread would have keys that differ by one.)
    pub(crate) fn of(&self, key: &DedupeKey) -> Fingerprint {
        let half = |domain| {
            let mut hasher = self.0.build_hasher();
            hasher.write_u64(domain);
            hasher.write(key.as_bytes());
            hasher.finish()
        };
        Fingerprint {
            low: half(0),
            high: half(1),
        }
    }
}

/// Hashes a [`Fingerprint`] to itself: it is a keyed hash already.
pub(crate) type BuildPassThrough = BuildHasherDefault<PassThrough>;

/// See [`BuildPassThrough`].
#[derive(Default)]
pub(crate) struct PassThrough(u64);

impl Hasher for PassThrough {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, half: u64) {
        self.0 = half;
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only fingerprints are hashed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(identity: &[u8]) -> DedupeKey {
        DedupeKey::new("endpoint", None, "provider", identity)
    }

    #[test]
    fn same_key_same_fingerprint_within_a_store() {
        let secret = FingerprintKey::new();
        assert!(secret.of(&key(b"1")) == secret.of(&key(b"1")));
        assert!(secret.of(&key(b"1")) != secret.of(&key(b"2")));
    }

    #[test]
    fn another_store_has_another_secret() {
        let (one, other) = (FingerprintKey::new(), FingerprintKey::new());
        assert!(one.of(&key(b"1")) != other.of(&key(b"1")));
    }

    #[test]
    fn halves_are_independent() {
        let id = FingerprintKey::new().of(&key(b"1"));
        assert_ne!(id.low, id.high);
    }
}
