//! Microsoft Teams outgoing webhook.
//!
//! - Documentation: <https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook>
//! - MicrosoftDocs/msteams-docs add-outgoing-webhook.md

use crate::scheme::{
    At, Base64Prefix, Encoding, Evidence, Grammar, Identity, KeyFormat, Scheme, SuccessAnswer,
};

/// Microsoft Teams outgoing webhook.
pub const MICROSOFT_TEAMS: Scheme = Scheme::hmac_sha256("microsoft-teams", "authorization")
    .documented(
        "Microsoft Teams outgoing webhook",
        "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook",
        Evidence::VendorDocs,
    )
    .key_format(KeyFormat::Base64(Base64Prefix::None))
    .grammar(Grammar::Whole { prefix: "HMAC " })
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&["The answer is shown to the user. Proxies may take the Authorization header away."])
    .retry_horizon_secs(0)
    .response_deadline_secs(5)
    .success_answer(SuccessAnswer::by_handler("the message that the user sees, as JSON"));
