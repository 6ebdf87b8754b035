//! The MACs, keyed once at start-up and cloned per request.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use smallvec::SmallVec;

use crate::scheme::Algorithm;

/// The longest tag of any algorithm, in bytes.
pub(crate) const MAX_TAG: usize = 64;

/// A tag's bytes.
pub(crate) type Tag = SmallVec<[u8; MAX_TAG]>;

/// A keyed MAC in any state of progress.
#[derive(Clone)]
pub(crate) enum Mac {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
    // Twice the size of the others, and the rarest.
    Sha512(Box<Hmac<Sha512>>),
}

impl Mac {
    /// Keys a MAC; `None` for a key that the algorithm cannot take.
    pub(crate) fn new(algorithm: Algorithm, key: &[u8]) -> Option<Self> {
        if key.is_empty() {
            return None;
        }
        Some(match algorithm {
            Algorithm::HmacSha1 => Self::Sha1(Hmac::new_from_slice(key).ok()?),
            Algorithm::HmacSha256 => Self::Sha256(Hmac::new_from_slice(key).ok()?),
            Algorithm::HmacSha512 => Self::Sha512(Box::new(Hmac::new_from_slice(key).ok()?)),
        })
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(mac) => mac.update(bytes),
            Self::Sha256(mac) => mac.update(bytes),
            Self::Sha512(mac) => mac.update(bytes),
        }
    }

    pub(crate) fn finish(self) -> Tag {
        match self {
            Self::Sha1(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
            Self::Sha256(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
            Self::Sha512(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
        }
    }
}
