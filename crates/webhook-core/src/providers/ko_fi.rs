//! Ko-fi: a form whose field `data` holds the event as JSON.
//!
//! - Documentation: <https://ko-fi.com/manage/webhooks>
//! - A copy of its text: <https://meta.discourse.org/t/is-it-possible-to-catch-a-request-from-a-third-party-service-in-a-theme-component/255047>

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Ko-fi.
pub const KO_FI: Scheme = Scheme::token_in("ko-fi", &[At::FormJson("data", "/verification_token")])
        .documented("Ko-fi", "https://ko-fi.com/manage/webhooks", Evidence::VendorDocs)
        .event_id(&[At::FormJson("data", "/message_id")])
        .event_type(&[At::FormJson("data", "/type")])
        // A retry repeats it.
        .identity(Identity::IdAndContent(At::FormJson("data", "/message_id"), &[]))
        .notes(&["The token stands in the body: remove it before you log or keep one."]);
