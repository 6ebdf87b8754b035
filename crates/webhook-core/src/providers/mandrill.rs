//! Mandrill (Mailchimp Transactional).
//!
//! - Documentation: <https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/>
//!
//! The URL and the sorted form are signed, as Twilio does it; a body that is no form is refused.

use crate::{
    Inbound, Refusal, form,
    scheme::{
        Algorithm, At, Batch, Challenge, CustomContent, Encoding, Evidence, Handshake, Reply,
        Scheme, When,
    },
    tails,
};

/// Mandrill; needs the public URL.
pub const MANDRILL: Scheme = Scheme::hmac(Algorithm::HmacSha1, "mandrill", "x-mandrill-signature")
    .documented(
        "Mandrill (Mailchimp Transactional)",
        "https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/",
        Evidence::VendorDocs,
    )
    .encoding(Encoding::Base64)
    .custom_content_with_url(begin, |url, _, _| url.to_owned())
    .event_type(&[
        At::FormJson("mandrill_events", "/0/event"),
        At::FormJson("mandrill_events", "/0/type"),
    ])
    .notes(&[
        "Several events come in one request, in the field mandrill_events; _id is the message, and repeats for each of its events.",
        "The test of a new webhook is signed with the key test-webhook, which is public and never to be configured.",
    ])
    .handshakes(&[Handshake {
        when: When::Head,
        challenge: Challenge::None,
        reply: Reply::Text,
    }])
    .batch(
        Batch::in_field("mandrill_events")
            .id_of(&["/_id", "/event", "/ts"])
            .event_type(At::Json("/event")),
    );

fn begin(request: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    let malformed = |what| Refusal::Malformed { what };
    let url = request.url().ok_or(malformed("no public URL is known"))?;
    if !form::is_form_of(request) {
        return Err(malformed("a body that is no form, which would be unsigned"));
    }
    Ok(CustomContent::new(vec![url], tails::sorted_form()))
}
