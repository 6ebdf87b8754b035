//! What a scheme says of itself: read by listings, documentation and adapters.

use std::time::Duration;

use super::{
    Algorithm, At, Configured, Content, Encoding, Evidence, Grammar, Handshake, Identity, KeyFetch,
    KeyForm, KeyFormat, Part, Scheme, TimeUnit,
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

    /// The signature header, lower case; empty where the signature stands inside the body or the
    /// query.
    pub const fn signature_header(&self) -> &'static str {
        self.header
    }

    /// What the provider calls the [key id](crate::Secret::key_id) that its content or its
    /// credentials name, so that every secret must have one.
    pub fn key_id_name(&self) -> Option<&'static str> {
        if let Grammar::Credentials { key_id, .. } = self.grammar {
            return Some(key_id);
        }
        self.parts().iter().find_map(|part| match part {
            Part::KeyId(name) => Some(*name),
            _ => None,
        })
    }

    /// Whether a content that a MAC covers spells the MAC's key out as well.
    pub(crate) fn spells_secret(&self) -> bool {
        self.algorithm.is_hmac() && self.parts().contains(&Part::Secret)
    }

    /// The template's parts; none of another content.
    fn parts(&self) -> &'static [Part] {
        match self.content {
            Content::Template(parts) => parts,
            _ => &[],
        }
    }

    /// Whether the content's hash is signed, and not the content.
    pub const fn is_prehashed(&self) -> bool {
        self.prehashed
    }

    /// Whether a request carries this scheme's signature header, under either of its names. Says
    /// nothing about the signature: it spares the look-up of secrets for requests without one.
    pub fn is_signed(&self, headers: &http::HeaderMap) -> bool {
        let aliased = self.header_alias.and_then(|(prefix, alias)| {
            let rest = self.header.strip_prefix(prefix)?;
            Some(format!("{alias}{rest}"))
        });
        // One inside the body or the query is not to be seen here.
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

    /// The endpoint checks that the layer answers.
    pub const fn handshakes_axis(&self) -> &'static [Handshake] {
        self.handshakes
    }

    /// Whether refusals go out without a body.
    pub const fn refuses_barely(&self) -> bool {
        self.bare_refusals
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
        for part in self.parts() {
            if let Part::NamedHeaders { must, .. } = part {
                names.extend_from_slice(must);
            }
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
        if let Content::MessageSignature(rules) = self.content {
            names.push("signature-input");
            names.extend(rules.fields());
        }
        names.extend(self.fixed_headers.iter().map(|(name, _)| *name));
        names
    }

    /// How a secret's text becomes the key's bytes.
    pub const fn key_format_axis(&self) -> KeyFormat {
        self.key_format
    }

    /// The crate features without which no request of this provider can be verified.
    pub fn features(&self) -> Vec<&'static str> {
        let mut features = Vec::new();
        match self.algorithm {
            Algorithm::Ed25519 => features.push("ed25519"),
            Algorithm::EcdsaP256Sha1
            | Algorithm::EcdsaP256Sha256
            | Algorithm::EcdsaP256Sha256Fixed => features.push("ecdsa"),
            Algorithm::RsaSha1
            | Algorithm::RsaSha256
            | Algorithm::RsaSha512
            | Algorithm::RsaPssSha512 => features.push("rsa"),
            algorithm if algorithm.is_jwt() => features.push("jwt"),
            _ => {}
        }
        if matches!(self.content, Content::MessageSignature(_)) {
            features.push("message-signatures");
        }
        if let Some(keys) = self.keys
            && matches!(keys.form, KeyForm::Certificate { .. })
        {
            features.push("x509");
        }
        features
    }

    /// Where the keys come from, of a provider that publishes them.
    pub const fn fetched_keys(&self) -> Option<&KeyFetch> {
        self.keys.as_ref()
    }

    /// What is configured in a secret's place, of a provider that publishes its keys.
    pub const fn configured_axis(&self) -> Option<Configured> {
        self.configured
    }

    /// Where the event's id is, in the order in which the places are tried.
    pub const fn event_id_places(&self) -> &'static [At] {
        self.event_id
    }

    /// Where the event's type is, in the order in which the places are tried.
    pub const fn event_type_places(&self) -> &'static [At] {
        self.event_type
    }

    /// Where the event's action is, in the order in which the places are tried; empty for providers
    /// whose type says it all.
    pub const fn action_places(&self) -> &'static [At] {
        self.action
    }

    /// What deduplicates.
    pub const fn identity_axis(&self) -> Identity {
        self.identity
    }

    /// Where the timestamp stands, if there is one.
    pub const fn timestamp_place(&self) -> Option<At> {
        match self.content {
            Content::MessageSignature(_) => Some(At::InSignature("created")),
            _ => self.timestamp,
        }
    }

    /// How far a timestamp may be off, if there is one that is held against the clock.
    pub fn tolerance(&self) -> Option<Duration> {
        let is_time = match self.content {
            Content::Jwt(rules) => !rules.undated,
            Content::MessageSignature(_) => true,
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
            Content::MessageSignature(rules) => rules
                .components
                .iter()
                .any(|component| component.is_of_url()),
            Content::InBody { .. } => false,
            Content::Custom { outgoing_url, .. } => outgoing_url.is_some(),
        }
    }

    /// Whether the signature covers the body: *verified*, not merely *authenticated*.
    pub const fn signs_body(&self) -> bool {
        self.body_not_signed.is_none()
    }
}
