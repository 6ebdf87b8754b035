//! The provider table: one small file of data each.
//!
//! ```
//! use webhook_core::providers;
//!
//! let stripe = providers::by_name("stripe").unwrap();
//! assert_eq!(stripe.signature_header(), "stripe-signature");
//! ```

use crate::scheme::Scheme;

macro_rules! providers {
    ($($file:ident: $scheme:ident,)*) => {
        $(mod $file;)*
        $(pub use $file::$scheme;)*

        /// Every provider of this build, the best known first.
        pub const ALL: &[Scheme] = &[$($scheme),*];
    };
}

providers! {
    stripe: STRIPE,
    github: GITHUB,
    shopify: SHOPIFY,
    slack: SLACK,
    twilio: TWILIO,
    standard_webhooks: STANDARD_WEBHOOKS,
    svix: SVIX,
    clerk: CLERK,
    resend: RESEND,
    openai: OPENAI,
    anthropic: ANTHROPIC,
    replicate: REPLICATE,
    liveblocks: LIVEBLOCKS,
    lithic: LITHIC,
    polar: POLAR,
    finch: FINCH,
}

/// The provider of this slug.
pub fn by_name(name: &str) -> Option<Scheme> {
    ALL.iter().find(|scheme| scheme.name() == name).copied()
}
