//! HTTP Message Signatures (RFC 9421) as a scheme: what a signature has to cover, and how it is
//! picked among several.
//!
//! - Signatures: <https://www.rfc-editor.org/rfc/rfc9421>
//! - The body's digest: <https://www.rfc-editor.org/rfc/rfc9530>

use super::{Algorithm, Encoding, Scheme, check};

/// The rules of a scheme whose signatures are HTTP Message Signatures.
///
/// `created` is always required and held against the clock, `expires` is honoured where it is sent.
/// A signature that names its key (`keyid`) is tried under the secret of that
/// [key id](crate::Secret::key_id) and those without one. The algorithm is the scheme's; an `alg`
/// that says otherwise is refused.
///
/// ```
/// use webhook_core::scheme::{Algorithm, Component, MessageRules, Scheme};
///
/// pub const ACME: Scheme = Scheme::message_signature(
///     Algorithm::Ed25519,
///     "acme",
///     MessageRules::new(&[Component::Method, Component::Path, Component::ContentDigest])
///         .tag("acme-webhooks"),
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageRules {
    pub(crate) components: &'static [Component],
    pub(crate) label: Option<&'static str>,
    pub(crate) tag: Option<&'static str>,
}

/// A part of the request that a signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Component {
    /// `@method`.
    Method,
    /// `@target-uri`: the public URL, query included.
    TargetUri,
    /// `@authority`: host and port of the public URL.
    Authority,
    /// `@scheme` of the public URL.
    Scheme,
    /// `@request-target`: path and query of the public URL.
    RequestTarget,
    /// `@path` of the public URL.
    Path,
    /// `@query`, with its question mark.
    Query,
    /// `@query-param`: one parameter of the query, by its name.
    QueryParam(&'static str),
    /// A field, named in lower case.
    Field(&'static str),
    /// The field `content-digest`, which binds the body: it is computed anew, never believed.
    ContentDigest,
}

impl MessageRules {
    /// Any label and any tag, and at least these components covered.
    ///
    /// # Panics
    /// For a field's name that is not in lower case.
    pub const fn new(components: &'static [Component]) -> Self {
        check::components(components);
        Self {
            components,
            label: None,
            tag: None,
        }
    }

    /// Only the signature of this label counts.
    ///
    /// # Panics
    /// For an empty label.
    pub const fn label(mut self, label: &'static str) -> Self {
        assert!(!label.is_empty(), "the label is empty");
        self.label = Some(label);
        self
    }

    /// Only signatures with this `tag` count: signatures that a sender makes for other purposes then
    /// cannot be passed off as deliveries.
    ///
    /// # Panics
    /// For an empty tag.
    pub const fn tag(mut self, tag: &'static str) -> Self {
        assert!(!tag.is_empty(), "the tag is empty");
        self.tag = Some(tag);
        self
    }

    /// What a signature has to cover.
    pub const fn components(&self) -> &'static [Component] {
        self.components
    }

    /// Whether the query is among them, and so tells deliveries apart.
    pub(crate) fn reads_query(&self) -> bool {
        self.components.iter().any(|component| {
            matches!(
                component,
                Component::TargetUri
                    | Component::RequestTarget
                    | Component::Query
                    | Component::QueryParam(_)
            )
        })
    }

    /// The fields among them.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.components
            .iter()
            .filter_map(|component| match component {
                Component::Field(name) => Some(*name),
                Component::ContentDigest => Some(component.name()),
                _ => None,
            })
    }
}

impl Component {
    /// The name by which signatures cover it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Method => "@method",
            Self::TargetUri => "@target-uri",
            Self::Authority => "@authority",
            Self::Scheme => "@scheme",
            Self::RequestTarget => "@request-target",
            Self::Path => "@path",
            Self::Query => "@query",
            Self::QueryParam(_) => "@query-param",
            Self::Field(name) => name,
            Self::ContentDigest => "content-digest",
        }
    }

    /// Whether it is read from the public URL.
    pub(crate) const fn is_of_url(self) -> bool {
        !matches!(
            self,
            Self::Method | Self::Field(_) | Self::ContentDigest | Self::Query | Self::QueryParam(_)
        )
    }
}

impl Scheme {
    /// Starts a scheme of HTTP Message Signatures (feature `message-signatures`).
    ///
    /// # Panics
    /// For an empty name, an algorithm that RFC 9421 has not, and rules that leave the body unsigned:
    /// see [`Scheme::message_signature_without_body`] for those.
    pub const fn message_signature(
        algorithm: Algorithm,
        name: &'static str,
        rules: MessageRules,
    ) -> Self {
        assert!(
            check::covers_digest(rules.components),
            "the signature does not bind the body: add Component::ContentDigest"
        );
        Self::of_messages(algorithm, name, rules)
    }

    /// As [`Scheme::message_signature`], for signatures that do not cover the body.
    ///
    /// # Panics
    /// For an empty name, and an algorithm that RFC 9421 has not.
    pub const fn message_signature_without_body(
        algorithm: Algorithm,
        name: &'static str,
        rules: MessageRules,
    ) -> Self {
        Self::of_messages(algorithm, name, rules)
            .body_not_signed("the provider's signature covers no digest of it")
    }

    const fn of_messages(algorithm: Algorithm, name: &'static str, rules: MessageRules) -> Self {
        assert!(
            matches!(
                algorithm,
                Algorithm::HmacSha256
                    | Algorithm::Ed25519
                    | Algorithm::EcdsaP256Sha256Fixed
                    | Algorithm::RsaSha256
                    | Algorithm::RsaPssSha512
            ),
            "RFC 9421 has HMAC-SHA256, Ed25519, ECDSA of fixed length and RSA"
        );
        let mut scheme = Self::hmac(algorithm, name, "signature").encoding(Encoding::Base64);
        if algorithm.is_public_key() {
            scheme = scheme.key_format(super::KeyFormat::PublicKey);
        }
        scheme.content = super::Content::MessageSignature(rules);
        scheme
    }
}
