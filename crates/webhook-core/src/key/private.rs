//! Private keys, of senders: what a [`Signer`](crate::Signer) signs with where the receiver has a public
//! key.

#[cfg(any(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
use aws_lc_rs::{rand::SystemRandom, signature as known};

use crate::scheme::Algorithm;

/// Why a text gives no private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PrivateKeyError {
    /// Nothing here signs with this algorithm, or its feature is off.
    CannotSign,
    /// Not a key of this algorithm.
    #[cfg_attr(
        not(any(
            feature = "ed25519",
            feature = "ecdsa",
            feature = "jwt",
            feature = "rsa"
        )),
        allow(dead_code, reason = "without a family no key is read at all")
    )]
    Invalid,
}

/// A signing key.
pub(crate) enum PrivateKey {
    #[cfg(feature = "ed25519")]
    Ed25519(Box<ed25519_dalek::SigningKey>),
    #[cfg(any(feature = "jwt", feature = "rsa"))]
    Rsa(known::RsaKeyPair, &'static dyn known::RsaEncoding),
    #[cfg(any(feature = "ecdsa", feature = "jwt"))]
    Ecdsa(known::EcdsaKeyPair),
}

impl PrivateKey {
    /// From the 32 bytes of an Ed25519 key, or the DER of PKCS#8.
    #[cfg_attr(
        not(any(
            feature = "ed25519",
            feature = "ecdsa",
            feature = "jwt",
            feature = "rsa"
        )),
        allow(unused_variables)
    )]
    pub(super) fn parse(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, PrivateKeyError> {
        match algorithm {
            #[cfg(feature = "ed25519")]
            Algorithm::Ed25519 => {
                // PKCS#8 of Ed25519 is the key behind these bytes (RFC 8410, section 7).
                const PKCS8: &[u8] =
                    b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
                let seed = bytes.strip_prefix(PKCS8).unwrap_or(bytes);
                // Some write the public key after it.
                let seed = seed.first_chunk().ok_or(PrivateKeyError::Invalid)?;
                let key = ed25519_dalek::SigningKey::from_bytes(seed);
                Ok(Self::Ed25519(Box::new(key)))
            }
            #[cfg(any(feature = "jwt", feature = "rsa"))]
            Algorithm::RsaSha256 | Algorithm::JwtRs256 => rsa(bytes, &known::RSA_PKCS1_SHA256),
            #[cfg(feature = "rsa")]
            Algorithm::RsaSha512 => rsa(bytes, &known::RSA_PKCS1_SHA512),
            #[cfg(feature = "rsa")]
            Algorithm::RsaPssSha512 => rsa(bytes, &known::RSA_PSS_SHA512),
            #[cfg(feature = "ecdsa")]
            Algorithm::EcdsaP256Sha256 => ecdsa(bytes, &known::ECDSA_P256_SHA256_ASN1_SIGNING),
            #[cfg(any(feature = "ecdsa", feature = "jwt"))]
            Algorithm::EcdsaP256Sha256Fixed | Algorithm::JwtEs256 => {
                ecdsa(bytes, &known::ECDSA_P256_SHA256_FIXED_SIGNING)
            }
            _ => Err(PrivateKeyError::CannotSign),
        }
    }

    /// The signature over a message; empty if the library fails, which verifies nowhere.
    #[allow(unused_variables, reason = "without a family there is nothing to sign")]
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match *self {
            #[cfg(feature = "ed25519")]
            Self::Ed25519(ref key) => {
                use ed25519_dalek::Signer as _;
                key.sign(message).to_bytes().to_vec()
            }
            #[cfg(any(feature = "jwt", feature = "rsa"))]
            Self::Rsa(ref key, encoding) => {
                let mut signature = vec![0; key.public_modulus_len()];
                match key.sign(encoding, &SystemRandom::new(), message, &mut signature) {
                    Ok(()) => signature,
                    Err(_) => Vec::new(),
                }
            }
            #[cfg(any(feature = "ecdsa", feature = "jwt"))]
            Self::Ecdsa(ref key) => key
                .sign(&SystemRandom::new(), message)
                .map_or_else(|_| Vec::new(), |signature| signature.as_ref().to_vec()),
        }
    }
}

#[cfg(any(feature = "jwt", feature = "rsa"))]
fn rsa(
    bytes: &[u8],
    encoding: &'static dyn known::RsaEncoding,
) -> Result<PrivateKey, PrivateKeyError> {
    let key = known::RsaKeyPair::from_pkcs8(bytes).or_else(|_| known::RsaKeyPair::from_der(bytes));
    key.map(|key| PrivateKey::Rsa(key, encoding))
        .map_err(|_| PrivateKeyError::Invalid)
}

#[cfg(any(feature = "ecdsa", feature = "jwt"))]
fn ecdsa(
    bytes: &[u8],
    algorithm: &'static known::EcdsaSigningAlgorithm,
) -> Result<PrivateKey, PrivateKeyError> {
    known::EcdsaKeyPair::from_pkcs8(algorithm, bytes)
        .map(PrivateKey::Ecdsa)
        .map_err(|_| PrivateKeyError::Invalid)
}
