//! GitLab (secret token).
//!
//! - Documentation: <https://docs.gitlab.com/user/project/integrations/webhooks/>
//! - gitlabhq/gitlabhq doc/user/project/integrations/webhooks.md (old stored version)
//! - gitlabhq lib/gitlab/web_hooks.rb header constants
//! - Ten seconds to answer by default: <https://gitlab.com/gitlab-org/gitlab/-/issues/356867>
//! - sample request headers in GitLab API docs

use crate::scheme::{At, Evidence, Identity, Scheme};

/// GitLab (secret token).
pub const GITLAB_TOKEN: Scheme = Scheme::token("gitlab-token", "x-gitlab-token")
    .documented(
        "GitLab (secret token)",
        "https://docs.gitlab.com/user/project/integrations/webhooks/",
        Evidence::VendorDocs,
    )
    .event_id(&[At::Header("idempotency-key")])
    .event_type(&[At::Header("x-gitlab-event")])
    // https://docs.gitlab.com/user/project/integrations/webhook_events/
    .action(&[At::Json("/object_attributes/action")])
    .identity(Identity::IdAndContent(
        At::Header("idempotency-key"),
        &[At::Header("x-gitlab-event")],
    ))
    .notes(&[
        "The token is sent as it is; where GitLab offers a signing token, use gitlab.",
        "X-Gitlab-Webhook-UUID names the hook and never a delivery.",
    ])
    .facts(&[
        "x-gitlab-event-uuid",
        "x-gitlab-instance",
        "x-gitlab-webhook-uuid",
    ])
    .response_deadline_secs(10);
