//! `Content-Digest` (RFC 9530): computed over the body as it arrives, never believed.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256, Sha512};
use subtle::ConstantTimeEq as _;

use super::structured;
use crate::Refusal;

/// More algorithms than the registry has.
const MAX_ALGORITHMS: usize = 16;

/// The digests that the body has to have, under way. At least one is there.
pub(crate) struct Digests {
    sha256: Option<(Sha256, [u8; 32])>,
    sha512: Option<(Box<Sha512>, [u8; 64])>,
}

impl Digests {
    /// From the field. Algorithms that prove nothing, or are not known, are passed over.
    pub(super) fn parse(text: &str) -> Result<Self, Refusal> {
        let malformed = || Refusal::Malformed {
            what: "content-digest holds no whole digest of sha-256 or sha-512",
        };
        let mut digests = Self {
            sha256: None,
            sha512: None,
        };
        for member in &structured::dictionary(text, MAX_ALGORITHMS)? {
            let bytes = member.bytes();
            match member.key.as_str() {
                "sha-256" => {
                    let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
                    digests.sha256 = Some((Sha256::new(), bytes.ok_or_else(malformed)?));
                }
                "sha-512" => {
                    let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
                    digests.sha512 = Some((Box::default(), bytes.ok_or_else(malformed)?));
                }
                _ => {}
            }
        }
        if digests.sha256.is_none() && digests.sha512.is_none() {
            return Err(malformed());
        }
        Ok(digests)
    }

    /// The next piece of the body.
    pub(crate) fn update(&mut self, frame: &[u8]) {
        if let Some((hash, _)) = &mut self.sha256 {
            hash.update(frame);
        }
        if let Some((hash, _)) = &mut self.sha512 {
            hash.update(frame);
        }
    }

    /// Whether the body has all of them: a wrong one beside a right one is refused.
    pub(crate) fn hold(&mut self) -> bool {
        let sha256 = self.sha256.take();
        let sha256 = sha256.map(|(hash, wanted)| bool::from(hash.finalize().ct_eq(&wanted)));
        let sha512 = self.sha512.take();
        let sha512 = sha512.map(|(hash, wanted)| bool::from(hash.finalize().ct_eq(&wanted)));
        match (sha256, sha512) {
            (None, None) => false,
            (one, other) => one.unwrap_or(true) && other.unwrap_or(true),
        }
    }
}

/// The field for a body.
pub(super) fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(body)))
}
