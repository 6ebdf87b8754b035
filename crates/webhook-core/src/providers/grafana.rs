//! Grafana Alerting webhook contact point.
//!
//! - Documentation: <https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/>
//! - grafana/alerting http/hmac.go and hmac_test.go
//! - grafana/grafana webhook-notifier.md

use crate::scheme::{At, Evidence, Scheme};

/// Grafana Alerting webhook contact point.
pub const GRAFANA: Scheme = Scheme::hmac_sha256("grafana", "x-grafana-alerting-signature")
    .documented(
        "Grafana Alerting webhook contact point",
        "https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/",
        Evidence::VendorSource,
    )
    .event_type(&[At::Json("/status")])
    .notes(&[
        "For a contact point without a timestamp header in its settings.",
        "Repeated notifications of one alert are meant, and have no id.",
    ]);
