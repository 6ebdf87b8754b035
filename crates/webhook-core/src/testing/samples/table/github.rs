//! GitHub.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        provider: "github",
        name: "push",
        event_type: Some("push"),
        content_type: "application/json",
        headers: &[
            ("user-agent", "GitHub-Hookshot/044aadd"),
            ("x-github-hook-id", "292430182"),
            ("x-github-hook-installation-target-type", "repository"),
        ],
        body: include_str!("../github/push.json"),
    },
    Sample {
        provider: "github",
        name: "ping",
        event_type: Some("ping"),
        content_type: "application/json",
        headers: &[
            ("user-agent", "GitHub-Hookshot/044aadd"),
            ("x-github-hook-id", "292430182"),
            ("x-github-hook-installation-target-type", "repository"),
        ],
        body: include_str!("../github/ping.json"),
    },
    Sample {
        provider: "github",
        name: "issues.opened",
        event_type: Some("issues"),
        content_type: "application/json",
        headers: &[
            ("user-agent", "GitHub-Hookshot/044aadd"),
            ("x-github-hook-id", "292430182"),
            ("x-github-hook-installation-target-type", "repository"),
        ],
        body: include_str!("../github/issues.opened.json"),
    },
    Sample {
        provider: "github",
        name: "pull_request.opened",
        event_type: Some("pull_request"),
        content_type: "application/json",
        headers: &[
            ("user-agent", "GitHub-Hookshot/044aadd"),
            ("x-github-hook-id", "292430182"),
            ("x-github-hook-installation-target-type", "repository"),
        ],
        body: include_str!("../github/pull_request.opened.json"),
    },
    Sample {
        provider: "github",
        name: "release.published",
        event_type: Some("release"),
        content_type: "application/json",
        headers: &[
            ("user-agent", "GitHub-Hookshot/044aadd"),
            ("x-github-hook-id", "292430182"),
            ("x-github-hook-installation-target-type", "repository"),
        ],
        body: include_str!("../github/release.published.json"),
    },
    Sample {
        provider: "github",
        name: "workflow_run.completed",
        event_type: Some("workflow_run"),
        content_type: "application/json",
        headers: &[
            ("user-agent", "GitHub-Hookshot/044aadd"),
            ("x-github-hook-id", "292430182"),
            ("x-github-hook-installation-target-type", "repository"),
        ],
        body: include_str!("../github/workflow_run.completed.json"),
    },
    Sample {
        provider: "github",
        name: "star.created",
        event_type: Some("star"),
        content_type: "application/json",
        headers: &[
            ("user-agent", "GitHub-Hookshot/044aadd"),
            ("x-github-hook-id", "292430182"),
            ("x-github-hook-installation-target-type", "repository"),
        ],
        body: include_str!("../github/star.created.json"),
    },
];
