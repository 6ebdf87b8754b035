//! Supabase.
//!
//! - Documentation: <https://supabase.com/docs/guides/auth/auth-hooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub receivers via code search

use super::standard_webhooks::V1;
use crate::scheme::{Base64Prefix, Evidence, KeyFormat, Scheme, SuccessAnswer};

/// Supabase.
pub const SUPABASE: Scheme = V1
    .renamed("supabase", "Supabase")
    .documented(
        "Supabase",
        "https://supabase.com/docs/guides/auth/auth-hooks",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::Base64(Base64Prefix::Required("v1,whsec_")))
    .success_answer(SuccessAnswer::by_handler(
        "what Supabase goes on with, as JSON; the same for a duplicate",
    ));
