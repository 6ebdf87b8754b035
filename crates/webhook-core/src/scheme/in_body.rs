//! Signatures inside the body: found by a function of the provider, judged by the engine.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    Refusal, UnixTime, candidates,
    mac::{Judge, Mac},
    scheme::{Algorithm, Encoding, Scheme},
};

/// One secret, for a function that finds signature and message inside a body.
pub struct Keyed<'a> {
    pub(crate) scheme: &'a Scheme,
    pub(crate) mac: &'a Mac,
    pub(crate) key_id: Option<&'a str>,
    pub(crate) judge: Judge<'a>,
}

/// Whether the body holds the signatures that this secret makes: all of them, where it has several.
pub type InBodyFn = fn(&Keyed<'_>, body: &[u8]) -> Result<bool, Refusal>;

/// The body with its signatures, for senders; `None` for one that has no place for them.
pub type SignBodyFn = fn(&Keyed<'_>, body: &[u8]) -> Option<Vec<u8>>;

impl Keyed<'_> {
    /// Whether `signature`, in the scheme's encoding, is this secret's over `message`. In time that
    /// depends on neither.
    pub fn accepts(&self, message: &[u8], signature: &str) -> bool {
        let mut parser = candidates::Parser::new(self.scheme, None);
        let mut mac = self.mac.clone();
        mac.update(message);
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
        self.judge
            .keys()
            .any(|key| key.verifies_as(algorithm, message, &signature))
    }

    /// What is configured in a secret's place, of a provider whose keys are fetched.
    pub fn configured(&self) -> Option<&str> {
        match self.mac {
            Mac::Fetched(configured, _) => Some(configured),
            _ => None,
        }
    }

    /// This secret's signature over `message`, in the scheme's encoding.
    pub fn sign(&self, message: &[u8]) -> String {
        let mut mac = self.mac.clone();
        mac.update(message);
        let encoding: Encoding = self.scheme.encoding;
        candidates::encode(encoding, &mac.finish())
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
