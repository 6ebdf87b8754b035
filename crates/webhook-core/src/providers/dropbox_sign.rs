//! Dropbox Sign (HelloSign): a multipart form with the event as JSON in its field `json`.
//!
//! - Documentation: <https://developers.hellosign.com/docs/events/walkthrough/>
//! - The npm package `@dropbox/sign` 1.11.0 model/eventCallbackHelper.ts (official)

use crate::{
    Inbound, Refusal,
    json_tree::Node,
    multipart,
    scheme::{Algorithm, At, CustomContent, Evidence, Identity, Scheme, SuccessAnswer},
};

/// Dropbox Sign.
pub const DROPBOX_SIGN: Scheme = Scheme::signed_in(
    Algorithm::HmacSha256,
    "dropbox-sign",
    &[At::FormJson("json", "/event/event_hash")],
)
.documented(
    "Dropbox Sign (HelloSign)",
    "https://developers.hellosign.com/docs/events/walkthrough/",
    Evidence::VendorSource,
)
.body_not_signed("the provider signs the event's time and type")
.custom_content(begin)
.event_type(&[At::FormJson("json", "/event/event_type")])
// Two events of one second and type have one hash.
.identity(Identity::IdAndContent(
    At::FormJson("json", "/event/event_hash"),
    &[
        At::FormJson("json", "/signature_request/signature_request_id"),
        At::FormJson("json", "/template/template_id"),
        At::FormJson("json", "/account/account_id"),
        At::FormJson("json", "/event/event_metadata/related_signature_id"),
        At::FormJson("json", "/event/event_metadata/reported_for_account_id"),
        At::FormJson("json", "/event/event_metadata/reported_for_app_id"),
    ],
))
.success_answer(SuccessAnswer::fixed("text/plain", "Hello API Event Received"))
.notes(&[
    "The secret is the account's API key.",
    "Answer 200 with the text Hello API Event Received.",
    "Only time and type are signed: fetch the signature request before you act on it.",
]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(|body| {
        signed(body).ok_or(Refusal::Malformed {
            what: "the form holds no event with event_time and event_type in its field json",
        })
    }))
}

fn signed(body: &[u8]) -> Option<String> {
    let event = Node::parse(multipart::field(body, "json")?.as_bytes())?;
    Some(
        [
            event.text("/event/event_time")?,
            event.text("/event/event_type")?,
        ]
        .concat(),
    )
}
