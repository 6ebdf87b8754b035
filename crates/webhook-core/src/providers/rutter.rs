//! Rutter.
//!
//! - Documentation: <https://docs.rutter.com/>
//! - Independent receivers found in public code; GitHub svix/svix-webhooks @4fc0cfb rutterConfig

use crate::scheme::{Encoding, Evidence, Grammar, Scheme};

/// Rutter.
pub const RUTTER: Scheme = Scheme::hmac_sha256("rutter", "x-rutter-signature")
    .documented("Rutter", "https://docs.rutter.com/", Evidence::ThirdParty)
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .encoding(Encoding::Base64)
    .notes(&["The secret is the client secret."]);
