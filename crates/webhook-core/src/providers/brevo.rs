//! Brevo.
//!
//! - Documentation: <https://developers.brevo.com/docs/secured-webhooks>
//! - developers.brevo.com secured-webhooks

use crate::scheme::{At, Evidence, Scheme};

/// Brevo.
pub const BREVO: Scheme = Scheme::basic("brevo")
    .documented("Brevo", "https://developers.brevo.com/docs/secured-webhooks", Evidence::VendorDocs)
    .event_type(&[At::Json("/event")])
    .notes(&["/id is the webhook, not the event."]);
