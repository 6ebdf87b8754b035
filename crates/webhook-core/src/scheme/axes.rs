//! The axes along which providers differ: key text, header grammar, encoding, places, times.

/// How the text that a provider calls the secret becomes the key's bytes.
///
/// Getting this wrong is the field's most frequent first-day error: Stripe and Svix secrets look
/// alike (`whsec_…`), yet Stripe keys with the text itself and Svix with the decoded bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyFormat {
    /// The text's own bytes, prefix included.
    Utf8,
    /// The text's own bytes after this prefix, a word and a hyphen, if it has all three
    /// (Inngest: `signkey-prod-…`).
    Utf8AfterWord(&'static str),
    /// Canonical standard base64 after the prefix.
    Base64(Base64Prefix),
    /// Canonical standard base64 if the text starts with this prefix, the text's own bytes if not.
    Base64IfPrefixed(&'static str),
    /// Hexadecimal of either case.
    Hex,
    /// The bytes of the text in Unicode's normalization form KD (EasyPost).
    Nfkd,
    /// The SHA-1 of the text (Braintree).
    Sha1,
    /// The bytes of the text in lower case (Ozow).
    LowerCase,
    /// Canonical URL-safe base64 without padding.
    Base64Url,
    /// A public key: PEM, or the base64 of its DER, a `SubjectPublicKeyInfo`.
    PublicKey,
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
    /// Upper-case hexadecimal.
    UpperHex,
    /// Hexadecimal of either case, for a provider whose own receivers ignore it.
    AnyCaseHex,
    /// Standard base64 with padding.
    Base64,
    /// URL-safe base64 without padding.
    Base64Url,
    /// The standard base64 of the signature's lower-case hexadecimal text (Rapyd, Solidgate).
    HexInBase64,
    /// Standard base64 with percent escapes, as in a URL. Escapes have several spellings, so this is
    /// for public keys, whose signatures are no secret.
    EscapedBase64,
    /// A JSON Web Token in its compact form ([`Algorithm::JwtHs256`](super::Algorithm::JwtHs256)).
    Jwt,
    /// A JSON Web Signature without its payload, which is the content: `<header>..<signature>`
    /// (RFC 7515, appendix F).
    DetachedJws {
        /// Whether the content is signed as it stands (`b64: false`, RFC 7797) and not in base64url.
        unencoded: bool,
    },
    /// The secret itself ([`Algorithm::Token`](super::Algorithm::Token)).
    Plain,
    /// The secret itself in base64, as HTTP's Basic scheme has it ([`Algorithm::Token`](super::Algorithm::Token)).
    PlainBase64,
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
    /// Quoted pairs as in drafts of HTTP signatures: `keyid="…",algorithm="…",signature="…"`.
    /// A header that names another algorithm or other headers than these is refused.
    HttpSignature {
        /// What the scheme signs with, as `algorithm` names it.
        algorithm: &'static str,
        /// What is signed, as `headers` names it.
        headers: &'static str,
    },
    /// Groups of pairs, separated by spaces, all under one timestamp:
    /// `t=1700000000,v1=<hex> t=1700000000,v1=<hex>`.
    PairGroups {
        /// Key of the signatures.
        signature: &'static str,
    },
    /// Space-separated `<version>,<signature>` entries; other versions are ignored.
    VersionedList {
        /// The version that counts.
        version: &'static str,
    },
    /// Entries of which those that start with `prefix` are signatures: `v1=<hex>,v1=<hex>`. Blanks
    /// before an entry are no part of it.
    List {
        /// The character between entries.
        separator: char,
        /// Text before each signature, which may be empty.
        prefix: &'static str,
    },
    /// JSON in base64, an object of which one member is the signature (eBay).
    Base64Json {
        /// The member's name.
        signature: &'static str,
    },
    /// Signatures behind one prefix, which may be repeated: `v0=<hex>,<hex>`.
    PrefixedList {
        /// Text before the first signature.
        prefix: &'static str,
        /// The character between signatures.
        separator: char,
    },
    /// Entries of a key's number and a signature, the algorithm between them:
    /// `1/SHA256/<hex>,2/SHA256/<hex>`. Every entry of this algorithm is a candidate, whichever key it
    /// names: numbers change with a rotation, and an entry's own secret is the only one that fits it.
    KeyedList {
        /// The character between entries.
        separator: char,
        /// What stands between number and signature, the algorithm's name included.
        tag: &'static str,
    },
    /// Credentials as of `Authorization`: `application <key id>:<signature>`. Each secret needs its
    /// [key id](crate::Secret::key_id), and counts for no request that names another.
    Credentials {
        /// The words that may stand first, in any case (RFC 9110); the signer takes the first.
        words: &'static [&'static str],
        /// What the provider calls the key id.
        key_id: &'static str,
    },
    /// The timestamp, then one signature or more: `1700000000000,<hex>,<hex>`.
    TimestampFirst {
        /// The character between entries.
        separator: char,
    },
}

/// A place in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum At {
    /// A header, named in lower case.
    Header(&'static str),
    /// A JSON pointer (RFC 6901) into the body: `/id`, `/events/0/id`.
    Json(&'static str),
    /// A name that the provider documents for a set of states: `(pointer, states, name)` reads as
    /// `name` where the member at `pointer` is one of `states` (Replicate's `completed`).
    JsonState(&'static str, &'static [&'static str], &'static str),
    /// The name of the body's first member that is one of these: which one it has tells what it is
    /// (Telegram's updates). A `null` is no member.
    JsonMember(&'static [&'static str]),
    /// The texts at two JSON pointers with a full stop between them, if both are there:
    /// `payments.confirmed`.
    JsonJoin(&'static str, &'static str),
    /// A JSON pointer into JSON that a member holds as text (SES).
    JsonText(&'static str, &'static str),
    /// A JSON pointer into the claims of a body that is a JSON Web Token.
    Claim(&'static str),
    /// A JSON pointer into JSON that such a claim holds as text (Wix).
    ClaimText(&'static str, &'static str),
    /// Always this text, for a provider that has but one type of event.
    Fixed(&'static str),
    /// A field of a form body.
    Form(&'static str),
    /// A JSON pointer into a field of a form body.
    FormJson(&'static str, &'static str),
    /// The text of the first element of this name, in XML that a form field holds in base64
    /// (Braintree). Elements that hold others or escapes give nothing.
    FormXml(&'static str, &'static str),
    /// A parameter of the query.
    Query(&'static str),
    /// A key of the signature header ([`Grammar::Pairs`], [`Grammar::PairGroups`]), or the name of
    /// its first entry ([`Grammar::TimestampFirst`]). Of an HTTP Message Signature its `nonce`, `keyid`
    /// or `tag`, which are signed.
    InSignature(&'static str),
}

/// The form of a provider's timestamp text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeUnit {
    /// Unix seconds.
    Seconds,
    /// Unix milliseconds.
    Milliseconds,
    /// A date and time of ISO 8601: RFC 3339, or without a zone, which then is UTC.
    DateTime,
    /// The date of HTTP and mail: `Tue, 15 Nov 1994 08:12:31 GMT`.
    HttpDate,
    /// A signed text that cannot be held against the clock: a nonce (NMI), or a time whose unit the
    /// provider does not tell. A captured request is as good as new then: only deduplication stands
    /// against it.
    Opaque,
}
