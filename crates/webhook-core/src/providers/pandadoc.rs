//! PandaDoc.
//!
//! - Documentation: <https://developers.pandadoc.com/docs/webhook-verification>

use crate::scheme::{Algorithm, At, Batch, Evidence, Scheme};

/// PandaDoc.
pub const PANDADOC: Scheme =
    Scheme::signed_in(Algorithm::HmacSha256, "pandadoc", &[At::Query("signature")])
        .documented(
            "PandaDoc",
            "https://developers.pandadoc.com/docs/webhook-verification",
            Evidence::VendorDocs,
        )
        .event_type(&[At::Json("/0/event")])
        .batch(Batch::at("").event_type(At::Json("/event")))
        .notes(&[
            "The signature is part of the URL: keep the query out of access logs.",
            "/0/data/id is the document, not the delivery.",
        ]);
