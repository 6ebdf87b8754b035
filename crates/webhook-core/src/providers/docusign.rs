//! DocuSign Connect.
//!
//! - Documentation: <https://developers.docusign.com/platform/webhooks/connect/validate/>
//! - The npm package `nuxt-webhook-validators` 0.2.12 validators/docusign.js
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{At, Encoding, Evidence, Scheme};

/// DocuSign Connect.
pub const DOCUSIGN: Scheme = Scheme::hmac_sha256("docusign", "x-docusign-signature-1")
    .documented(
        "DocuSign Connect",
        "https://developers.docusign.com/platform/webhooks/connect/validate/",
        Evidence::ThirdParty,
    )
    .further_signatures(&[
        "x-docusign-signature-2",
        "x-docusign-signature-3",
        "x-docusign-signature-4",
        "x-docusign-signature-5",
        "x-docusign-signature-6",
        "x-docusign-signature-7",
        "x-docusign-signature-8",
        "x-docusign-signature-9",
        "x-docusign-signature-10",
        "x-docusign-signature-11",
        "x-docusign-signature-12",
        "x-docusign-signature-13",
        "x-docusign-signature-14",
        "x-docusign-signature-15",
        "x-docusign-signature-16",
    ])
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/event")])
    .notes(&["One numbered header for each active key, of which the first sixteen are read."])
    .retry_horizon_secs(15 * 24 * 3600);
