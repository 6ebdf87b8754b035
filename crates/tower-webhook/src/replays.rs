//! A hint, never a verdict: the same content seen lately under another id.
//!
//! Where the signature does not cover the id, a captured request can be replayed under a forged one.
//! Two legitimate deliveries may be alike as well, so the handler gets a flag and decides.

use moka::{policy::EvictionPolicy, sync::Cache};
use webhook_core::{DedupeBy, Verified, scheme::Identity};

/// How many contents are remembered.
const CAPACITY: u64 = 10_000;

/// The contents seen lately by one layer, each with the id it came under first.
#[derive(Clone)]
pub(crate) struct Replays(Cache<[u8; 16], [u8; 16]>);

impl Default for Replays {
    fn default() -> Self {
        let cache = Cache::builder()
            .max_capacity(CAPACITY)
            .eviction_policy(EvictionPolicy::lru());
        Self(cache.build())
    }
}

impl Replays {
    /// Whether this content came under another id before. Costs nothing for schemes whose id is
    /// signed.
    pub(crate) fn suspects(&self, verified: &Verified, by: DedupeBy) -> bool {
        let identity = match by {
            DedupeBy::Off => return false,
            DedupeBy::Scheme => verified.scheme().identity_axis(),
            DedupeBy::Identity(identity) => identity,
        };
        let Identity::IdAndContent(..) = identity else {
            return false;
        };
        let content = half(verified.content_digest());
        let id = half(verified.identity_digest(identity));
        self.0.get_with(content, || id) != id
    }
}

/// 128 bits of a digest are plenty for a hint.
fn half(digest: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}
