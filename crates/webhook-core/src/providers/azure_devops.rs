//! Azure DevOps service hooks.
//!
//! - Documentation: <https://learn.microsoft.com/azure/devops/service-hooks/services/webhooks>
//! - MicrosoftDocs/azure-devops-docs docs/service-hooks/services/webhooks.md (2024-08)

use crate::scheme::{At, Evidence, Scheme};

/// Azure DevOps service hooks.
pub const AZURE_DEVOPS: Scheme = Scheme::basic("azure-devops")
    .documented(
        "Azure DevOps service hooks",
        "https://learn.microsoft.com/azure/devops/service-hooks/services/webhooks",
        Evidence::VendorDocs,
    )
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/eventType")])
    .notes(&["Credentials are sent over https only."]);
