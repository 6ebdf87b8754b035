//! Signatures inside the body: found by a function of the provider, judged by the engine.

use std::cell::Cell;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use crate::{
    Refusal, UnixTime, candidates,
    identity::hash_field,
    mac::{Judge, Mac},
    scheme::{Algorithm, Encoding, Scheme},
};

/// One secret, for a function that finds signature and message inside a body.
pub struct Keyed<'a> {
    pub(crate) scheme: &'a Scheme,
    pub(crate) mac: &'a Mac,
    pub(crate) key_id: Option<&'a str>,
    pub(crate) judge: Judge<'a>,
    /// The secret's own text, of a sender.
    pub(crate) text: Option<&'a str>,
    /// What was found to be signed.
    pub(crate) signed: &'a Signed,
}

/// What is signed in a body, as it was found.
#[derive(Default)]
pub(crate) struct Signed(Cell<Option<Sha256>>);

impl Signed {
    fn add(&self, message: &[u8]) {
        let mut hash = self.0.take().unwrap_or_default();
        hash_field(&mut hash, message);
        self.0.set(Some(hash));
    }

    /// The digest of all of it.
    pub(crate) fn digest(&self) -> Option<[u8; 32]> {
        self.0.take().map(|hash| hash.finalize().into())
    }
}

/// Whether the body holds the signatures that this secret makes: all of them, where it has several.
pub type InBodyFn = fn(&Keyed<'_>, body: &[u8]) -> Result<bool, Refusal>;

/// The body with its signatures, for senders; `None` for one that has no place for them.
pub type SignBodyFn = fn(&Keyed<'_>, body: &[u8]) -> Option<Vec<u8>>;

impl Keyed<'_> {
    /// Whether `signature`, in the scheme's encoding, is this secret's over `message`. In time that
    /// depends on neither. Never of a plain hash, which over the message alone is anybody's.
    pub fn accepts(&self, message: &[u8], signature: &str) -> bool {
        let mut mac = self.mac.clone();
        mac.update(message);
        let is_its = !self.scheme.algorithm.is_plain_hash() && self.judge(mac, signature);
        self.found(is_its, message)
    }

    fn judge(&self, mac: Mac, signature: &str) -> bool {
        let mut parser = candidates::Parser::new(self.scheme, None);
        parser.read(signature).is_ok()
            && parser
                .finish()
                .is_ok_and(|parsed| mac.accepts(&parsed.candidates, &self.judge))
    }

    /// [`Keyed::accepts`] under one of two algorithms, where the scheme has two and both are sound
    /// enough that the message may choose (SNS).
    pub fn accepts_as(&self, algorithm: Algorithm, message: &[u8], signature: &str) -> bool {
        let Ok(signature) = STANDARD.decode(signature) else {
            return false;
        };
        let is_its = self
            .judge
            .keys()
            .any(|key| key.verifies_as(algorithm, message, &signature));
        self.found(is_its, message)
    }

    fn found(&self, is_signed: bool, message: &[u8]) -> bool {
        if is_signed {
            self.signed.add(message);
        }
        is_signed
    }

    /// What is configured in a secret's place, of a provider whose keys are fetched.
    pub fn configured(&self) -> Option<&str> {
        match self.mac {
            Mac::Fetched(configured, _) | Mac::Private(_, configured, _) => Some(configured),
            _ => None,
        }
    }

    /// As [`Keyed::accepts`], for a plain hash that has the secret between two parts of the message.
    pub fn accepts_around(&self, before: &[u8], after: &[u8], signature: &str) -> bool {
        let mut mac = self.mac.clone();
        mac.update(before);
        mac.update_secret();
        mac.update(after);
        self.found(self.judge(mac, signature), &[before, after].concat())
    }

    /// The signature that [`Keyed::accepts_around`] accepts.
    pub fn sign_around(&self, before: &[u8], after: &[u8]) -> String {
        let mut mac = self.mac.clone();
        mac.update(before);
        mac.update_secret();
        Keyed { mac: &mac, ..*self }.sign(after)
    }

    /// This secret's signature over `message`, in the scheme's encoding; of a token, itself.
    pub fn sign(&self, message: &[u8]) -> String {
        if self.scheme.encoding == Encoding::Plain {
            return self.text.unwrap_or_default().to_owned();
        }
        let mut mac = self.mac.clone();
        mac.update(message);
        candidates::encode(self.scheme.encoding, &mac.finish())
    }

    /// The secret's [key id](crate::Secret::key_id), where one is configured.
    pub fn key_id(&self) -> Option<&str> {
        self.key_id
    }

    /// When the message is sent.
    pub fn time(&self) -> UnixTime {
        self.judge.now()
    }
}

impl std::fmt::Debug for Keyed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keyed")
            .field("scheme", &self.scheme.name)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}
