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
}

/// A handshake is a small request; larger bodies are not searched for one.
pub(crate) const MAX_HANDSHAKE_BODY: usize = 4096;

impl Handshake {
    /// Answers `{when: equals, echo: text}` with `text`.
    pub const fn echo_json(when: &'static str, equals: &'static str, echo: &'static str) -> Self {
        Self::EchoJson { when, equals, echo }
    }
}
