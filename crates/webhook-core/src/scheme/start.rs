//! Where a [`Scheme`] starts: one constructor for each way in which providers sign.

use super::{
    Algorithm, Content, Encoding, Evidence, Grammar, Identity, InBodyFn, JwtRules, KeyFormat, Part,
    Scheme, SignBodyFn, Stamped, SuccessAnswer, TimeUnit, check,
};

/// Tolerance when a scheme says nothing else: five minutes, what most vendors' SDKs use.
const DEFAULT_TOLERANCE_SECS: u32 = 300;
/// Body limit when a scheme says nothing else: 2 MiB.
const DEFAULT_BODY_LIMIT: usize = 2 * 1024 * 1024;

impl Scheme {
    /// Starts a scheme signed with HMAC-SHA256, its hex signature alone in `header`, over the body.
    ///
    /// `name` is the slug by which the provider is selected, shown and namespaced; `header` is the
    /// signature header in lower case.
    ///
    /// # Panics
    /// In a `const`, panics are compile errors: for an empty name or an upper-case header name.
    pub const fn hmac_sha256(name: &'static str, header: &'static str) -> Self {
        Self::hmac(Algorithm::HmacSha256, name, header)
    }

    /// Starts a scheme signed with the given algorithm; otherwise as [`Scheme::hmac_sha256`].
    ///
    /// # Panics
    /// As [`Scheme::hmac_sha256`].
    pub const fn hmac(algorithm: Algorithm, name: &'static str, header: &'static str) -> Self {
        assert!(!name.is_empty(), "a scheme needs a name");
        check::header_name(header);
        Self {
            name,
            title: name,
            docs: "",
            evidence: Evidence::Own,
            algorithm,
            key_format: KeyFormat::Utf8,
            keys: None,
            configured: None,
            bound: None,
            secret_hints: &[],
            header,
            further_headers: &[],
            fixed_headers: &[],
            sent_headers: &[],
            key_id_header: None,
            sent_named: &[],
            header_alias: None,
            signature_at: &[],
            secret_in_content: None,
            grammar: Grammar::Whole { prefix: "" },
            encoding: Encoding::Hex,
            content: Content::Template(&[Part::Body]),
            prehashed: false,
            body_not_signed: None,
            timestamp: None,
            time_unit: TimeUnit::Seconds,
            tolerance_secs: DEFAULT_TOLERANCE_SECS,
            stamped: Stamped::Unknown,
            methods: &["POST"],
            body_limit: DEFAULT_BODY_LIMIT,
            event_id: &[],
            event_type: &[],
            action: &[],
            attempt: None,
            identity: Identity::Content,
            facts: &[],
            batch: None,
            notes: &[],
            handshakes: &[],
            bare_refusals: false,
            retry_horizon_secs: None,
            response_deadline_secs: None,
            final_statuses: &[],
            success_answer: SuccessAnswer::Any,
            sources: &[],
        }
    }

    /// Starts a scheme without a signature: the secret itself stands in `header`, and the body is
    /// *authenticated*, not verified.
    ///
    /// # Panics
    /// As [`Scheme::hmac_sha256`].
    pub const fn token(name: &'static str, header: &'static str) -> Self {
        Self::hmac(Algorithm::Token, name, header)
            .encoding(Encoding::Plain)
            .body_not_signed("the provider sends a shared token and signs nothing")
            .content(&[])
    }

    /// Starts a scheme of HTTP's Basic authentication, whose secret is `user:password`; otherwise
    /// as [`Scheme::token`].
    ///
    /// # Panics
    /// As [`Scheme::hmac_sha256`].
    pub const fn basic(name: &'static str) -> Self {
        Self::token(name, "authorization")
            .grammar(Grammar::Whole { prefix: "Basic " })
            .encoding(Encoding::PlainBase64)
    }

    /// Starts a scheme whose signature stands inside the body: `verify` finds it, `sign` puts it there.
    ///
    /// # Panics
    /// For an empty name.
    pub const fn in_body(
        algorithm: Algorithm,
        name: &'static str,
        verify: InBodyFn,
        sign: SignBodyFn,
    ) -> Self {
        let mut scheme = Self::hmac(algorithm, name, "-");
        scheme.header = "";
        scheme.content = Content::InBody { verify, sign };
        scheme
    }

    /// Starts a scheme signed with a JSON Web Token under HS256, alone in `header`.
    ///
    /// # Panics
    /// As [`Scheme::jwt`].
    pub const fn jwt_hs256(name: &'static str, header: &'static str, rules: JwtRules) -> Self {
        Self::jwt(Algorithm::JwtHs256, name, header, rules)
    }

    /// Starts a scheme signed with a JSON Web Token, alone in `header`.
    ///
    /// # Panics
    /// As [`Scheme::hmac_sha256`], for an algorithm that makes no tokens, and for rules without the
    /// body: that is [`Scheme::jwt_without_body`].
    pub const fn jwt(
        algorithm: Algorithm,
        name: &'static str,
        header: &'static str,
        rules: JwtRules,
    ) -> Self {
        assert!(rules.body.is_some(), "the token does not bind the body");
        Self::any_jwt(algorithm, name, header, rules)
    }

    /// Starts a scheme whose body is a JSON Web Token: what happened stands in its claims, which
    /// [`At::Claim`](super::At::Claim) reads.
    ///
    /// # Panics
    /// As [`Scheme::hmac`], and for an algorithm that makes no tokens.
    pub const fn jwt_in_body(algorithm: Algorithm, name: &'static str, rules: JwtRules) -> Self {
        let mut scheme = Self::any_jwt(algorithm, name, "-", rules);
        scheme.header = "";
        scheme
    }

    /// As [`Scheme::jwt_hs256`], for a token that does not bind the body.
    ///
    /// # Panics
    /// As [`Scheme::hmac_sha256`].
    pub const fn jwt_without_body(
        name: &'static str,
        header: &'static str,
        rules: JwtRules,
    ) -> Self {
        Self::any_jwt(Algorithm::JwtHs256, name, header, rules)
            .body_not_signed("the provider's token does not bind it")
    }

    const fn any_jwt(
        algorithm: Algorithm,
        name: &'static str,
        header: &'static str,
        rules: JwtRules,
    ) -> Self {
        assert!(algorithm.is_jwt(), "the algorithm makes no tokens");
        let mut scheme = Self::hmac(algorithm, name, header).encoding(Encoding::Jwt);
        scheme.content = Content::Jwt(rules);
        scheme
    }
}
