//! The axes along which providers differ: algorithm, key text, header grammar, encoding, places.

/// The keyed hash that signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with SHA-1. Sound as a MAC, offered only where the provider has nothing better (Twilio).
    HmacSha1,
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

impl Algorithm {
    /// Length of a signature in bytes.
    pub const fn tag_len(self) -> usize {
        match self {
            Self::HmacSha1 => 20,
            Self::HmacSha256 => 32,
            Self::HmacSha512 => 64,
        }
    }

    /// The name as the field writes it, for documentation.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HmacSha1 => "HMAC-SHA1",
            Self::HmacSha256 => "HMAC-SHA256",
            Self::HmacSha512 => "HMAC-SHA512",
        }
    }
}

/// How the text that a provider calls the secret becomes the key's bytes.
///
/// Getting this wrong is the field's most frequent first-day error: Stripe and Svix secrets look
/// alike (`whsec_…`), yet Stripe keys with the text itself and Svix with the decoded bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyFormat {
    /// The text's own bytes, prefix included.
    Utf8,
    /// Canonical standard base64 after the prefix.
    Base64(Base64Prefix),
    /// Canonical standard base64 if the text starts with this prefix, the text's own bytes if not.
    Base64IfPrefixed(&'static str),
}

/// What stands before the base64 part of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Base64Prefix {
    /// Nothing.
    None,
    /// This prefix, which may be missing.
    Optional(&'static str),
    /// This prefix; a secret without it is refused at start-up.
    Required(&'static str),
    /// Everything up to and including the last underscore.
    ThroughLastUnderscore,
}

/// The text form of a signature. Both decoders are strict and canonical, so that one signature has
/// exactly one accepted spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// Lower-case hexadecimal.
    Hex,
    /// Standard base64 with padding.
    Base64,
}

/// The form of the signature header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grammar {
    /// The whole value is one signature after a fixed prefix, which may be empty: `sha256=<hex>`.
    Whole {
        /// Text before the signature.
        prefix: &'static str,
    },
    /// `key=value` pairs: `t=1700000000,v1=<hex>,v1=<hex>`. Every pair under `signature` is a
    /// candidate; the timestamp is named by [`At::InSignature`]; other keys are ignored.
    Pairs {
        /// The character between pairs.
        separator: char,
        /// Key of the signatures.
        signature: &'static str,
    },
    /// Space-separated `<version>,<signature>` entries; other versions are ignored.
    VersionedList {
        /// The version that counts.
        version: &'static str,
    },
}

/// A place in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum At {
    /// A header, named in lower case.
    Header(&'static str),
    /// A JSON pointer (RFC 6901, object members only) into the body.
    Json(&'static str),
    /// A name that the provider documents for a set of states: `(pointer, states, name)` reads as
    /// `name` where the member at `pointer` is one of `states` (Replicate's `completed`).
    JsonState(&'static str, &'static [&'static str], &'static str),
    /// A field of a form body.
    Form(&'static str),
    /// A JSON pointer into a field of a form body.
    FormJson(&'static str, &'static str),
    /// A parameter of the query.
    Query(&'static str),
    /// A key of the signature header ([`Grammar::Pairs`]).
    InSignature(&'static str),
}

/// The unit of a provider's timestamp text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeUnit {
    /// Unix seconds.
    Seconds,
    /// Unix milliseconds.
    Milliseconds,
}
