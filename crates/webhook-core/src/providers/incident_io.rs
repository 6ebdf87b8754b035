//! incident.io.
//!
//! - Documentation: <https://api-docs.incident.io/tag/Webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/incidentio.ts` (independent
//!   verifier)
//! - GitHub svix/svix-webhooks @4fc0cfb `javascript/src/models/ingestSourceIn.ts` (Svix Ingest
//!   treats it as a Svix sender)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// incident.io.
pub const INCIDENT_IO: Scheme = V1.renamed("incident-io", "incident.io").documented(
    "incident.io",
    "https://api-docs.incident.io/tag/Webhooks",
    Evidence::ThirdParty,
);
