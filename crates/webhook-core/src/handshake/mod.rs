//! How endpoint checks are answered: from a challenge and what was agreed, to the answer.
//!
//! Which requests are one is decided where they are read: [`Verifier::greet`](crate::Verifier::greet)
//! for those that come unsigned, [`Verified::handshake`](crate::Verified::handshake) for the others.

mod agreed;
mod answer;
mod challenge;
mod first_use;
mod oracle;
mod unsigned;
mod verified;

pub use agreed::Agreed;
pub use answer::HandshakeAnswer;
pub(crate) use answer::{Means, reply};
pub(crate) use challenge::{is_one, text};
pub use first_use::FirstUse;
pub(crate) use oracle::forbidden_body;
pub(crate) use unsigned::posted;
