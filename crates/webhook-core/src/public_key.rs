//! Public keys: parsed once at start-up, checked against the algorithm that the scheme names and
//! never against one that a message names.

use crate::scheme::Algorithm;

/// What stands before the 32 bytes of an Ed25519 key in DER.
#[cfg(feature = "ed25519")]
const SPKI_ED25519: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";

/// Why a text gives no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PublicKeyError {
    /// The family is switched off in this build: its feature.
    #[allow(
        dead_code,
        reason = "which of them is switched off depends on the features"
    )]
    FeatureOff(&'static str),
    /// Not a key of this algorithm, or one that proves nothing.
    Invalid,
}

/// A verifying key.
pub(crate) enum PublicKey {
    #[cfg(feature = "ed25519")]
    Ed25519(Box<ed25519_dalek::VerifyingKey>),
    #[cfg(any(feature = "ecdsa", feature = "rsa"))]
    Parsed(aws_lc_rs::signature::ParsedPublicKey),
}

impl PublicKey {
    #[cfg_attr(
        not(any(feature = "ed25519", feature = "ecdsa", feature = "rsa")),
        allow(unused_variables)
    )]
    /// From the bytes of an Ed25519 key, or the DER of a `SubjectPublicKeyInfo`.
    pub(crate) fn parse(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, PublicKeyError> {
        match algorithm {
            #[cfg(feature = "ed25519")]
            Algorithm::Ed25519 => {
                // A `SubjectPublicKeyInfo` of Ed25519 is the key behind these bytes (RFC 8410).
                let bytes = bytes.strip_prefix(SPKI_ED25519).unwrap_or(bytes);
                let bytes = bytes.try_into().map_err(|_| PublicKeyError::Invalid)?;
                let key = ed25519_dalek::VerifyingKey::from_bytes(bytes)
                    .map_err(|_| PublicKeyError::Invalid)?;
                // A key of small order accepts signatures that nobody made.
                if key.is_weak() {
                    return Err(PublicKeyError::Invalid);
                }
                Ok(Self::Ed25519(Box::new(key)))
            }
            #[cfg(feature = "ecdsa")]
            Algorithm::EcdsaP256Sha256 => {
                parsed(&aws_lc_rs::signature::ECDSA_P256_SHA256_ASN1, bytes)
            }
            #[cfg(feature = "ecdsa")]
            Algorithm::EcdsaP256Sha256Fixed => {
                parsed(&aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED, bytes)
            }
            #[cfg(feature = "rsa")]
            Algorithm::RsaSha256 => {
                parsed(&aws_lc_rs::signature::RSA_PKCS1_2048_8192_SHA256, bytes)
            }
            #[cfg(feature = "rsa")]
            Algorithm::RsaPssSha512 => {
                parsed(&aws_lc_rs::signature::RSA_PSS_2048_8192_SHA512, bytes)
            }
            #[cfg(not(feature = "ed25519"))]
            Algorithm::Ed25519 => Err(PublicKeyError::FeatureOff("ed25519")),
            #[cfg(not(feature = "ecdsa"))]
            Algorithm::EcdsaP256Sha256 | Algorithm::EcdsaP256Sha256Fixed => {
                Err(PublicKeyError::FeatureOff("ecdsa"))
            }
            #[cfg(not(feature = "rsa"))]
            Algorithm::RsaSha256 | Algorithm::RsaPssSha512 => {
                Err(PublicKeyError::FeatureOff("rsa"))
            }
            _ => Err(PublicKeyError::Invalid),
        }
    }

    /// Whether the key's owner signed this message. Time tells nothing: all of it is public.
    #[allow(
        clippy::needless_match,
        unused_variables,
        reason = "without any family there is nothing to match"
    )]
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match *self {
            #[cfg(feature = "ed25519")]
            Self::Ed25519(ref key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            #[cfg(any(feature = "ecdsa", feature = "rsa"))]
            Self::Parsed(ref key) => key.verify_sig(message, signature).is_ok(),
        }
    }
}

#[cfg(any(feature = "ecdsa", feature = "rsa"))]
fn parsed(
    algorithm: &'static dyn aws_lc_rs::signature::VerificationAlgorithm,
    bytes: &[u8],
) -> Result<PublicKey, PublicKeyError> {
    aws_lc_rs::signature::ParsedPublicKey::new(algorithm, bytes)
        .map(PublicKey::Parsed)
        .map_err(|_| PublicKeyError::Invalid)
}

/// The DER inside a PEM block, or in base64 on one line.
pub(crate) fn der(text: &str) -> Option<Vec<u8>> {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let text = text.trim();
    let body = match text.strip_prefix("-----BEGIN PUBLIC KEY-----") {
        Some(rest) => rest.strip_suffix("-----END PUBLIC KEY-----")?,
        None => text,
    };
    let line: String = body.lines().map(str::trim).collect();
    STANDARD.decode(line).ok()
}
