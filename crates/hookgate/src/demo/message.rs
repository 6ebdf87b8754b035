//! What each provider sends in the demo: small deliveries in its own form, with ids of their own.

use axum_webhook::core::UnixTime;

use crate::{Error, random};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// One delivery before it is signed.
#[derive(Clone, Debug)]
pub(super) struct Message {
    /// The id, where the provider sends it in a header.
    pub(super) id: String,
    /// The type, where the provider sends it in a header.
    pub(super) event_type: Option<&'static str>,
    pub(super) content_type: &'static str,
    pub(super) body: String,
    /// Further headers, which are not signed.
    pub(super) headers: Vec<(&'static str, String)>,
}

impl Message {
    fn json(id: String, event_type: Option<&'static str>, body: String) -> Self {
        Self {
            id,
            event_type,
            content_type: JSON,
            body,
            headers: Vec::new(),
        }
    }

    /// The same with one digit of its body changed: still the form it was, no longer what was
    /// signed.
    pub(super) fn tampered_body(&self) -> String {
        let change = |digit: char| if digit == '7' { '8' } else { '7' };
        match self.body.rfind(|char: char| char.is_ascii_digit()) {
            Some(at) => {
                let (before, rest) = self.body.split_at(at);
                let mut rest = rest.chars();
                let digit = rest.next().map_or('7', change);
                format!("{before}{digit}{}", rest.as_str())
            }
            None => format!("{} ", self.body),
        }
    }
}

/// `invoice.paid`.
pub(super) fn stripe(now: UnixTime) -> Result<Message, Error> {
    let id = format!("evt_{}", random::hex::<12>()?);
    let created = now.as_secs();
    let body = format!(
        r#"{{"id":"{id}","object":"event","created":{created},"livemode":false,"type":"invoice.paid","data":{{"object":{{"id":"in_demo","object":"invoice","currency":"eur","amount_paid":4200}}}}}}"#
    );
    Ok(Message::json(id, None, body))
}

/// `push`.
pub(super) fn github(_: UnixTime) -> Result<Message, Error> {
    let commit = random::hex::<20>()?;
    let body = format!(
        r#"{{"ref":"refs/heads/main","after":"{commit}","repository":{{"full_name":"octocat/hello-world"}},"pusher":{{"name":"octocat"}}}}"#
    );
    Ok(Message::json(random::hex::<16>()?, Some("push"), body))
}

/// `orders/paid`.
pub(super) fn shopify(_: UnixTime) -> Result<Message, Error> {
    let order = getrandom::u32()?;
    let body =
        format!(r#"{{"id":{order},"name":"Jo's order","currency":"EUR","total_price":"42.00"}}"#);
    let mut message = Message::json(random::hex::<16>()?, Some("orders/paid"), body);
    message.headers = vec![
        ("x-shopify-shop-domain", "demo.myshopify.com".to_owned()),
        ("x-shopify-api-version", "2026-10".to_owned()),
    ];
    Ok(message)
}

/// `app_mention`.
pub(super) fn slack(now: UnixTime) -> Result<Message, Error> {
    let id = format!("Ev{}", random::hex::<5>()?.to_uppercase());
    let time = now.as_secs();
    let body = format!(
        r#"{{"type":"event_callback","team_id":"T0DEMO","event_id":"{id}","event_time":{time},"event":{{"type":"app_mention","channel":"C0DEMO","user":"U0DEMO","text":"It's alive"}}}}"#
    );
    Ok(Message::json(id, None, body))
}

/// A message's status.
pub(super) fn twilio(_: UnixTime) -> Result<Message, Error> {
    let sid = random::hex::<16>()?;
    let body = format!(
        "MessageSid=SM{sid}&AccountSid=ACdemo&From=%2B14155550100&To=%2B14155550199&MessageStatus=delivered"
    );
    let token = random::hex::<16>()?;
    Ok(Message {
        content_type: FORM,
        headers: vec![("i-twilio-idempotency-token", token)],
        ..Message::json(sid, None, body)
    })
}

/// `invoice.paid`.
pub(super) fn standard_webhooks(_: UnixTime) -> Result<Message, Error> {
    let id = format!("msg_{}", random::hex::<12>()?);
    let invoice = random::hex::<6>()?;
    let body = format!(
        r#"{{"type":"invoice.paid","data":{{"invoice":"in_{invoice}","amount":"42.00"}}}}"#
    );
    Ok(Message::json(id, None, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tampering_changes_one_digit_and_nothing_else() {
        let message = |body: &str| Message::json(String::new(), None, body.to_owned());
        assert_eq!(message("a=1&b=2.").tampered_body(), "a=1&b=7.");
        assert_eq!(message("7").tampered_body(), "8");
        assert_eq!(message("none").tampered_body(), "none ");
    }
}
