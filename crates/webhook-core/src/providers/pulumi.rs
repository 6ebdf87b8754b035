//! Pulumi Cloud.
//!
//! - Documentation: <https://www.pulumi.com/docs/pulumi-cloud/webhooks/>
//! - GitHub pulumi/examples `aws-ts-pulumi-webhooks/index.ts` (official example)

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Pulumi Cloud.
pub const PULUMI: Scheme = Scheme::hmac_sha256("pulumi", "pulumi-webhook-signature")
    .documented(
        "Pulumi Cloud",
        "https://www.pulumi.com/docs/pulumi-cloud/webhooks/",
        Evidence::VendorSource,
    )
    .event_id(&[At::Header("pulumi-webhook-id")])
    .event_type(&[At::Header("pulumi-webhook-kind")])
    .identity(Identity::IdAndContent(
        At::Header("pulumi-webhook-id"),
        &[At::Header("pulumi-webhook-kind")],
    ));
