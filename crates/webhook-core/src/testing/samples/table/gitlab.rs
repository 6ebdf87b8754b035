//! GitLab, by signing token and by secret token.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    PUSH.of("gitlab"),
    MERGE_REQUEST.of("gitlab"),
    ISSUE.of("gitlab"),
    NOTE.of("gitlab"),
    PIPELINE.of("gitlab"),
    PROJECT_CREATE.of("gitlab"),
    PUSH.of("gitlab-token"),
    MERGE_REQUEST.of("gitlab-token"),
    ISSUE.of("gitlab-token"),
    NOTE.of("gitlab-token"),
    PIPELINE.of("gitlab-token"),
    PROJECT_CREATE.of("gitlab-token"),
];

/// An event, however it is authenticated.
struct Hook {
    name: &'static str,
    event_type: &'static str,
    body: &'static str,
}

impl Hook {
    const fn of(&self, provider: &'static str) -> Sample {
        Sample {
            provider,
            name: self.name,
            event_type: Some(self.event_type),
            content_type: "application/json",
            headers: &[
                ("user-agent", "GitLab/18.11.0"),
                ("x-gitlab-instance", "https://gitlab.example.com"),
                (
                    "x-gitlab-event-uuid",
                    "5e0b7d24-8c19-4fa3-b6d2-90a1c7e3f458",
                ),
                (
                    "x-gitlab-webhook-uuid",
                    "c3f81a6d-0e57-4b92-8d4c-6a5b0f9e7123",
                ),
            ],
            body: self.body,
        }
    }
}

const PUSH: Hook = Hook {
    name: "Push Hook",
    event_type: "Push Hook",
    body: include_str!("../gitlab/push.json"),
};

const MERGE_REQUEST: Hook = Hook {
    name: "Merge Request Hook.open",
    event_type: "Merge Request Hook",
    body: include_str!("../gitlab/merge_request.open.json"),
};

const ISSUE: Hook = Hook {
    name: "Issue Hook.open",
    event_type: "Issue Hook",
    body: include_str!("../gitlab/issue.open.json"),
};

const NOTE: Hook = Hook {
    name: "Note Hook.create",
    event_type: "Note Hook",
    body: include_str!("../gitlab/note.create.json"),
};

const PIPELINE: Hook = Hook {
    name: "Pipeline Hook",
    event_type: "Pipeline Hook",
    body: include_str!("../gitlab/pipeline.json"),
};

const PROJECT_CREATE: Hook = Hook {
    name: "System Hook.project_create",
    event_type: "System Hook",
    body: include_str!("../gitlab/project_create.json"),
};
