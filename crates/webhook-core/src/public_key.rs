//! Public keys: parsed once, checked against the algorithm that the scheme names and never against
//! one that a message or a key document names.

use crate::{
    Scheme,
    keys::Numbers,
    scheme::{Algorithm, KeyForm},
};

/// What stands before the 32 bytes of an Ed25519 key in DER.
#[cfg(feature = "ed25519")]
const SPKI_ED25519: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";

/// Why a text gives no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PublicKeyError {
    /// The family is switched off in this build: its feature.
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
    /// One that verifies tokens.
    #[cfg(feature = "jwt")]
    Token(jsonwebtoken::DecodingKey),
}

impl PublicKey {
    /// From the bytes of an Ed25519 key, or the DER of a `SubjectPublicKeyInfo`.
    #[cfg_attr(
        not(any(
            feature = "ed25519",
            feature = "ecdsa",
            feature = "rsa",
            feature = "jwt"
        )),
        allow(unused_variables)
    )]
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
            // Tokens are another crate's to read; whether the key is one is asked of the same library.
            #[cfg(feature = "jwt")]
            Algorithm::JwtRs256 => {
                is_key(&aws_lc_rs::signature::RSA_PKCS1_2048_8192_SHA256, bytes)?;
                Ok(Self::Token(jsonwebtoken::DecodingKey::from_rsa_der(bytes)))
            }
            #[cfg(feature = "jwt")]
            Algorithm::JwtEs256 => {
                is_key(&aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED, bytes)?;
                Ok(Self::Token(jsonwebtoken::DecodingKey::from_ec_der(bytes)))
            }
            #[cfg(any(feature = "ecdsa", feature = "rsa"))]
            _ => match verification(algorithm) {
                Some(verification) => {
                    aws_lc_rs::signature::ParsedPublicKey::new(verification, bytes)
                        .map(Self::Parsed)
                        .map_err(|_| PublicKeyError::Invalid)
                }
                None => Err(switched_off(algorithm)),
            },
            #[cfg(not(any(feature = "ecdsa", feature = "rsa")))]
            _ => Err(switched_off(algorithm)),
        }
    }

    /// From the numbers of a JSON Web Key; `None` for a key of another kind.
    #[allow(
        unused_variables,
        reason = "without a family there is nothing to make of them"
    )]
    pub(crate) fn from_numbers(algorithm: Algorithm, numbers: &Numbers) -> Option<Self> {
        match (algorithm, numbers) {
            #[cfg(feature = "jwt")]
            (Algorithm::JwtRs256, Numbers::Rsa { n, e }) => Some(Self::Token(
                jsonwebtoken::DecodingKey::from_rsa_raw_components(n, e),
            )),
            #[cfg(feature = "rsa")]
            (Algorithm::RsaSha256, Numbers::Rsa { n, e }) => {
                rsa(n, e, &aws_lc_rs::signature::RSA_PKCS1_2048_8192_SHA256)
            }
            #[cfg(feature = "rsa")]
            (Algorithm::RsaSha512, Numbers::Rsa { n, e }) => {
                rsa(n, e, &aws_lc_rs::signature::RSA_PKCS1_2048_8192_SHA512)
            }
            (Algorithm::JwtEs256 | Algorithm::EcdsaP256Sha256, Numbers::P256(point)) => {
                Self::parse(algorithm, point).ok()
            }
            (Algorithm::Ed25519, Numbers::Ed25519(bytes)) => Self::parse(algorithm, bytes).ok(),
            _ => None,
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
            #[cfg(feature = "jwt")]
            Self::Token(_) => false,
        }
    }

    /// The same under another algorithm, of a scheme that has two (SNS).
    #[allow(unused_variables, reason = "as above")]
    pub(crate) fn verifies_as(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        match *self {
            #[cfg(any(feature = "ecdsa", feature = "rsa"))]
            Self::Parsed(ref key) => verification(algorithm).is_some_and(|algorithm| {
                aws_lc_rs::signature::UnparsedPublicKey::new(algorithm, key)
                    .verify(message, signature)
                    .is_ok()
            }),
            #[cfg(any(feature = "ed25519", feature = "jwt"))]
            _ => false,
        }
    }
}

/// What verifies an algorithm; `None` for one that is switched off, or of another library.
#[cfg(any(feature = "ecdsa", feature = "rsa"))]
fn verification(
    algorithm: Algorithm,
) -> Option<&'static dyn aws_lc_rs::signature::VerificationAlgorithm> {
    use aws_lc_rs::signature as known;
    match algorithm {
        #[cfg(feature = "ecdsa")]
        Algorithm::EcdsaP256Sha256 => Some(&known::ECDSA_P256_SHA256_ASN1),
        #[cfg(feature = "ecdsa")]
        Algorithm::EcdsaP256Sha1 => Some(&known::ECDSA_P256_SHA1_ASN1),
        #[cfg(feature = "ecdsa")]
        Algorithm::EcdsaP256Sha256Fixed => Some(&known::ECDSA_P256_SHA256_FIXED),
        #[cfg(feature = "rsa")]
        Algorithm::RsaSha1 => Some(&known::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY),
        #[cfg(feature = "rsa")]
        Algorithm::RsaSha256 => Some(&known::RSA_PKCS1_2048_8192_SHA256),
        #[cfg(feature = "rsa")]
        Algorithm::RsaSha512 => Some(&known::RSA_PKCS1_2048_8192_SHA512),
        #[cfg(feature = "rsa")]
        Algorithm::RsaPssSha512 => Some(&known::RSA_PSS_2048_8192_SHA512),
        _ => None,
    }
}

/// Whether this build can verify for a scheme whose keys are fetched; the feature that is missing if
/// not.
pub(crate) fn check_available(scheme: &Scheme) -> Result<(), &'static str> {
    let certificate = scheme
        .fetched_keys()
        .is_some_and(|keys| matches!(keys.form, KeyForm::Certificate { .. }));
    if certificate && !cfg!(feature = "x509") {
        return Err("x509");
    }
    // No key at all is found out before what is wrong with it.
    match PublicKey::parse(scheme.algorithm(), &[]) {
        Err(PublicKeyError::FeatureOff(feature)) => Err(feature),
        _ => Ok(()),
    }
}

/// Which feature an algorithm needs.
fn switched_off(algorithm: Algorithm) -> PublicKeyError {
    match algorithm {
        Algorithm::Ed25519 => PublicKeyError::FeatureOff("ed25519"),
        Algorithm::EcdsaP256Sha256 | Algorithm::EcdsaP256Sha256Fixed | Algorithm::EcdsaP256Sha1 => {
            PublicKeyError::FeatureOff("ecdsa")
        }
        Algorithm::RsaSha1
        | Algorithm::RsaSha256
        | Algorithm::RsaSha512
        | Algorithm::RsaPssSha512 => PublicKeyError::FeatureOff("rsa"),
        Algorithm::JwtRs256 | Algorithm::JwtEs256 => PublicKeyError::FeatureOff("jwt"),
        _ => PublicKeyError::Invalid,
    }
}

#[cfg(feature = "rsa")]
fn rsa(
    n: &[u8],
    e: &[u8],
    parameters: &'static aws_lc_rs::signature::RsaParameters,
) -> Option<PublicKey> {
    let numbers = aws_lc_rs::signature::RsaPublicKeyComponents { n, e };
    let key = numbers.to_parsed_public_key(parameters).ok()?;
    Some(PublicKey::Parsed(key))
}

#[cfg(feature = "jwt")]
fn is_key(
    algorithm: &'static dyn aws_lc_rs::signature::VerificationAlgorithm,
    bytes: &[u8],
) -> Result<(), PublicKeyError> {
    aws_lc_rs::signature::ParsedPublicKey::new(algorithm, bytes)
        .map(|_| ())
        .map_err(|_| PublicKeyError::Invalid)
}

/// The DER inside a PEM block of whatever it says it is, or in base64 on one line.
pub(crate) fn der(text: &str) -> Option<Vec<u8>> {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    const DASHES: &str = "-----";
    let text = text.trim();
    let body = match text.strip_prefix("-----BEGIN ") {
        Some(rest) => {
            let (name, rest) = rest.split_once(DASHES)?;
            rest.strip_suffix(DASHES)?
                .strip_suffix(name)?
                .strip_suffix("-----END ")?
        }
        None => text,
    };
    let line: String = body.lines().map(str::trim).collect();
    STANDARD.decode(line).ok()
}
