//! What a scheme says of itself: read by listings, documentation and adapters.

use std::time::Duration;

use super::{
    Algorithm, At, Content, Encoding, Evidence, Grammar, Handshake, Identity, KeyFormat, Part,
    Scheme, TimeUnit,
};

impl Scheme {
    /// The slug: `stripe`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The provider's name as it writes it: `Stripe`.
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// The page that documents the format; empty for a scheme of one's own.
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// How well the facts are sourced.
    pub const fn evidence(&self) -> Evidence {
        self.evidence
    }

    /// What whoever receives from this provider should know.
    pub const fn page_notes(&self) -> &'static [&'static str] {
        self.notes
    }

    /// The algorithm.
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The signature header, lower case; empty where the signature stands inside the body.
    pub const fn signature_header(&self) -> &'static str {
        self.header
    }

    /// Whether a request carries this scheme's signature header, under either of its names. Says
    /// nothing about the signature: it spares the look-up of secrets for requests without one.
    pub fn is_signed(&self, headers: &http::HeaderMap) -> bool {
        let aliased = self.header_alias.and_then(|(prefix, alias)| {
            let rest = self.header.strip_prefix(prefix)?;
            Some(format!("{alias}{rest}"))
        });
        // One inside the body is not to be seen here.
        self.header.is_empty()
            || headers.contains_key(self.header)
            || aliased.is_some_and(|name| headers.contains_key(name))
            || self
                .further_headers
                .iter()
                .any(|name| headers.contains_key(*name))
    }

    /// The form of the signature header.
    pub const fn grammar_axis(&self) -> Grammar {
        self.grammar
    }

    /// Whether one request brings several events: [`Delivery::items`](crate::Delivery::items).
    pub const fn sends_batches(&self) -> bool {
        self.batch.is_some()
    }

    /// The endpoint check that the layer answers.
    pub const fn handshake_axis(&self) -> Option<Handshake> {
        self.handshake
    }

    /// What is signed.
    pub const fn content_axis(&self) -> Content {
        self.content
    }

    /// Further headers of the signature's form, any one of which suffices.
    pub const fn further_signature_headers(&self) -> &'static [&'static str] {
        self.further_headers
    }

    /// The form of the timestamp's text.
    pub const fn time_unit_axis(&self) -> TimeUnit {
        self.time_unit
    }

    /// The text form of signatures.
    pub const fn encoding_axis(&self) -> Encoding {
        self.encoding
    }

    /// The headers without which no request verifies: the signature's, the timestamp's, those that
    /// are signed and those that name the form. Of several signature headers only the first.
    pub fn required_headers(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        if !self.header.is_empty() {
            names.push(self.header);
        }
        if let Some(At::Header(name)) = self.timestamp {
            names.push(name);
        }
        if let Content::Template(parts) = self.content {
            names.extend(parts.iter().filter_map(|part| match part {
                Part::Header(name) => Some(*name),
                Part::Id => match self.event_id.first() {
                    Some(At::Header(name)) => Some(*name),
                    _ => None,
                },
                _ => None,
            }));
        }
        names.extend(self.fixed_headers.iter().map(|(name, _)| *name));
        names
    }

    /// How a secret's text becomes the key's bytes.
    pub const fn key_format_axis(&self) -> KeyFormat {
        self.key_format
    }

    /// Where the event's id is, in the order in which the places are tried.
    pub const fn event_id_places(&self) -> &'static [At] {
        self.event_id
    }

    /// Where the event's type is, in the order in which the places are tried.
    pub const fn event_type_places(&self) -> &'static [At] {
        self.event_type
    }

    /// What deduplicates.
    pub const fn identity_axis(&self) -> Identity {
        self.identity
    }

    /// Where the timestamp stands, if there is one.
    pub const fn timestamp_place(&self) -> Option<At> {
        self.timestamp
    }

    /// How far a timestamp may be off, if there is one that is held against the clock.
    pub fn tolerance(&self) -> Option<Duration> {
        let is_time = match self.content {
            Content::Jwt(rules) => !rules.undated,
            _ => self.timestamp.is_some() && !matches!(self.time_unit, TimeUnit::Opaque),
        };
        (is_time && !self.outlives_its_stamp())
            .then(|| Duration::from_secs(u64::from(self.tolerance_secs)))
    }

    /// The largest body, in bytes.
    pub const fn max_body(&self) -> usize {
        self.body_limit
    }

    /// Accepted methods.
    pub const fn accepted_methods(&self) -> &'static [&'static str] {
        self.methods
    }

    /// For how long the provider retries, where known.
    pub fn retry_horizon(&self) -> Option<Duration> {
        self.retry_horizon_secs
            .map(|s| Duration::from_secs(u64::from(s)))
    }

    /// How long the provider waits for an answer, where known.
    pub fn response_deadline(&self) -> Option<Duration> {
        self.response_deadline_secs
            .map(|s| Duration::from_secs(u64::from(s)))
    }

    /// Whether the signature covers the public URL, so that one must be configured.
    pub fn signs_url(&self) -> bool {
        match self.content {
            Content::Template(parts) => parts
                .iter()
                .any(|part| matches!(part, Part::Url | Part::UrlUnescaped(_) | Part::PathAndQuery)),
            Content::Jwt(rules) => rules.url.is_some(),
            Content::InBody { .. } => false,
            Content::Custom { outgoing_url, .. } => outgoing_url.is_some(),
        }
    }

    /// Whether the signature covers the body: *verified*, not merely *authenticated*.
    pub const fn signs_body(&self) -> bool {
        self.body_not_signed.is_none()
    }
}
