//! One line for each delivery, for people or for machines.

use axum::response::Response;
use axum_webhook::{Delivery, Refusal};
use serde::Serialize;

use super::{endpoint::Endpoint, forward::Forwarded};
use crate::{paint, words};

/// What became of one request. The names of the JSON form are stable.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    /// The endpoint's path.
    endpoint: String,
    /// The provider's slug.
    provider: &'static str,
    /// What became of it.
    outcome: Outcome,
    /// The refusal's code, where it was refused.
    refusal: Option<&'static str>,
    /// The event's id, once it is verified.
    id: Option<String>,
    /// The event's type, once it is verified.
    #[serde(rename = "type")]
    event_type: Option<String>,
    /// The status of the answer.
    status: u16,
    /// How long it took.
    ms: u64,
    /// The refusal's or the upstream's reason, for people.
    #[serde(skip)]
    reason: Option<String>,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    /// Verified; there is nowhere to forward it to.
    Accepted,
    /// Done already: answered without being forwarded.
    Duplicate,
    /// The provider's endpoint check was answered.
    Handshake,
    /// The service behind took it.
    Forwarded,
    /// The service behind failed, or could not be reached: the provider keeps it.
    Failed,
    /// Refused.
    Refused,
}

/// Marks the answer to a verified delivery.
#[derive(Clone, Debug)]
pub(super) struct Handled(pub(super) Delivery);

impl Line {
    pub(super) fn new(endpoint: &Endpoint, response: &Response, ms: u64) -> Self {
        let extensions = response.extensions();
        let refusal = extensions.get::<Refusal>();
        let handled = extensions
            .get::<Handled>()
            .map(|Handled(delivery)| delivery);
        let delivery = handled.or_else(|| extensions.get::<Delivery>());
        let forwarded = extensions.get::<Forwarded>();
        let outcome = match (refusal, handled, forwarded) {
            (Some(_), ..) => Outcome::Refused,
            (None, Some(_), None) => Outcome::Accepted,
            (None, Some(_), Some(_)) if response.status().is_success() => Outcome::Forwarded,
            (None, Some(_), Some(_)) => Outcome::Failed,
            (None, None, _) if delivery.is_some() => Outcome::Duplicate,
            (None, None, _) => Outcome::Handshake,
        };
        Self {
            endpoint: endpoint.path.clone(),
            provider: endpoint.scheme.name(),
            outcome,
            refusal: refusal.map(Refusal::code),
            id: delivery.and_then(Delivery::id).map(Into::into),
            event_type: delivery.and_then(Delivery::event_type).map(Into::into),
            status: response.status().as_u16(),
            ms,
            reason: refusal
                .map(words::refusal)
                .or_else(|| forwarded.and_then(|Forwarded(problem)| problem.clone())),
        }
    }

    /// For people.
    pub(super) fn text(&self) -> String {
        let (mark, what) = match self.outcome {
            Outcome::Accepted => (paint::good('✓'), "accepted"),
            Outcome::Forwarded => (paint::good('✓'), "forwarded"),
            Outcome::Duplicate => (paint::good('✓'), "duplicate, done already"),
            Outcome::Handshake => (paint::good('✓'), "handshake answered"),
            Outcome::Failed => (paint::remark('!'), "failed behind; the provider keeps it"),
            Outcome::Refused => (paint::bad('✗'), "refused"),
        };
        let event = self
            .event_type
            .iter()
            .chain(&self.id)
            .map(|word| format!(" {}", printable(word)));
        let reason = self.reason.iter().map(|reason| format!("; {reason}"));
        format!(
            "{mark} {}  {}  {}  {what}{}{}  {}",
            jiff::Timestamp::now().strftime("%H:%M:%SZ"),
            self.endpoint,
            self.status,
            event.collect::<String>(),
            reason.collect::<String>(),
            paint::faint(format!("{} ms", self.ms)),
        )
    }

    /// For machines.
    pub(super) fn json(&self) -> String {
        // Strings and numbers always have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Ids and types are the sender's text: what would move a terminal's cursor is left out.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}
