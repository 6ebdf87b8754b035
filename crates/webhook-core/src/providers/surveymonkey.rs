//! SurveyMonkey.
//!
//! - Documentation: <https://developer.surveymonkey.com/api/v3/#webhook-callbacks>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/SurveyMonkey/SurveyMonkeyTrigger.node.js

use crate::scheme::{Algorithm, At, Encoding, Evidence, Scheme};

/// SurveyMonkey.
pub const SURVEYMONKEY: Scheme = Scheme::hmac(Algorithm::HmacSha1, "surveymonkey", "sm-signature")
    .documented(
        "SurveyMonkey",
        "https://developer.surveymonkey.com/api/v3/#webhook-callbacks",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/event_type")])
    .notes(&[
        "The secret is the client id and the client secret joined by an ampersand: client_id&client_secret.",
    ]);
