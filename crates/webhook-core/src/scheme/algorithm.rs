//! What signs: MACs, plain hashes, private keys, tokens.

/// What signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with MD5, offered only where the provider has nothing better (Patreon).
    HmacMd5,
    /// HMAC with SHA-1. Sound as a MAC, offered only where the provider has nothing better (Twilio).
    HmacSha1,
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
    /// A plain SHA-1 over a content that holds the secret ([`Part::Secret`](super::Part::Secret)).
    /// Weaker than a MAC, offered only where the provider has nothing better (Cloudinary).
    Sha1,
    /// A plain SHA-256 over a content that holds the secret; as [`Algorithm::Sha1`] (HubSpot's first
    /// versions).
    Sha256,
    /// A plain MD5 over a content that holds the secret; as [`Algorithm::Sha1`] (Quoter).
    Md5,
    /// A plain SHA-384 over a content that holds the secret; as [`Algorithm::Sha1`] (Praxis).
    Sha384,
    /// A plain SHA-512 over a content that holds the secret; as [`Algorithm::Sha1`] (Midtrans).
    Sha512,
    /// Ed25519 (feature `ed25519`). The "secret" is the provider's public key.
    Ed25519,
    /// ECDSA over P-256 with SHA-256, signatures in DER (feature `ecdsa`); as [`Algorithm::Ed25519`].
    EcdsaP256Sha256,
    /// The same with signatures of fixed length, `r` and `s` of 32 bytes each.
    EcdsaP256Sha256Fixed,
    /// RSA PKCS#1 v1.5 with SHA-256, 2048 bits or more (feature `rsa`); as [`Algorithm::Ed25519`].
    RsaSha256,
    /// RSA PSS with SHA-512, 2048 bits or more (feature `rsa`); as [`Algorithm::Ed25519`].
    RsaPssSha512,
    /// RSA PKCS#1 v1.5 with SHA-512, 2048 bits or more (feature `rsa`); as [`Algorithm::Ed25519`].
    RsaSha512,
    /// RSA PKCS#1 v1.5 with SHA-1, 2048 bits or more (feature `rsa`); as [`Algorithm::Ed25519`].
    /// Offered only where the provider has nothing better (Travis CI).
    RsaSha1,
    /// ECDSA over P-256 with SHA-1, signatures in DER (feature `ecdsa`); as [`Algorithm::RsaSha1`]
    /// (eBay).
    EcdsaP256Sha1,
    /// A JSON Web Token under RSA PKCS#1 v1.5 with SHA-256 (feature `jwt`); as [`Algorithm::Ed25519`].
    JwtRs256,
    /// A JSON Web Token under ECDSA over P-256 with SHA-256 (feature `jwt`); as
    /// [`Algorithm::Ed25519`].
    JwtEs256,
    /// A JSON Web Token under HMAC-SHA256 (feature `jwt`).
    JwtHs256,
    /// No signature: the secret itself is sent. Deliveries are *authenticated*, not verified.
    Token,
}

impl Algorithm {
    /// Whether the provider signs with a private key of its own, and only its public key is
    /// configured.
    pub const fn is_public_key(self) -> bool {
        matches!(
            self,
            Self::Ed25519
                | Self::EcdsaP256Sha256
                | Self::EcdsaP256Sha1
                | Self::EcdsaP256Sha256Fixed
                | Self::RsaSha1
                | Self::RsaSha256
                | Self::RsaSha512
                | Self::RsaPssSha512
                | Self::JwtRs256
                | Self::JwtEs256
        )
    }

    /// Whether the signature is a JSON Web Token.
    pub const fn is_jwt(self) -> bool {
        matches!(self, Self::JwtHs256 | Self::JwtRs256 | Self::JwtEs256)
    }

    /// Whether it is a MAC, and not a plain hash.
    pub const fn is_hmac(self) -> bool {
        matches!(
            self,
            Self::HmacMd5 | Self::HmacSha1 | Self::HmacSha256 | Self::HmacSha512
        )
    }

    /// Whether it is a plain hash, whose content must hold the secret.
    pub const fn is_plain_hash(self) -> bool {
        matches!(
            self,
            Self::Md5 | Self::Sha1 | Self::Sha256 | Self::Sha384 | Self::Sha512
        )
    }

    /// Length of a signature in bytes, the greatest where it varies.
    pub const fn tag_len(self) -> usize {
        match self {
            Self::Ed25519 | Self::EcdsaP256Sha256Fixed => 64,
            Self::EcdsaP256Sha256 | Self::EcdsaP256Sha1 => 72,
            Self::RsaSha1 | Self::RsaSha256 | Self::RsaSha512 | Self::RsaPssSha512 => 1024,
            Self::HmacMd5 => 16,
            Self::HmacSha1 | Self::Sha1 => 20,
            // A token is compared by its hash, which hides its length.
            Self::HmacSha256
            | Self::Sha256
            | Self::Token
            // Tokens are kept as text.
            | Self::JwtHs256
            | Self::JwtRs256
            | Self::JwtEs256 => 32,
            Self::HmacSha512 | Self::Sha512 => 64,
            Self::Md5 => 16,
            Self::Sha384 => 48,
        }
    }

    /// The name as the field writes it, for documentation.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HmacMd5 => "HMAC-MD5",
            Self::HmacSha1 => "HMAC-SHA1",
            Self::HmacSha256 => "HMAC-SHA256",
            Self::HmacSha512 => "HMAC-SHA512",
            Self::Sha1 => "SHA-1 with the secret",
            Self::Sha256 => "SHA-256 with the secret",
            Self::Md5 => "MD5 with the secret",
            Self::Sha384 => "SHA-384 with the secret",
            Self::Sha512 => "SHA-512 with the secret",
            Self::JwtHs256 => "JWT, HS256",
            Self::Ed25519 => "Ed25519",
            Self::EcdsaP256Sha256 | Self::EcdsaP256Sha256Fixed => "ECDSA P-256 with SHA-256",
            Self::RsaSha256 => "RSA with SHA-256",
            Self::RsaPssSha512 => "RSA-PSS with SHA-512",
            Self::RsaSha512 => "RSA with SHA-512",
            Self::RsaSha1 => "RSA with SHA-1",
            Self::EcdsaP256Sha1 => "ECDSA P-256 with SHA-1",
            Self::JwtRs256 => "JWT, RS256",
            Self::JwtEs256 => "JWT, ES256",
            Self::Token => "shared token",
        }
    }
}
