//! A scheme prepared for requests: header names parsed, both header families side by side.

use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::{
    ConfigError, Refusal, handshake,
    scheme::{At, Challenge, Component, Content, Grammar, Identity, Part, Scheme},
};

/// A scheme, checked as a whole.
pub(crate) struct Compiled {
    pub(crate) scheme: Scheme,
    pub(crate) methods: Box<[Method]>,
    /// `None` where the signature is not alone in one header.
    pub(crate) signature: Option<Header>,
    pub(crate) further_signatures: Box<[Header]>,
    /// Where the provider names its key.
    pub(crate) key_id: Option<Header>,
    pub(crate) fixed: Box<[(Header, &'static str)]>,
    /// Whether more is read out of the signature header than signatures.
    pub(crate) rereads_signature: bool,
    /// Whether the query identifies a delivery, or says what it is about.
    pub(crate) reads_query: bool,
    pub(crate) timestamp: Option<Header>,
    pub(crate) timestamp_key: Option<&'static str>,
    /// Whether verified endpoint checks are answered with signatures under the key of events.
    pub(crate) signs_challenges: bool,
    /// The form of a challenge, where one that was signed could pass for a body.
    pub(crate) forbidden_body: Option<Challenge>,
    /// Headers kept for content, identity, event, endpoint checks and handler.
    pub(crate) kept: Box<[Header]>,
}

impl Compiled {
    pub(crate) fn new(scheme: Scheme) -> Result<Self, ConfigError> {
        let problem = |problem| ConfigError::Scheme {
            scheme: scheme.name,
            problem,
        };
        let compile = |name| Header::new(&scheme, name).ok_or(problem("a header name is invalid"));
        let timestamp_key = match (scheme.timestamp, scheme.grammar) {
            (
                Some(At::InSignature(key)),
                Grammar::Pairs { signature, .. } | Grammar::PairGroups { signature },
            ) if key != signature => Some(key),
            (Some(At::InSignature(key)), Grammar::TimestampFirst { .. }) => Some(key),
            (Some(At::InSignature(_)), _) => {
                return Err(problem(
                    "At::InSignature needs Grammar::Pairs and a key of its own",
                ));
            }
            (_, Grammar::TimestampFirst { .. }) => {
                return Err(problem(
                    "Grammar::TimestampFirst needs .timestamp(At::InSignature(..))",
                ));
            }
            _ => None,
        };
        let timestamp = match scheme.timestamp {
            Some(At::Header(name)) => Some(compile(name)?),
            _ => None,
        };
        if let Content::Template(parts) = scheme.content {
            let plain = scheme.algorithm.is_plain_hash();
            let spelled = parts.contains(&Part::Secret);
            // Of fetched keys it is what is configured, and signed or not as the provider likes.
            let may_spell = plain || scheme.algorithm.is_hmac() || scheme.keys.is_some();
            if plain && !spelled || spelled && !may_spell {
                return Err(problem(
                    "a plain hash needs Part::Secret in the content, and nothing but an HMAC may have it too",
                ));
            }
            let in_pairs = parts
                .iter()
                .any(|part| matches!(part, Part::InSignature(_) | Part::NamedHeaders { .. }));
            if in_pairs && !matches!(scheme.grammar, Grammar::Pairs { .. }) {
                return Err(problem(
                    "Part::InSignature and Part::NamedHeaders need Grammar::Pairs",
                ));
            }
            if scheme.key_id_name().is_some() && !scheme.algorithm.is_hmac() {
                return Err(problem("Part::KeyId needs an HMAC"));
            }
            // One inside the body is signed with it.
            let in_content = scheme
                .timestamp
                .filter(|at| !matches!(at, At::Json(_) | At::Form(_)));
            if parts.contains(&Part::Timestamp) != in_content.is_some() {
                return Err(problem(
                    "the content and .timestamp(..) must both have a timestamp, or neither: an unsigned one proves nothing",
                ));
            }
            if parts.contains(&Part::Id) && id_header(&scheme).is_none() {
                return Err(problem(
                    "Part::Id needs .event_id(..) to name a header first",
                ));
            }
        }
        if cfg!(not(feature = "message-signatures"))
            && matches!(scheme.content, Content::MessageSignature(_))
        {
            return Err(ConfigError::FeatureOff {
                scheme: scheme.name,
                feature: "message-signatures",
            });
        }
        if scheme.algorithm.is_plain_hash()
            && matches!(scheme.content, Content::Custom { .. })
            && scheme.secret_in_content.is_none()
        {
            return Err(problem(
                "a plain hash needs the secret in its content: say .secret_first() or .secret_last()",
            ));
        }
        let forbidden_body = handshake::forbidden_body(&scheme).map_err(problem)?;
        let mut kept = Vec::new();
        for name in kept_headers(&scheme) {
            if !kept.iter().any(|header: &Header| header.name == name) {
                kept.push(compile(name)?);
            }
        }
        let methods = scheme
            .methods
            .iter()
            .map(|method| Method::from_bytes(method.as_bytes()))
            .collect::<Result<_, _>>()
            .map_err(|_| problem("a method is invalid"))?;
        Ok(Self {
            signature: match (scheme.header, scheme.content) {
                // Fields of RFC 9421 may come in several lines and are read as one.
                ("", _) | (_, Content::MessageSignature(_)) => None,
                (name, _) => Some(compile(name)?),
            },
            rereads_signature: scheme.keys.is_some()
                || matches!(scheme.content, Content::Template(parts) if parts.iter().any(
                    |part| matches!(part, Part::InSignature(_) | Part::NamedHeaders { .. })
                )),
            reads_query: scheme.signs_url()
                || matches!(scheme.content, Content::MessageSignature(rules) if rules.reads_query())
                || scheme
                    .event_id
                    .iter()
                    .chain(scheme.event_type)
                    .chain(scheme.action)
                    .chain(scheme.signature_at)
                    .any(|at| matches!(at, At::Query(_))),
            key_id: scheme.key_id_header.map(compile).transpose()?,
            fixed: scheme
                .fixed_headers
                .iter()
                .map(|(name, value)| Ok((compile(name)?, *value)))
                .collect::<Result<_, _>>()?,
            further_signatures: scheme
                .further_headers
                .iter()
                .map(|name| compile(name))
                .collect::<Result<_, _>>()?,
            signs_challenges: scheme
                .handshakes
                .iter()
                .any(|check| check.reply.is_signed() && !check.is_no_post()),
            forbidden_body,
            scheme,
            methods,
            timestamp,
            timestamp_key,
            kept: kept.into(),
        })
    }
}

/// The header that [`Part::Id`] stands for.
pub(crate) fn id_header(scheme: &Scheme) -> Option<&'static str> {
    match scheme.event_id.first() {
        Some(At::Header(name)) => Some(name),
        _ => None,
    }
}

/// Every header named anywhere in the scheme but the signature and the timestamp.
fn kept_headers(scheme: &Scheme) -> impl Iterator<Item = &'static str> {
    let identity = match scheme.identity {
        Identity::SignedId(at) => (Some(at), &[] as &[At]),
        Identity::IdAndContent(at, with) => (Some(at), with),
        Identity::Content => (None, &[] as &[At]),
    };
    let parts = match scheme.content {
        Content::Template(parts) => parts,
        Content::Jwt(_)
        | Content::MessageSignature(_)
        | Content::InBody { .. }
        | Content::Custom { .. } => &[],
    };
    let components = match scheme.content {
        Content::MessageSignature(rules) => rules.components,
        _ => &[],
    };
    let covered = components.iter().filter_map(|component| match component {
        Component::Field(name) => Some(*name),
        _ => None,
    });
    let in_content = parts.iter().flat_map(|part| match part {
        Part::Header(name) => std::slice::from_ref(name),
        Part::NamedHeaders { must, .. } => must,
        _ => &[],
    });
    let places = scheme
        .event_id
        .iter()
        .chain(scheme.event_type)
        .chain(identity.1)
        .copied()
        .chain(identity.0)
        .chain(scheme.attempt)
        .chain(verified_challenges(scheme))
        .filter_map(|at| match at {
            At::Header(name) => Some(name),
            _ => None,
        });
    places
        .chain(in_content.copied())
        .chain(covered)
        .chain(scheme.facts.iter().copied())
        .collect::<Vec<_>>()
        .into_iter()
}

/// Where the challenges of verified deliveries stand.
fn verified_challenges(scheme: &Scheme) -> impl Iterator<Item = At> {
    let handshakes = scheme.handshakes.iter();
    handshakes
        .filter(|handshake| !handshake.is_no_post() && !handshake.is_unsigned_post())
        .filter_map(|handshake| handshake.challenge.place())
}

/// A header under its name in each family.
pub(crate) struct Header {
    pub(crate) name: &'static str,
    first: HeaderName,
    alias: Option<HeaderName>,
}

impl Header {
    fn new(scheme: &Scheme, name: &'static str) -> Option<Self> {
        let alias = match scheme.header_alias {
            Some((prefix, alias)) => match name.strip_prefix(prefix) {
                Some(rest) => Some(HeaderName::try_from(format!("{alias}{rest}")).ok()?),
                None => None,
            },
            None => None,
        };
        Some(Self {
            name,
            first: HeaderName::from_bytes(name.as_bytes()).ok()?,
            alias,
        })
    }

    pub(crate) fn header_name(&self) -> &HeaderName {
        &self.first
    }

    /// Whether only the alias family has this header.
    pub(crate) fn only_as_alias(&self, headers: &HeaderMap) -> bool {
        let Some(alias) = &self.alias else {
            return false;
        };
        !headers.contains_key(&self.first) && headers.contains_key(alias)
    }

    /// The header's one value in the family; `None` if absent or blank.
    pub(crate) fn single<'h>(
        &self,
        headers: &'h HeaderMap,
        alias: bool,
    ) -> Result<Option<&'h HeaderValue>, Refusal> {
        let name = match &self.alias {
            Some(name) if alias => name,
            _ => &self.first,
        };
        let mut values = headers.get_all(name).iter();
        let Some(value) = values.next() else {
            return Ok(None);
        };
        if values.next().is_some() {
            return Err(Refusal::DuplicateHeader { header: self.name });
        }
        Ok((!value.as_bytes().trim_ascii().is_empty()).then_some(value))
    }

    /// As [`Header::single`], and it must be there.
    pub(crate) fn required<'h>(
        &self,
        headers: &'h HeaderMap,
        alias: bool,
    ) -> Result<&'h HeaderValue, Refusal> {
        self.single(headers, alias)?
            .ok_or(Refusal::MissingHeader { header: self.name })
    }
}
