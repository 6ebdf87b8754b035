//! HCP Terraform / Terraform Enterprise notifications.
//!
//! - Documentation: <https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/notifications>
//! - <https://github.com/hashicorp/web-unified-docs/pull/866> (header named in the docs text)
//! - public code and doc excerpts found by the string X-TFE-Notification-Signature (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{Algorithm, Evidence, Scheme};

/// HCP Terraform / Terraform Enterprise notifications.
pub const TERRAFORM: Scheme = Scheme::hmac(
    Algorithm::HmacSha512,
    "terraform",
    "x-tfe-notification-signature",
)
.documented(
    "HCP Terraform / Terraform Enterprise notifications",
    "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/notifications",
    Evidence::VendorDocs,
);
