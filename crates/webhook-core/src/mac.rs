//! What makes a tag: the MACs, keyed once at start-up and cloned per request, and what some senders
//! have in their place.

use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use smallvec::SmallVec;
use zeroize::Zeroizing;

use crate::{candidates::Candidates, public_key::PublicKey, scheme::Algorithm};

/// The longest tag of any algorithm, in bytes.
pub(crate) const MAX_TAG: usize = 64;

/// A tag's bytes.
pub(crate) type Tag = SmallVec<[u8; MAX_TAG]>;

/// A keyed MAC in any state of progress.
#[derive(Clone)]
pub(crate) enum Mac {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
    // Twice the size of the others, and rare.
    Sha512(Box<Hmac<Sha512>>),
    /// Plain hashes, which see the key where the content names it.
    PlainSha1(Sha1, Arc<Zeroizing<Vec<u8>>>),
    PlainSha256(Sha256, Arc<Zeroizing<Vec<u8>>>),
    PlainMd5(Md5, Arc<Zeroizing<Vec<u8>>>),
    // As large as the HMACs of that size, and as rare.
    PlainSha384(Box<Sha384>, Arc<Zeroizing<Vec<u8>>>),
    PlainSha512(Box<Sha512>, Arc<Zeroizing<Vec<u8>>>),
    /// A public key, and the message so far: it is verified as a whole.
    Public(Arc<PublicKey>, Vec<u8>),
    /// Tokens carry what is signed in themselves.
    #[cfg(feature = "jwt")]
    Jwt(crate::jwt::JwtKey),
    #[cfg(feature = "ed25519")]
    Ed25519(Arc<ed25519_dalek::SigningKey>, Vec<u8>),
    /// The hash of a token: comparing hashes takes the same time whatever was sent.
    Token(Tag),
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
            Algorithm::Sha1 => Self::PlainSha1(Sha1::new(), Arc::new(key.to_vec().into())),
            Algorithm::Sha256 => Self::PlainSha256(Sha256::new(), Arc::new(key.to_vec().into())),
            Algorithm::Md5 => Self::PlainMd5(Md5::new(), Arc::new(key.to_vec().into())),
            Algorithm::Sha384 => Self::PlainSha384(Box::default(), Arc::new(key.to_vec().into())),
            Algorithm::Sha512 => Self::PlainSha512(Box::default(), Arc::new(key.to_vec().into())),
            Algorithm::Token => Self::Token(token(key)),
            // Keyed elsewhere.
            Algorithm::JwtHs256
            | Algorithm::Ed25519
            | Algorithm::EcdsaP256Sha256
            | Algorithm::RsaSha256
            | Algorithm::RsaPssSha512 => return None,
        })
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(mac) => mac.update(bytes),
            Self::Sha256(mac) => mac.update(bytes),
            Self::Sha512(mac) => mac.update(bytes),
            Self::PlainSha1(hash, _) => hash.update(bytes),
            Self::PlainSha256(hash, _) => hash.update(bytes),
            Self::PlainMd5(hash, _) => hash.update(bytes),
            Self::PlainSha384(hash, _) => hash.update(bytes),
            Self::PlainSha512(hash, _) => hash.update(bytes),
            Self::Public(_, message) => message.extend_from_slice(bytes),
            #[cfg(feature = "ed25519")]
            Self::Ed25519(_, message) => message.extend_from_slice(bytes),
            #[cfg(feature = "jwt")]
            Self::Jwt(_) => {}
            Self::Token(_) => {}
        }
    }

    /// Whether the body is wanted once it is complete, and not as it arrives: a message is put
    /// together when there is one.
    pub(crate) fn takes_whole_body(&self) -> bool {
        matches!(self, Self::Public(..))
    }

    /// Whether one of the candidates is right.
    pub(crate) fn accepts(self, candidates: &Candidates) -> bool {
        match self {
            Self::Public(key, message) => candidates.any(|tag| key.verifies(&message, tag)),
            mac => candidates.contains(&mac.finish()),
        }
    }

    /// Feeds the secret to a hash that is no MAC.
    pub(crate) fn update_secret(&mut self) {
        match self {
            Self::PlainSha1(hash, key) => hash.update(&***key),
            Self::PlainSha256(hash, key) => hash.update(&***key),
            Self::PlainMd5(hash, key) => hash.update(&***key),
            Self::PlainSha384(hash, key) => hash.update(&***key),
            Self::PlainSha512(hash, key) => hash.update(&***key),
            _ => {}
        }
    }

    pub(crate) fn finish(self) -> Tag {
        match self {
            Self::Sha1(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
            Self::Sha256(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
            Self::Sha512(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
            Self::PlainSha1(hash, _) => Tag::from_slice(&hash.finalize()),
            Self::PlainSha256(hash, _) => Tag::from_slice(&hash.finalize()),
            Self::PlainMd5(hash, _) => Tag::from_slice(&hash.finalize()),
            Self::PlainSha384(hash, _) => Tag::from_slice(&hash.finalize()),
            Self::PlainSha512(hash, _) => Tag::from_slice(&hash.finalize()),
            // Neither makes a tag.
            Self::Public(..) => Tag::new(),
            #[cfg(feature = "jwt")]
            Self::Jwt(_) => Tag::new(),
            #[cfg(feature = "ed25519")]
            Self::Ed25519(key, message) => {
                use ed25519_dalek::Signer as _;
                Tag::from_slice(&key.sign(&message).to_bytes())
            }
            Self::Token(tag) => tag,
        }
    }
}

/// What a token is compared by.
pub(crate) fn token(text: &[u8]) -> Tag {
    Tag::from_slice(&Sha256::digest(text))
}
