//! Providers whose signature stands in a body of a form of its own.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        provider: "dropbox-sign",
        name: "signature_request_sent",
        event_type: None,
        content_type: "multipart/form-data; boundary=5c1b8e0c",
        headers: &[],
        body: "--5c1b8e0c\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n\
            {\"event\":{\"event_type\":\"signature_request_sent\",\"event_time\":\"1795000000\",\
            \"event_metadata\":{\"related_signature_id\":\"s-1\"}},\
            \"signature_request\":{\"signature_request_id\":\"sample_000000000000\"}}\r\n\
            --5c1b8e0c--\r\n",
    },
    Sample {
        provider: "exact-online",
        name: "Accounts",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: r#"{"Content":{"Topic":"Accounts","Action":"Update","Division":123,"Key":"sample_000000000000"}}"#,
    },
    Sample {
        provider: "microsoft-sharepoint",
        name: "changed",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: r#"{"value":[{"subscriptionId":"sample_000000000000","resource":"r","siteUrl":"/"}]}"#,
    },
    Sample {
        provider: "quoter",
        name: "quote",
        event_type: None,
        content_type: "application/x-www-form-urlencoded",
        headers: &[],
        body: "timestamp=1795000000&data=%7B%22id%22%3A%22sample_000000000000%22%7D",
    },
    Sample {
        provider: "tap-payments",
        name: "charge.captured",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: r#"{"id":"sample_000000000000","object":"charge","status":"CAPTURED","amount":1.5,"currency":"KWD","transaction":{"created":"1795000000000"},"reference":{"gateway":"g","payment":"p"}}"#,
    },
    Sample {
        provider: "treezor",
        name: "user.create",
        event_type: None,
        content_type: "text/plain",
        headers: &[],
        body: r#"{"webhook":"user.create","webhook_id":"sample_000000000000","object":"user","object_payload":{"users":[{"userId":"1","firstname":"Zoé"}]}}"#,
    },
];
