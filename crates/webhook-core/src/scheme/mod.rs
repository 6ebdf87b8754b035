//! The declarative scheme: everything one provider's webhooks need, as `const` data.
//!
//! A [`Scheme`] is built once, in a `const`, and drives the [`Verifier`](crate::Verifier), the
//! [`Signer`](crate::Signer), the documentation and the tests. Mistakes that can be seen in the
//! data alone (an upper-case header name, an empty grammar, signed content without the body) do
//! not compile; the few that need the whole scheme are reported by `Verifier::new`.
//!
//! ```
//! use webhook_core::scheme::{At, Grammar, Identity, Part, Scheme};
//!
//! pub const ACME: Scheme = Scheme::hmac_sha256("acme", "acme-signature")
//!     .grammar(Grammar::Pairs { separator: ',', signature: "v1" })
//!     .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
//!     .timestamp(At::InSignature("t"))
//!     .event_id(&[At::Json("/id")])
//!     .identity(Identity::SignedId(At::Json("/id")));
//! ```

mod algorithm;
mod axes;
mod batch;
mod build;
mod check;
mod check_handshake;
mod content;
mod facts;
mod handshake;
mod identity;
mod in_body;
mod jwt;
mod keys;
mod message_signature;
mod placed;
mod qsh;
mod read;
mod start;
mod success;

pub use algorithm::Algorithm;
pub use axes::{At, Base64Prefix, Encoding, Grammar, KeyFormat, TimeUnit};
pub use batch::Batch;
pub(crate) use batch::Name;
pub use content::{Content, ContentFn, CustomContent, OutgoingUrlFn, Part, TailFn};
pub use facts::{Configured, Evidence, SecretHint, Stamped, Statuses};
pub use handshake::{Challenge, Handshake, MAX_HANDSHAKE_BODY, Reply, When};
pub use identity::Identity;
pub(crate) use in_body::Signed as InBodySigned;
pub use in_body::{InBodyFn, Keyed, SignBodyFn};
pub use jwt::{BodyClaim, ClaimRule, HashForm, JwtRules, UrlClaim};
pub use keys::{KeyFetch, KeyForm, KeyHints, KeyId, KeyUrl, KeyUrlFn};
pub use message_signature::{Component, MessageRules};
pub use placed::SecretPlace;
pub use success::SuccessAnswer;

/// One provider's webhook format, as data.
///
/// Built with `const` methods starting at [`Scheme::hmac_sha256`] or [`Scheme::hmac`]; see the
/// [module documentation](self) for an example. Copying a scheme copies a few hundred bytes of
/// references and happens at start-up only.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) docs: &'static str,
    pub(crate) evidence: Evidence,
    pub(crate) algorithm: Algorithm,
    pub(crate) key_format: KeyFormat,
    pub(crate) keys: Option<KeyFetch>,
    pub(crate) configured: Option<Configured>,
    pub(crate) bound: Option<At>,
    pub(crate) secret_hints: &'static [SecretHint],
    pub(crate) header: &'static str,
    pub(crate) further_headers: &'static [&'static str],
    pub(crate) fixed_headers: &'static [(&'static str, &'static str)],
    pub(crate) sent_headers: &'static [(&'static str, &'static str)],
    pub(crate) key_id_header: Option<&'static str>,
    pub(crate) sent_named: &'static [&'static str],
    pub(crate) header_alias: Option<(&'static str, &'static str)>,
    pub(crate) signature_at: &'static [At],
    pub(crate) secret_in_content: Option<SecretPlace>,
    pub(crate) grammar: Grammar,
    pub(crate) encoding: Encoding,
    pub(crate) content: Content,
    pub(crate) prehashed: bool,
    pub(crate) body_not_signed: Option<&'static str>,
    pub(crate) timestamp: Option<At>,
    pub(crate) time_unit: TimeUnit,
    pub(crate) tolerance_secs: u32,
    pub(crate) stamped: Stamped,
    pub(crate) methods: &'static [&'static str],
    pub(crate) body_limit: usize,
    pub(crate) event_id: &'static [At],
    pub(crate) event_type: &'static [At],
    pub(crate) action: &'static [At],
    pub(crate) attempt: Option<At>,
    pub(crate) identity: Identity,
    pub(crate) facts: &'static [&'static str],
    pub(crate) batch: Option<Batch>,
    pub(crate) notes: &'static [&'static str],
    pub(crate) handshakes: &'static [Handshake],
    pub(crate) bare_refusals: bool,
    pub(crate) retry_horizon_secs: Option<u32>,
    pub(crate) response_deadline_secs: Option<u32>,
    pub(crate) final_statuses: &'static [Statuses],
    pub(crate) success_answer: SuccessAnswer,
    pub(crate) sources: &'static [&'static str],
}
