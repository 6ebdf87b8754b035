//! `=<signature>` is no format.

use webhook_core::scheme::{Grammar, Scheme};

pub const ACME: Scheme =
    Scheme::hmac_sha256("acme", "acme-signature").grammar(Grammar::Pairs {
        separator: ',',
        signature: "",
    });

fn main() {}
