//! SonarQube / SonarCloud.
//!
//! - Documentation: <https://docs.sonarsource.com/sonarqube-server/latest/project-administration/webhooks/>
//! - public code and doc excerpts found by the string X-Sonar-Webhook-HMAC-SHA256 (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{At, Evidence, Scheme};

/// SonarQube / SonarCloud.
pub const SONARQUBE: Scheme = Scheme::hmac_sha256("sonarqube", "x-sonar-webhook-hmac-sha256")
    .documented(
        "SonarQube / SonarCloud",
        "https://docs.sonarsource.com/sonarqube-server/latest/project-administration/webhooks/",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/taskId")]);
