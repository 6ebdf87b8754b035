//! Exact Online.
//!
//! - Documentation: <https://support.exactonline.com/community/s/knowledge-base#All-All-DNO-Content-webhooksc>
//! - GitHub hookdeck/webhook-skills `skills/exact-online-webhooks` (independent verifier)

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::{
    Inbound, Refusal,
    json_tree::Node,
    scheme::{Algorithm, At, CustomContent, Encoding, Evidence, Scheme},
};

/// Exact Online.
pub const EXACT_ONLINE: Scheme = Scheme::signed_in(
    Algorithm::HmacSha256,
    "exact-online",
    &[At::Json("/HashCode")],
)
.documented(
    "Exact Online",
    "https://support.exactonline.com/community/s/knowledge-base#All-All-DNO-Content-webhooksc",
    Evidence::ThirdParty,
)
.encoding(Encoding::UpperHex)
.custom_content(begin)
.event_type(&[At::Json("/Content/Topic")])
.notes(&[
    "The secret is the app's webhook secret, not its OAuth client secret.",
    "A new subscription is checked by an empty, unsigned post: answer it with 200 on your own side.",
]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(|body| {
        raw_content(body).map(Into::into).ok_or(Refusal::Malformed {
            what: "the body is not an object of Content and HashCode alone",
        })
    }))
}

/// The very text of `Content`, beside which nothing may stand unsigned.
fn raw_content(body: &[u8]) -> Option<&str> {
    let Node::Object(members) = Node::parse(body)? else {
        return None;
    };
    let mut names: Vec<_> = members.iter().map(|(name, _)| &**name).collect();
    names.sort_unstable();
    let members: BTreeMap<&str, &RawValue> = serde_json::from_slice(body).ok()?;
    (names == ["Content", "HashCode"]).then(|| members.get("Content").map(|raw| raw.get()))?
}
