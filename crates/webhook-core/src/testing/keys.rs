//! Key pairs for tests, in everybody's hands; see `keys/README.md`.

use crate::scheme::Algorithm;

/// One key, in every form in which somebody wants it.
#[derive(Debug)]
pub(super) struct KeyPair {
    /// PKCS#8, PEM.
    pub(super) private: &'static str,
    /// `SubjectPublicKeyInfo`, PEM.
    pub(super) public: &'static str,
    /// The public key as a JSON Web Key, named as [`Signer`](crate::Signer) names it.
    pub(super) jwk: &'static str,
}

/// The RSA key's own certificate.
pub(super) const CERTIFICATE: &str = include_str!("keys/rsa.crt.pem");

static RSA: KeyPair = KeyPair {
    private: include_str!("keys/rsa.pem"),
    public: include_str!("keys/rsa.pub.pem"),
    jwk: include_str!("keys/rsa.jwk.json"),
};
static EC: KeyPair = KeyPair {
    private: include_str!("keys/ec.pem"),
    public: include_str!("keys/ec.pub.pem"),
    jwk: include_str!("keys/ec.jwk.json"),
};
static ED25519: KeyPair = KeyPair {
    private: include_str!("keys/ed25519.pem"),
    public: include_str!("keys/ed25519.pub.pem"),
    jwk: include_str!("keys/ed25519.jwk.json"),
};

/// The pair of an algorithm that has pairs.
pub(super) fn pair(algorithm: Algorithm) -> Option<&'static KeyPair> {
    match algorithm {
        Algorithm::Ed25519 => Some(&ED25519),
        Algorithm::EcdsaP256Sha1
        | Algorithm::EcdsaP256Sha256
        | Algorithm::EcdsaP256Sha256Fixed
        | Algorithm::JwtEs256 => Some(&EC),
        algorithm if algorithm.is_public_key() => Some(&RSA),
        _ => None,
    }
}
