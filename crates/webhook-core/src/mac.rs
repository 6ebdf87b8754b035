//! What makes a tag: the MACs, keyed once at start-up and cloned per request, and what some senders
//! have in their place.

use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use smallvec::SmallVec;
use zeroize::Zeroizing;

use crate::{
    UnixTime,
    candidates::Candidates,
    jws,
    key::PrivateKey,
    public_key::PublicKey,
    scheme::{Algorithm, Encoding, Scheme},
    verifier::NamedKeys,
};

/// The longest tag of any algorithm, in bytes.
pub(crate) const MAX_TAG: usize = 64;

/// A tag's bytes.
pub(crate) type Tag = SmallVec<[u8; MAX_TAG]>;

/// A keyed MAC in any state of progress.
#[derive(Clone)]
pub(crate) enum Mac {
    Md5(Hmac<Md5>),
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
    // Twice the size of the others, and rare.
    Sha512(Box<Hmac<Sha512>>),
    /// Plain hashes, which see the key where the content names it.
    PlainSha1(Sha1, Arc<Zeroizing<Vec<u8>>>),
    PlainSha256(Sha256, Arc<Zeroizing<Vec<u8>>>),
    /// A MAC whose content spells its key out.
    Spelled(Box<Self>, Arc<Zeroizing<Vec<u8>>>),
    PlainMd5(Md5, Arc<Zeroizing<Vec<u8>>>),
    // As large as the HMACs of that size, and as rare.
    PlainSha384(Box<Sha384>, Arc<Zeroizing<Vec<u8>>>),
    PlainSha512(Box<Sha512>, Arc<Zeroizing<Vec<u8>>>),
    /// A public key, and the message so far: it is verified as a whole.
    Public(Arc<PublicKey>, Vec<u8>),
    /// What is configured in a secret's place, and the message so far: the key is still to come.
    Fetched(Arc<str>, Vec<u8>),
    /// A public key, for a message that is the hash of the content.
    PublicOfHash(Arc<PublicKey>, Sha256),
    /// Tokens carry what is signed in themselves.
    #[cfg(feature = "jwt")]
    Jwt(crate::jwt::JwtKey),
    /// A sender's key, what its receivers are configured with, and the message so far.
    Private(Arc<PrivateKey>, Arc<str>, Vec<u8>),
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
            Algorithm::HmacMd5 => Self::Md5(Hmac::new_from_slice(key).ok()?),
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
            | Algorithm::JwtRs256
            | Algorithm::JwtEs256
            | Algorithm::Ed25519
            | Algorithm::EcdsaP256Sha1
            | Algorithm::EcdsaP256Sha256
            | Algorithm::RsaSha1
            | Algorithm::EcdsaP256Sha256Fixed
            | Algorithm::RsaSha256
            | Algorithm::RsaSha512
            | Algorithm::RsaPssSha512 => return None,
        })
    }

    /// Keys a scheme's MAC; as [`Mac::new`].
    pub(crate) fn of(scheme: &Scheme, key: &[u8]) -> Option<Self> {
        let mac = Self::new(scheme.algorithm, key)?;
        Some(if scheme.spells_secret() {
            Self::Spelled(Box::new(mac), Arc::new(key.to_vec().into()))
        } else {
            mac
        })
    }

    /// For a public key.
    pub(crate) fn public(scheme: &Scheme, key: PublicKey) -> Self {
        if scheme.prehashed {
            Self::PublicOfHash(Arc::new(key), Sha256::new())
        } else {
            Self::Public(Arc::new(key), Vec::new())
        }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Md5(mac) => mac.update(bytes),
            Self::Spelled(mac, _) => mac.update(bytes),
            Self::PublicOfHash(_, hash) => hash.update(bytes),
            Self::Sha1(mac) => mac.update(bytes),
            Self::Sha256(mac) => mac.update(bytes),
            Self::Sha512(mac) => mac.update(bytes),
            Self::PlainSha1(hash, _) => hash.update(bytes),
            Self::PlainSha256(hash, _) => hash.update(bytes),
            Self::Public(_, message) | Self::Fetched(_, message) => {
                message.extend_from_slice(bytes);
            }
            Self::PlainMd5(hash, _) => hash.update(bytes),
            Self::PlainSha384(hash, _) => hash.update(bytes),
            Self::PlainSha512(hash, _) => hash.update(bytes),
            Self::Private(_, _, message) => message.extend_from_slice(bytes),
            #[cfg(feature = "jwt")]
            Self::Jwt(_) => {}
            Self::Token(_) => {}
        }
    }

    /// Whether the body is wanted once it is complete, and not as it arrives: a message is put
    /// together when there is one.
    pub(crate) fn takes_whole_body(&self) -> bool {
        matches!(self, Self::Public(..) | Self::Fetched(..))
    }

    /// Whether one of the candidates is right, `keys` being those that were fetched.
    pub(crate) fn accepts(self, candidates: &Candidates, judge: &Judge<'_>) -> bool {
        match self {
            Self::Public(key, message) => candidates.any(|tag| judge.verifies(&key, &message, tag)),
            Self::PublicOfHash(key, hash) => {
                let message = hash.finalize();
                candidates.any(|tag| key.verifies(&message, tag))
            }
            Self::Fetched(_, message) => judge
                .keys()
                .any(|key| candidates.any(|tag| judge.verifies(key, &message, tag))),
            mac => candidates.contains(&mac.finish()),
        }
    }

    /// Feeds the secret to a hash that is no MAC, or to one that covers it besides.
    pub(crate) fn update_secret(&mut self) {
        match self {
            Self::PlainSha1(hash, key) => hash.update(&***key),
            Self::PlainSha256(hash, key) => hash.update(&***key),
            Self::Fetched(configured, message) | Self::Private(_, configured, message) => {
                message.extend_from_slice(configured.as_bytes());
            }
            Self::Spelled(mac, key) => mac.update(key),
            Self::PlainMd5(hash, key) => hash.update(&***key),
            Self::PlainSha384(hash, key) => hash.update(&***key),
            Self::PlainSha512(hash, key) => hash.update(&***key),
            _ => {}
        }
    }

    pub(crate) fn finish(self) -> Tag {
        match self {
            Self::Md5(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
            Self::Spelled(mac, _) => mac.finish(),
            Self::Sha1(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
            Self::Sha256(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
            Self::Sha512(mac) => Tag::from_slice(&mac.finalize().into_bytes()),
            Self::PlainSha1(hash, _) => Tag::from_slice(&hash.finalize()),
            Self::PlainSha256(hash, _) => Tag::from_slice(&hash.finalize()),
            Self::PlainMd5(hash, _) => Tag::from_slice(&hash.finalize()),
            Self::PlainSha384(hash, _) => Tag::from_slice(&hash.finalize()),
            Self::PlainSha512(hash, _) => Tag::from_slice(&hash.finalize()),
            // Neither makes a tag.
            Self::Public(..) | Self::PublicOfHash(..) | Self::Fetched(..) => Tag::new(),
            #[cfg(feature = "jwt")]
            Self::Jwt(_) => Tag::new(),
            Self::Private(key, _, message) => Tag::from_vec(key.sign(&message)),
            Self::Token(tag) => tag,
        }
    }
}

/// How candidates are held against a message: what they are, and under which keys.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    algorithm: Algorithm,
    encoding: Encoding,
    named: Option<&'a NamedKeys>,
    now: UnixTime,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(scheme: &Scheme, named: Option<&'a NamedKeys>, now: UnixTime) -> Self {
        Self {
            algorithm: scheme.algorithm,
            encoding: scheme.encoding,
            named,
            now,
        }
    }

    /// When the request came.
    pub(crate) fn now(&self) -> UnixTime {
        self.now
    }

    /// The keys that were fetched for this request.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &PublicKey> {
        self.named
            .into_iter()
            .flat_map(|named| named.candidates(self.now))
    }

    fn verifies(&self, key: &PublicKey, message: &[u8], candidate: &[u8]) -> bool {
        match self.encoding {
            Encoding::DetachedJws { unencoded } => {
                jws::read(self.algorithm, unencoded, candidate, message)
                    .is_some_and(|jws| key.verifies(&jws.signed, &jws.signature))
            }
            _ => key.verifies(message, candidate),
        }
    }
}

/// What a token is compared by.
pub(crate) fn token(text: &[u8]) -> Tag {
    Tag::from_slice(&Sha256::digest(text))
}
