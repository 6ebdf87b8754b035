//! Frontegg: API prehooks.
//!
//! - Documentation: <https://developers.frontegg.com/ciam/guides/integrations/api-prehooks>
//!
//! The page has the token checked by one call of a JWT library, which names no algorithm: HS256, the
//! default of a text secret, is the one that is accepted.

use crate::scheme::{Evidence, JwtRules, Scheme};

/// Frontegg, API prehooks.
pub const FRONTEGG: Scheme = Scheme::jwt_without_body(
    "frontegg",
    "x-webhook-secret",
    JwtRules::without_body().undated(),
)
.documented(
    "Frontegg (API prehooks)",
    "https://developers.frontegg.com/ciam/guides/integrations/api-prehooks",
    Evidence::VendorDocs,
)
.notes(&[
    "The token does not bind the body.",
    "Each prehook asks for a verdict, also one that equals an earlier one: use no_dedupe().",
]);
