//! JFrog Artifactory.
//!
//! - Documentation: <https://jfrog.com/help/r/jfrog-platform-administration-documentation/webhooks>
//! - public code and doc excerpts found by the string X-JFrog-Event-Auth (JFrog Terraform provider
//!   text among the excerpts) (index gives no repository; several independent ones agree)

use crate::scheme::{At, Evidence, Scheme};

/// JFrog Artifactory.
pub const JFROG: Scheme = Scheme::hmac_sha256("jfrog", "x-jfrog-event-auth")
    .documented(
        "JFrog Artifactory",
        "https://jfrog.com/help/r/jfrog-platform-administration-documentation/webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event_type")])
    .notes(&[
        "For webhooks with \"use secret for payload signing\": otherwise the header holds the secret itself.",
    ]);
