//! Azure Event Grid: nothing is signed; a delivery property brings a bearer token of one's own.
//!
//! - Documentation: <https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema>
//! - The token: <https://learn.microsoft.com/azure/event-grid/delivery-properties> (the example of an
//!   `Authorization` header; delivery properties are sent with the validation too)
//! - Retries and answers: <https://learn.microsoft.com/azure/event-grid/delivery-and-retry>
//! - GitHub MicrosoftDocs/azure-docs `articles/event-grid/` (these pages' source, 2024-09)

use crate::scheme::{
    At, Batch, Challenge, Evidence, Grammar, Handshake, Reply, Scheme, Statuses, When,
};

/// Azure Event Grid, authenticated by a token in its delivery properties.
pub const AZURE_EVENT_GRID: Scheme = Scheme::token("azure-event-grid", "authorization")
    .documented(
        "Azure Event Grid",
        "https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "Bearer " })
    .event_id(&[At::Json("/0/id")])
    .event_type(&[At::Json("/0/eventType")])
    .facts(&["aeg-event-type", "aeg-subscription-name"])
    .batch(Batch::at("").id("/id").event_type(At::Json("/eventType")))
    .handshakes(&[Handshake {
        when: When::VerifiedMember(
            "/0/eventType",
            "Microsoft.EventGrid.SubscriptionValidationEvent",
        ),
        challenge: Challenge::Token(At::Json("/0/data/validationCode")),
        reply: Reply::Json("validationResponse"),
    }])
    .notes(&[
        "Give the subscription the static delivery property Authorization, marked secret: Bearer and a token.",
        "The validation code is answered to nobody without the token.",
        "A subscription with the CloudEvents schema is of another form: use cloudevents.",
        "Only 200 to 204 is success; 400 and 413 are dead-lettered at once.",
    ])
    .retry_horizon_secs(24 * 3600)
    .response_deadline_secs(30)
    .final_statuses(&[Statuses::One(400), Statuses::One(413)]);
