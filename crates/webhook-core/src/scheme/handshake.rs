//! Handshakes: requests by which a provider checks the endpoint, answered by the layer.

/// A provider's endpoint check, answered after its signature was verified and never deduplicated.
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

/// A handshake is a small request; larger bodies are not searched for one.
pub(crate) const MAX_HANDSHAKE_BODY: usize = 4096;

impl Handshake {
    /// Answers `{when: equals, echo: text}` with `text`.
    pub const fn echo_json(when: &'static str, equals: &'static str, echo: &'static str) -> Self {
        Self::EchoJson { when, equals, echo }
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
