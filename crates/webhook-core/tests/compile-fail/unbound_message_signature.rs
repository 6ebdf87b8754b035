//! A message signature without the body's digest protects nothing of the body.

use webhook_core::scheme::{Algorithm, Component, MessageRules, Scheme};

pub const ACME: Scheme = Scheme::message_signature(
    Algorithm::Ed25519,
    "acme",
    MessageRules::new(&[Component::Method, Component::Path]),
);

fn main() {}
