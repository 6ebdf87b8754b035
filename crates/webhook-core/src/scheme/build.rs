//! The `const` builder of [`Scheme`]: how it goes on after its start.

use super::{
    Algorithm, At, Batch, Content, ContentFn, Encoding, Evidence, Grammar, Handshake, Identity,
    KeyFormat, OutgoingUrlFn, Part, Scheme, SecretHint, TimeUnit, check, check_handshake,
};

impl Scheme {
    /// Gives the scheme a new name, for a provider that shares another one's format.
    pub const fn renamed(mut self, name: &'static str, title: &'static str) -> Self {
        assert!(!name.is_empty(), "a scheme needs a name");
        self.name = name;
        self.title = title;
        self
    }

    /// Exchanges the algorithm, for a form that exists with several.
    pub const fn signed_with(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = algorithm;
        self
    }

    /// Moves the signature to another header, for a provider that renamed a family's headers.
    ///
    /// # Panics
    /// As [`Scheme::hmac_sha256`].
    pub const fn signature_from(mut self, header: &'static str) -> Self {
        check::header_name(header);
        self.header = header;
        self
    }

    /// Further headers of the signature's form, for a provider that sends one for each of its keys
    /// (DocuSign: `x-docusign-signature-1`, `-2`, …). Any one of them suffices.
    pub const fn further_signatures(mut self, headers: &'static [&'static str]) -> Self {
        check::header_names(headers);
        self.further_headers = headers;
        self
    }

    /// Headers by which the provider names the form of its signature, with the values that this
    /// scheme is about. A request that lacks one, or says anything else there, is refused.
    pub const fn fixed_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        check::fixed_headers(headers);
        self.fixed_headers = headers;
        self
    }

    /// Headers that a sender chooses and its content depends on (Contentful's list of signed
    /// headers): what the [`Signer`](crate::Signer) sends where the message has none.
    pub const fn sent_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        check::fixed_headers(headers);
        self.sent_headers = headers;
        self
    }

    /// The header in which the provider names the key that it signed with. A secret that has a
    /// [key id](crate::Secret::key_id) then counts for no request that names another key, or none.
    ///
    /// # Panics
    /// As [`Scheme::hmac_sha256`].
    pub const fn key_id_header(mut self, header: &'static str) -> Self {
        check::header_name(header);
        self.key_id_header = Some(header);
        self
    }

    /// The headers that a sender names in its signature header ([`Part::NamedHeaders`]): the
    /// [`Signer`](crate::Signer) names those of them that the message has.
    pub const fn sent_named(mut self, headers: &'static [&'static str]) -> Self {
        check::header_names(headers);
        self.sent_named = headers;
        self
    }

    /// The provider's name as it writes it, the page these facts come from, and how good they are.
    pub const fn documented(
        mut self,
        title: &'static str,
        docs: &'static str,
        evidence: Evidence,
    ) -> Self {
        self.title = title;
        self.docs = docs;
        self.evidence = evidence;
        self
    }

    /// How the secret's text becomes key bytes; by default its own bytes.
    pub const fn key_format(mut self, format: KeyFormat) -> Self {
        self.key_format = format;
        self
    }

    /// Credentials that get pasted by mistake, each refused at start-up with its fix.
    pub const fn secret_hints(mut self, hints: &'static [SecretHint]) -> Self {
        self.secret_hints = hints;
        self
    }

    /// A second family of header names: every header that starts with `prefix` may be sent with
    /// `alias` in its place, all of them together (Svix: `svix-` and `webhook-`). The first family
    /// wins where a request carries both signature headers; they are never mixed.
    pub const fn header_alias(mut self, prefix: &'static str, alias: &'static str) -> Self {
        assert!(!prefix.is_empty(), "an aliased prefix is empty");
        check::header_name(prefix);
        check::header_name(alias);
        self.header_alias = Some((prefix, alias));
        self
    }

    /// The form of the signature header; by default the whole value, without prefix.
    ///
    /// # Panics
    /// On an empty key, version or tag.
    pub const fn grammar(mut self, grammar: Grammar) -> Self {
        match grammar {
            Grammar::Whole { .. }
            | Grammar::HttpSignature { .. }
            | Grammar::List { .. }
            | Grammar::PrefixedList { .. }
            | Grammar::TimestampFirst { .. } => {}
            Grammar::KeyedList { tag, .. } => {
                assert!(!tag.is_empty(), "the algorithm's tag is empty");
            }
            Grammar::Pairs { signature, .. } | Grammar::PairGroups { signature } => {
                assert!(!signature.is_empty(), "the signature's key is empty");
            }
            Grammar::Base64Json { signature } => {
                assert!(!signature.is_empty(), "the signature's name is empty");
            }
            Grammar::Credentials { words, .. } => {
                assert!(!words.is_empty(), "the credentials have no first word");
            }
            Grammar::VersionedList { version } => {
                assert!(!version.is_empty(), "the version is empty");
            }
        }
        self.grammar = grammar;
        self
    }

    /// The text form of signatures; by default [`Encoding::Hex`].
    pub const fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// What is signed, part by part; by default the body alone.
    ///
    /// # Panics
    /// If neither the body nor its hash is among the parts, unless [`Scheme::body_not_signed`] was
    /// called first.
    pub const fn content(mut self, parts: &'static [Part]) -> Self {
        check::template(parts, self.body_not_signed.is_some());
        self.content = Content::Template(parts);
        self
    }

    /// What is signed is the content's SHA-256, which the algorithm then hashes again (Bridge).
    ///
    /// # Panics
    /// For other algorithms than RSA and ECDSA.
    pub const fn prehashed(mut self) -> Self {
        assert!(
            matches!(
                self.algorithm,
                Algorithm::RsaSha256 | Algorithm::RsaPssSha512 | Algorithm::EcdsaP256Sha256
            ),
            "only a content under RSA or ECDSA is hashed twice"
        );
        self.prehashed = true;
        self
    }

    /// What is signed, by function; see [`Content::Custom`]. For a content without the URL.
    pub const fn custom_content(mut self, begin: ContentFn) -> Self {
        self.content = Content::Custom {
            begin,
            outgoing_url: None,
        };
        self
    }

    /// As [`Scheme::custom_content`], for a content with the public URL, which the sender may extend.
    pub const fn custom_content_with_url(
        mut self,
        begin: ContentFn,
        outgoing_url: OutgoingUrlFn,
    ) -> Self {
        self.content = Content::Custom {
            begin,
            outgoing_url: Some(outgoing_url),
        };
        self
    }

    /// Declares that this provider really leaves the body unsigned, and why that is believed.
    /// Deliveries are then *authenticated*, not verified, and say so.
    pub const fn body_not_signed(mut self, why: &'static str) -> Self {
        assert!(!why.is_empty(), "say why the body is not signed");
        self.body_not_signed = Some(why);
        self
    }

    /// Where the signed timestamp is. It is required and checked against the tolerance, unless it is
    /// the time of an event that is retried for longer: see [`Stamped`](super::Stamped).
    pub const fn timestamp(mut self, at: At) -> Self {
        check::place(at);
        assert!(
            matches!(
                at,
                At::Header(_) | At::InSignature(_) | At::Json(_) | At::Form(_)
            ),
            "a timestamp stands in a header, in the signature header or in the signed body"
        );
        self.timestamp = Some(at);
        self
    }

    /// The form of the timestamp; by default Unix seconds.
    pub const fn time_unit(mut self, unit: TimeUnit) -> Self {
        self.time_unit = unit;
        self
    }

    /// How far the timestamp may lie in the past or the future, in seconds; by default 300.
    pub const fn tolerance_secs(mut self, seconds: u32) -> Self {
        assert!(seconds > 0, "a tolerance of zero refuses every delivery");
        self.tolerance_secs = seconds;
        self
    }

    /// Accepted methods, upper case; by default `POST`.
    pub const fn methods(mut self, methods: &'static [&'static str]) -> Self {
        assert!(!methods.is_empty(), "a scheme needs a method");
        self.methods = methods;
        self
    }

    /// The largest body the provider sends, in bytes; by default 2 MiB.
    pub const fn body_limit(mut self, bytes: usize) -> Self {
        assert!(bytes > 0, "a body limit of zero refuses every delivery");
        self.body_limit = bytes;
        self
    }

    /// Where users find the event's id; the first place that holds one wins.
    pub const fn event_id(mut self, places: &'static [At]) -> Self {
        check::places(places);
        self.event_id = places;
        self
    }

    /// Where users find the event's type; the first place that holds one wins.
    pub const fn event_type(mut self, places: &'static [At]) -> Self {
        check::places(places);
        self.event_type = places;
        self
    }

    /// Where the event's action stands, for providers whose type alone does not say what happened
    /// (GitHub: `issues`, and in it `opened`); the first place that holds one wins.
    pub const fn action(mut self, places: &'static [At]) -> Self {
        check::places(places);
        self.action = places;
        self
    }

    /// Where the provider counts its attempts, from 0 or 1 as it likes.
    pub const fn attempt(mut self, at: At) -> Self {
        check::place(at);
        self.attempt = Some(at);
        self
    }

    /// What deduplicates; by default [`Identity::Content`].
    pub const fn identity(mut self, identity: Identity) -> Self {
        match identity {
            Identity::SignedId(at) => check::place(at),
            Identity::IdAndContent(at, with) => {
                check::place(at);
                check::places(with);
            }
            Identity::Content => {}
        }
        self.identity = identity;
        self
    }

    /// Further headers that handlers read from a `Delivery`. They are not signed unless the
    /// content says so.
    pub const fn facts(mut self, headers: &'static [&'static str]) -> Self {
        check::header_names(headers);
        self.facts = headers;
        self
    }

    /// Where the items of a batch stand, for a provider that sends several events in one request.
    pub const fn batch(mut self, batch: Batch) -> Self {
        self.batch = Some(batch);
        self
    }

    /// What whoever receives from this provider should know, a sentence each, for its page.
    pub const fn notes(mut self, notes: &'static [&'static str]) -> Self {
        self.notes = notes;
        self
    }

    /// The endpoint checks that the layer answers; the first that a request is one of counts.
    ///
    /// # Panics
    /// For a check that cannot be answered as it says: without a challenge to send back, with one
    /// that only the body holds where no body is read, or with a wide one that would be signed.
    pub const fn handshakes(mut self, handshakes: &'static [Handshake]) -> Self {
        check_handshake::handshakes(handshakes);
        self.handshakes = handshakes;
        self
    }

    /// The provider wants its answers without a body, refusals too (Xero).
    pub const fn bare_refusals(mut self) -> Self {
        self.bare_refusals = true;
        self
    }

    /// For how long the provider retries a delivery, in seconds, 0 if it never does; by default not
    /// known, which counts as 72 hours. Done records are kept 1.5 times as long, 24 hours at least, and for 5 days where
    /// the horizon is not known.
    pub const fn retry_horizon_secs(mut self, seconds: u32) -> Self {
        self.retry_horizon_secs = Some(seconds);
        self
    }

    /// How long the provider waits for an answer, in seconds; by default not known.
    pub const fn response_deadline_secs(mut self, seconds: u32) -> Self {
        self.response_deadline_secs = Some(seconds);
        self
    }
}
