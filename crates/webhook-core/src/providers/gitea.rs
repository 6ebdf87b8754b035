//! Gitea, Forgejo, Gogs.
//!
//! - Documentation: <https://docs.gitea.com/usage/webhooks>
//! - go-gitea/gitea services/webhook/deliver.go (stored version)
//! - public receivers using X-Forgejo-*
//! - Five seconds to answer by default: go-gitea/gitea modules/setting/webhook.go

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Gitea, Forgejo, Gogs.
pub const GITEA: Scheme = Scheme::hmac_sha256("gitea", "x-gitea-signature")
    .documented(
        "Gitea, Forgejo, Gogs",
        "https://docs.gitea.com/usage/webhooks",
        Evidence::VendorSource,
    )
    .event_id(&[At::Header("x-gitea-delivery")])
    .event_type(&[At::Header("x-gitea-event")])
    .action(&[At::Json("/action")])
    .identity(Identity::IdAndContent(
        At::Header("x-gitea-delivery"),
        &[At::Header("x-gitea-event")],
    ))
    .facts(&["x-gitea-event-type"])
    .notes(&[
        "Choose application/json: of a form only the field payload is signed.",
        "Without a secret the signature is empty, and the delivery is refused here.",
    ])
    .response_deadline_secs(5);
