//! GitHub: repository, organisation, App, Marketplace and Sponsors events, as JSON or form.
//!
//! - Names, headers and common members: <https://docs.github.com/en/webhooks/webhook-events-and-payloads>
//! - Form deliveries hold the JSON in the field `payload`:
//!   <https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks>

mod event_type;

use std::sync::OnceLock;

use serde::Deserialize;
use webhook_core::Delivery;

pub use event_type::GitHubEventType;

use crate::{
    EventError,
    envelope::envelope,
    payload::{self, Json},
    typed::typed_event,
};

/// An event of GitHub.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::{GitHubEvent, GitHubEventType};
///
/// #[derive(Deserialize)]
/// struct Push<'a> {
///     #[serde(rename = "ref")]
///     reference: &'a str,
/// }
///
/// fn handle(event: &GitHubEvent) -> Result<(), webhook_events::EventError> {
///     match (event.event_type(), event.action()) {
///         (GitHubEventType::Push, _) => {
///             let push: Push<'_> = event.payload()?;
///             println!("{} moved in {:?}", push.reference, event.repository());
///         }
///         (GitHubEventType::Issues, Some("opened")) => {}
///         _ => {}
///     }
///     Ok(())
/// }
/// # let mut headers = http::HeaderMap::new();
/// # headers.insert("x-github-event", "push".parse()?);
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::GITHUB, &headers, r#"{"ref":"refs/heads/main"}"#)?;
/// # let event = GitHubEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # handle(&event)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct GitHubEvent {
    delivery: Delivery,
    event_type: OnceLock<GitHubEventType>,
    json: Json,
    envelope: OnceLock<Envelope>,
}

typed_event!(GitHubEvent { event_type, json, envelope } of &["github"]);

envelope!(GitHubEvent {
    /// What happened in detail: `opened`.
    pub action: text = ["action"];

    /// The repository's full name: `octocat/hello-world`.
    pub repository: text = ["repository", "full_name"];

    /// The organisation's login.
    pub organization: text = ["organization", "login"];

    /// The login of whoever caused the event.
    pub sender: text = ["sender", "login"];

    /// The id of the App's installation.
    pub installation_id: unsigned = ["installation", "id"];
});

impl GitHubEvent {
    fn envelope(&self) -> &Envelope {
        self.envelope
            .get_or_init(|| Envelope::read(self.json.or_empty(&self.delivery)))
    }

    /// The delivery's id, a GUID that a redelivery keeps. Not signed.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// The event's name. It stands in a header that is not signed: where it decides about more
    /// than which payload to parse, check that the payload is of its kind.
    pub fn event_type(&self) -> &GitHubEventType {
        self.event_type
            .get_or_init(|| self.delivery.event_type().unwrap_or_default().into())
    }

    /// The id of the webhook itself. Not signed.
    pub fn hook_id(&self) -> Option<u64> {
        self.delivery.header("x-github-hook-id")?.parse().ok()
    }

    /// The payload as your own type, whether it came as JSON or in a form. Borrows from the event
    /// where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit, [`EventError::NoJson`] for a form without it.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.json.of(&self.delivery)?)
    }
}

#[cfg(test)]
mod tests {
    use webhook_core::providers;

    use super::*;
    use crate::test_support::{FORM, delivery};

    const JSON: &str = r#"{"action":"opened","repository":{"id":1,"full_name":"octocat/hello"},"organization":{"login":"octo"},"sender":{"login":"hubot"},"installation":{"id":42}}"#;

    fn assert_read(event: &GitHubEvent) {
        assert_eq!(event.id(), Some("guid"));
        assert_eq!(*event.event_type(), GitHubEventType::Issues);
        assert_eq!(event.action(), Some("opened"));
        assert_eq!(event.repository(), Some("octocat/hello"));
        assert_eq!(event.organization(), Some("octo"));
        assert_eq!(event.sender(), Some("hubot"));
        assert_eq!(event.installation_id(), Some(42));
        assert_eq!(event.hook_id(), Some(7));
        let payload: serde_json::Value = event.payload().unwrap();
        assert_eq!(payload["repository"]["id"], 1);
    }

    const HEADERS: [(&str, &str); 3] = [
        ("x-github-delivery", "guid"),
        ("x-github-event", "issues"),
        ("x-github-hook-id", "7"),
    ];

    #[test]
    fn json_and_form_read_alike() {
        assert_read(&GitHubEvent::new(delivery(
            providers::GITHUB,
            &HEADERS,
            JSON,
        )));
        let form: String = JSON.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let headers = [&HEADERS[..], &[FORM]].concat();
        assert_read(&GitHubEvent::new(delivery(
            providers::GITHUB,
            &headers,
            format!("payload={form}"),
        )));
    }

    /// The content type is not signed: changing it must not make another document of the text in
    /// an issue's title.
    #[test]
    fn a_forged_content_type_does_not_change_what_is_read() {
        let body =
            r#"{"action":"opened","title":"&payload={%22action%22:%22deleted%22}&","sender":{}}"#;
        let event = GitHubEvent::new(delivery(providers::GITHUB, &[FORM], body));
        assert_eq!(event.action(), Some("opened"));
    }

    #[test]
    fn what_cannot_be_read_arrives_all_the_same() {
        for (headers, body) in [
            (&[][..], ""),
            (&[], "payload=%7B%7D"),
            (&[FORM], "payload=%FF"),
            (&[FORM], "other=1"),
            (&[FORM], "payload"),
        ] {
            let event = GitHubEvent::new(delivery(providers::GITHUB, headers, body));
            assert_eq!(*event.event_type(), GitHubEventType::Unknown("".into()));
            assert_eq!(
                (event.id(), event.action(), event.hook_id()),
                (None, None, None)
            );
            assert!(event.payload::<serde_json::Value>().is_err(), "{body}");
            assert_eq!(event.raw(), body.as_bytes());
        }
    }
}
