//! The signed content: a template, or one function where a template cannot say it.

use super::{InBodyFn, JwtRules, MessageRules, SignBodyFn};
use crate::{Inbound, Refusal};

/// One piece of the signed content, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// Fixed text.
    Lit(&'static str),
    /// The raw body, byte for byte as it arrived.
    Body,
    /// The timestamp's text exactly as sent.
    Timestamp,
    /// The delivery id's text: the scheme's first [`event_id`](super::Scheme::event_id) place,
    /// which must be a header.
    Id,
    /// A header's text, named in lower case.
    Header(&'static str),
    /// The secret, in a content that a plain hash covers ([`Algorithm::Sha256`]), or that names it
    /// although it is the MAC's key (Rapyd).
    ///
    /// [`Algorithm::Sha256`]: super::Algorithm::Sha256
    Secret,
    /// The secret's [key id](crate::Secret::key_id), a public value such as an app key: what the
    /// provider calls it. A secret without one is refused at start-up.
    KeyId(&'static str),
    /// The text under this key of the signature header ([`Grammar::Pairs`]).
    ///
    /// [`Grammar::Pairs`]: super::Grammar::Pairs
    InSignature(&'static str),
    /// The values of the headers that the text under this key of the signature header names, which
    /// blanks separate there, with full stops between them (Coinbase).
    NamedHeaders {
        /// The key.
        key: &'static str,
        /// Headers that must be among them; lower case.
        must: &'static [&'static str],
    },
    /// The request method, upper case.
    Method,
    /// The public URL as the provider called it, query included.
    Url,
    /// The same with these percent-escapes written out, each three characters long (HubSpot).
    UrlUnescaped(&'static [&'static str]),
    /// Path and query of the public URL.
    PathAndQuery,
    /// SHA-256 of the body in lower-case hexadecimal.
    BodySha256Hex,
    /// SHA-256 of the body as its 32 bytes.
    BodySha256Raw,
    /// The body in base64url without padding (Neon).
    BodyBase64Url,
    /// The CRC-32 of the body, in decimal (PayPal). It binds nothing: any body can be given it.
    BodyCrc32,
    /// SHA-512 of the body in standard base64.
    BodySha512Base64,
    /// MD5 of the body in standard base64 (Sinch).
    BodyMd5Base64,
}

impl Part {
    /// Whether it stands for the body, and so binds the signature to it.
    pub(crate) const fn is_body(self) -> bool {
        matches!(
            self,
            Self::Body
                | Self::BodySha256Hex
                | Self::BodySha256Raw
                | Self::BodySha512Base64
                | Self::BodyMd5Base64
                | Self::BodyBase64Url
                | Self::BodyCrc32
        )
    }
}

/// What a provider signs.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// The parts one after another.
    Template(&'static [Part]),
    /// The claims of a JSON Web Token.
    Jwt(JwtRules),
    /// The components that an HTTP Message Signature names (RFC 9421).
    MessageSignature(MessageRules),
    /// The signature stands inside the body, and a function finds it (Adyen).
    InBody {
        /// Whether the body's signatures are right.
        verify: InBodyFn,
        /// Puts them there.
        sign: SignBodyFn,
    },
    /// A function of the request, for what the template cannot say (Twilio's sorted form).
    Custom {
        /// Prepares verification from the request's head.
        begin: ContentFn,
        /// Rewrites the URL of a request to be signed (Twilio puts the body's hash into it), of a
        /// scheme that signs the URL.
        outgoing_url: Option<OutgoingUrlFn>,
    },
}

/// Reads the head of a request, and the timestamp's text if the scheme has one, and says which
/// contents would be acceptable, or refuses.
pub type ContentFn = fn(&Inbound<'_>, Option<&str>) -> Result<CustomContent, Refusal>;

/// Given URL, content type and body of a request to be signed, its URL as the provider sends it.
pub type OutgoingUrlFn = fn(url: &str, content_type: Option<&str>, body: &[u8]) -> String;

/// Reads the complete body: appends what follows the head of the content, or refuses the body.
pub type TailFn = Box<dyn FnOnce(&[u8], &mut Vec<u8>) -> Result<(), Refusal> + Send + Sync>;

/// The outcome of a [`ContentFn`].
pub struct CustomContent {
    /// Acceptable beginnings of the content; one MAC per secret for each. The first is canonical:
    /// it is what identifies a delivery that has no usable id.
    pub heads: Vec<String>,
    /// What the body adds.
    pub tail: TailFn,
    /// What identifies a delivery that has no usable id, where that is not the content: a head that
    /// holds the time of the attempt differs in every retry.
    pub identity: Option<String>,
}

impl std::fmt::Debug for CustomContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CustomContent")
            .field("heads", &self.heads)
            .finish_non_exhaustive()
    }
}
