//! Handshakes: requests by which a provider checks the endpoint, answered by the layer.
//!
//! Those that are signed are answered once they are verified; those that cannot be, from their head.

/// A provider's endpoint check, never deduplicated and never shown to the handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Handshake {
    /// A JSON body whose member at `when` equals `equals` is answered 200 with the text at `echo`.
    EchoJson {
        /// Pointer of the deciding member.
        when: &'static str,
        /// Its value.
        equals: &'static str,
        /// Pointer of the text to send back as `text/plain`.
        echo: &'static str,
    },
    /// A JSON body whose member at `when` equals `equals` is answered with a fixed body.
    ReplyJson {
        /// Pointer of the deciding member.
        when: &'static str,
        /// Its value, as text.
        equals: &'static str,
        /// The status.
        status: u16,
        /// The body, JSON, or empty.
        body: &'static str,
    },
    /// A verified JSON body whose member at `when` equals `equals` is answered with the text at
    /// `token` and its signature (Zoom). The text is signed only if it could be no event.
    SignJson {
        /// Pointer of the deciding member.
        when: &'static str,
        /// Its value.
        equals: &'static str,
        /// Pointer of the text.
        token: &'static str,
        /// The answer's member for the text.
        plain: &'static str,
        /// The answer's member for the signature.
        signed: &'static str,
    },
    /// Unsigned: a `GET` is answered with the text of this parameter (Dropbox, Nylas).
    EchoQuery {
        /// The parameter's name.
        parameter: &'static str,
    },
    /// Unsigned: a `GET` with `hub.mode`, `hub.verify_token` and `hub.challenge` is answered with the
    /// challenge, if the token is the one that was agreed (Meta).
    Subscribe,
    /// Unsigned: a `GET` is answered with JSON that holds this header's text (Okta).
    EchoHeader {
        /// The header's name, lower case.
        header: &'static str,
        /// The answer's member.
        member: &'static str,
    },
    /// Unsigned: a `GET` is answered with JSON that holds the signature over this parameter (X). It
    /// is signed only if it could be no event.
    SignQuery {
        /// The parameter's name.
        parameter: &'static str,
        /// The answer's member.
        member: &'static str,
        /// What stands before the signature.
        prefix: &'static str,
    },
    /// Unsigned: a `HEAD` is answered 200 (Trello, Mandrill).
    Head,
}

/// How a handshake is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HandshakeAnswer {
    /// The status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
}

impl HandshakeAnswer {
    /// A 200 of plain text.
    pub(crate) fn text(body: String) -> Self {
        Self {
            status: 200,
            content_type: "text/plain; charset=utf-8",
            body,
        }
    }

    /// A 200 of a JSON object of texts.
    pub(crate) fn json(members: &[(&str, &str)]) -> Self {
        let members = members
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).into()));
        Self {
            status: 200,
            content_type: "application/json",
            body: serde_json::Value::Object(members.collect()).to_string(),
        }
    }
}

/// A handshake is a small request; larger bodies are not searched for one.
pub(crate) const MAX_HANDSHAKE_BODY: usize = 4096;

impl Handshake {
    /// Answers `{when: equals, echo: text}` with `text`.
    pub const fn echo_json(when: &'static str, equals: &'static str, echo: &'static str) -> Self {
        Self::EchoJson { when, equals, echo }
    }

    /// Whether it comes unsigned, as a `GET` or a `HEAD`.
    pub const fn is_unsigned(self) -> bool {
        matches!(
            self,
            Self::EchoQuery { .. }
                | Self::Subscribe
                | Self::EchoHeader { .. }
                | Self::SignQuery { .. }
                | Self::Head
        )
    }

    /// Answers `{when: equals}` with a fixed status and JSON body.
    pub const fn reply_json(
        when: &'static str,
        equals: &'static str,
        status: u16,
        body: &'static str,
    ) -> Self {
        assert!(
            status >= 200 && status < 300,
            "a handshake is answered with a 2xx"
        );
        Self::ReplyJson {
            when,
            equals,
            status,
            body,
        }
    }
}
