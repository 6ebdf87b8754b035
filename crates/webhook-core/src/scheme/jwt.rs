//! JSON Web Tokens as signatures: which claims bind the token to its request.

use http::Method;

use super::qsh;
use crate::public_url;

/// The rules of a scheme whose signature is a JWT.
///
/// The algorithm is never read from the token. A token is held against the clock by `exp`, `nbf` and
/// `iat`, whichever it has; one without any is refused unless the provider sends such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JwtRules {
    pub(crate) claims: &'static [ClaimRule],
    pub(crate) body: Option<BodyClaim>,
    pub(crate) url: Option<UrlClaim>,
    pub(crate) undated: bool,
}

/// What a claim must say, beside those that bind the body and the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimRule {
    /// This claim is one of these texts.
    OneOf(&'static str, &'static [&'static str]),
    /// This claim is true.
    IsTrue(&'static str),
    /// This claim is the secret's [key id](crate::Secret::key_id), where one is configured.
    KeyIdIfSet(&'static str),
    /// This claim is this text and the secret's [key id](crate::Secret::key_id), without which the
    /// endpoint does not start.
    KeyId(&'static str, &'static str),
    /// This claim is the text at this pointer into the body, which the token does not bind otherwise.
    Body(&'static str, &'static str),
    /// This claim is this text and what is [configured](super::Scheme::configured).
    Configured(&'static str, &'static str),
}

/// The claim that binds the body: its SHA-256, or all of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyClaim {
    /// The claim's name.
    pub claim: &'static str,
    /// What it says.
    pub form: HashForm,
}

/// What a claim says of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HashForm {
    /// Its hash in lower-case hexadecimal.
    Hex,
    /// Its hash in standard base64.
    Base64,
    /// Its hash in URL-safe base64, with padding or without.
    Base64Url,
    /// No hash but the body itself (Lago).
    Whole,
}

/// The claim that binds the public URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlClaim {
    /// The URL itself.
    Plain(&'static str),
    /// Its SHA-256 in hexadecimal.
    Sha256Hex(&'static str),
    /// Atlassian's query string hash: the SHA-256, in hexadecimal, of method, path and sorted query.
    Qsh(&'static str),
}

impl UrlClaim {
    /// What the claim says, or what it says the hash of; `None` for a URL that cannot be written so.
    #[cfg_attr(not(feature = "jwt"), allow(dead_code))]
    pub(crate) fn covers(self, method: &Method, url: &str) -> Option<String> {
        match self {
            Self::Plain(_) | Self::Sha256Hex(_) => Some(url.to_owned()),
            Self::Qsh(_) => {
                qsh::canonical_request(method.as_str(), &public_url::path_and_query(url)?)
            }
        }
    }
}

impl JwtRules {
    /// Any issuer, and the body's hash, or all of it, in the given claim.
    pub const fn new(claim: &'static str, form: HashForm) -> Self {
        Self {
            claims: &[],
            body: Some(BodyClaim { claim, form }),
            url: None,
            undated: false,
        }
    }

    /// For a token that is not bound to the body.
    pub const fn without_body() -> Self {
        Self {
            claims: &[],
            body: None,
            url: None,
            undated: false,
        }
    }

    /// What its claims must say.
    pub const fn claims(mut self, claims: &'static [ClaimRule]) -> Self {
        self.claims = claims;
        self
    }

    /// The claim of the public URL.
    pub const fn url(mut self, claim: UrlClaim) -> Self {
        self.url = Some(claim);
        self
    }

    /// Accepts tokens that hold no time at all, which are as good as new for ever.
    pub const fn undated(mut self) -> Self {
        self.undated = true;
        self
    }
}
