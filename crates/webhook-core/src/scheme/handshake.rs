//! Handshakes: requests by which a provider checks the endpoint, answered by the layer.
//!
//! Each is data: which requests are one, where their challenge stands, and what is answered.

use super::At;

/// A provider's endpoint check, never deduplicated and never shown to the handler.
///
/// ```
/// use webhook_core::scheme::{At, Challenge, Handshake, Reply, When};
///
/// const ECHO: Handshake = Handshake {
///     when: When::Get,
///     challenge: Challenge::Token(At::Query("challenge")),
///     reply: Reply::Text,
/// };
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// Which requests are one.
    pub when: When,
    /// What such a request brings to be sent back.
    pub challenge: Challenge,
    /// What is answered.
    pub reply: Reply,
}

/// Which requests are an endpoint check.
///
/// Those that come unsigned are answered from their head; only where a provider puts the challenge
/// into the body of an unsigned post ([`When::Post`], [`When::PostMember`], [`When::FirstUse`]) is
/// that body read, up to 4 KiB of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// Unsigned: every `HEAD` (Trello, Mandrill).
    Head,
    /// Unsigned: a `GET` with the challenge (Dropbox, Okta, X).
    Get,
    /// Unsigned: a `GET` with the challenge, these parameters, and the token that was agreed with the
    /// provider in the parameter `token` (Meta).
    GetAgreed {
        /// The parameter of the token.
        token: &'static str,
        /// Parameters and their values.
        with: &'static [(&'static str, &'static str)],
    },
    /// A `GET` whose challenge is one of the secrets, for a provider that sends its token there too
    /// (Acrobat Sign).
    GetSecret,
    /// Unsigned: WebSub's `GET` with a `hub.mode`, which asks whether a subscription is meant. A
    /// `subscribe` is confirmed for the topics that are wanted, an `unsubscribe` for all others; the
    /// rest is answered 404.
    GetTopic,
    /// Unsigned: an `OPTIONS` whose challenge is an origin that is allowed to deliver (CloudEvents).
    Options,
    /// A `POST` with the challenge, signed or not (Microsoft Graph, Smartsheet, monday.com).
    Post,
    /// A `POST`, signed or not, of JSON with this text at this pointer (Smartcar).
    PostMember(&'static str, &'static str),
    /// A verified delivery of JSON with this text at this pointer (Slack, Discord, Zoom).
    VerifiedMember(&'static str, &'static str),
    /// A verified delivery of JSON with an empty array at this pointer (Xero).
    VerifiedEmpty(&'static str),
    /// An unsigned `POST` whose challenge is the endpoint's secret, sent once (Asana, Notion). It is
    /// kept by a [`SecretSink`](crate::SecretSink) before it is answered, or refused.
    FirstUse,
    /// Every verified delivery: the reply, a header, is added to whatever the handler answers
    /// (Acrobat Sign).
    EveryDelivery,
}

/// Where a challenge stands, and its form. A text of another form is no challenge, so that what is
/// sent back is no markup, and what is signed no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Challenge {
    /// There is none.
    None,
    /// Up to 512 letters, digits and `-_.~=`.
    Token(At),
    /// As a token, with blanks and `:+/,` too (Microsoft's sentences); never signed.
    Text(At),
    /// A UUID (LinkedIn).
    Uuid(At),
    /// 20 to 32 lower-case hexadecimal digits (Braintree).
    Hex(At),
}

/// What an endpoint check is answered with; 200 unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reply {
    /// The challenge as `text/plain`.
    Text,
    /// JSON with the challenge as this member.
    Json(&'static str),
    /// The challenge in this header, without a body.
    Header(&'static str),
    /// The challenge in this header and as this member of JSON (Smartsheet).
    HeaderAndJson(&'static str, &'static str),
    /// JSON with the challenge's signature, under the key of events.
    Signed {
        /// The member for the challenge itself, if the provider wants it.
        plain: Option<&'static str>,
        /// The member for the signature.
        signed: &'static str,
        /// What stands before the signature.
        prefix: &'static str,
    },
    /// `key id|signature` as `text/plain`: the challenge's signature under the key of events, behind
    /// what [`Secret::key_id`](crate::Secret::key_id) says (Braintree).
    SignedPair,
    /// JSON whose member is the hexadecimal SHA-256 of the challenge, the token that was agreed and
    /// the public URL (eBay).
    Hashed(&'static str),
    /// The origin in `WebHook-Allowed-Origin` and the rate in `WebHook-Allowed-Rate` (CloudEvents).
    Origin,
    /// A fixed body, JSON, or none.
    Fixed {
        /// The status.
        status: u16,
        /// The body.
        body: &'static str,
    },
}

/// A handshake is a small request; larger bodies are not searched for one.
pub const MAX_HANDSHAKE_BODY: usize = 4096;

impl Challenge {
    /// Where it stands.
    pub const fn place(self) -> Option<At> {
        match self {
            Self::None => None,
            Self::Token(at) | Self::Text(at) | Self::Uuid(at) | Self::Hex(at) => Some(at),
        }
    }
}

impl Reply {
    /// Whether it holds a signature under the key of events.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Signed { .. } | Self::SignedPair)
    }
}

impl Handshake {
    /// Whether it comes in a request other than a `POST`, which must be routed to the layer too.
    pub const fn is_no_post(self) -> bool {
        matches!(
            self.when,
            When::Head
                | When::Get
                | When::GetAgreed { .. }
                | When::GetSecret
                | When::GetTopic
                | When::Options
        )
    }

    /// Whether it comes in a `POST` that need not be signed.
    pub const fn is_unsigned_post(self) -> bool {
        matches!(
            self.when,
            When::Post | When::PostMember(..) | When::FirstUse
        )
    }

    /// Whether only the body shows it.
    pub const fn is_in_body(self) -> bool {
        matches!(self.when, When::PostMember(..))
            || matches!(self.challenge.place(), Some(At::Json(_)))
    }
}
