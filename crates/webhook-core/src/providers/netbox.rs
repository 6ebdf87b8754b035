//! NetBox.
//!
//! - Documentation: <https://netboxlabs.com/docs/netbox/integrations/webhooks/>
//! - GitHub netbox-community/netbox `netbox/extras/webhooks.py` (official sender)

use crate::scheme::{Algorithm, At, Evidence, Scheme};

/// NetBox.
pub const NETBOX: Scheme = Scheme::hmac(Algorithm::HmacSha512, "netbox", "x-hook-signature")
    .documented(
        "NetBox",
        "https://netboxlabs.com/docs/netbox/integrations/webhooks/",
        Evidence::VendorSource,
    )
    .event_type(&[At::Json("/event")])
    .notes(&["Body and method are templates of the operator; POST is expected here."]);
