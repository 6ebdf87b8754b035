//! Datadog webhooks.
//!
//! - Documentation: <https://docs.datadoghq.com/integrations/webhooks/>
//! - docs.datadoghq.com integrations/webhooks (es)
//! - docs.datadoghq.com API webhooks-integration
//! - api-evangelist catalog

use crate::scheme::{Evidence, Scheme, Statuses};

/// Datadog webhooks.
pub const DATADOG: Scheme = Scheme::token("datadog", "authorization")
    .documented(
        "Datadog webhooks",
        "https://docs.datadoghq.com/integrations/webhooks/",
        Evidence::VendorDocs,
    )
    .notes(&[
        "Add Authorization as a custom header; the secret is its whole value.",
        "The payload is a template of yours. A 4xx is never retried.",
    ])
    .response_deadline_secs(15)
    .final_statuses(Statuses::CLIENT_ERRORS);
