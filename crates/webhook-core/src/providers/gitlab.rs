//! GitLab (signing token).
//!
//! - Documentation: <https://gitlab.com/gitlab-org/gitlab/-/merge_requests/230944>
//! - GitLab MR 230944 (backend) and MR 231325 (API)
//! - Headers that every hook has: GitHub gitlabhq/gitlabhq @017a6c1
//!   `app/services/web_hook_service.rb`, `lib/gitlab/web_hooks.rb`
//! - Ten seconds to answer by default: <https://gitlab.com/gitlab-org/gitlab/-/issues/356867>
//! - crate webhook-verify source (says GitLab 19.0+ signing tokens)

use super::standard_webhooks::V1;
use crate::scheme::{At, Base64Prefix, Evidence, KeyFormat, Scheme};

/// GitLab (signing token).
pub const GITLAB: Scheme = V1
    .renamed("gitlab", "GitLab (signing token)")
    .documented(
        "GitLab (signing token)",
        "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/230944",
        Evidence::VendorDocs,
    )
    .key_format(KeyFormat::Base64(Base64Prefix::Required("whsec_")))
    .event_type(&[At::Header("x-gitlab-event")])
    // https://docs.gitlab.com/user/project/integrations/webhook_events/
    .action(&[At::Json("/object_attributes/action")])
    .notes(&[
        "Needs the signing token of GitLab 18.11 and later; the plain X-Gitlab-Token is not a signature.",
    ])
    .facts(&[
        "idempotency-key",
        "x-gitlab-event-uuid",
        "x-gitlab-instance",
        "x-gitlab-webhook-uuid",
    ])
    .response_deadline_secs(10);
