//! One provider as a listing shows it. Field names of the JSON form are stable.

use std::time::Duration;

use axum_webhook::Scheme;
use serde::Serialize;

use super::{answers, axes, check, form, keys};

/// What is known about a provider.
#[derive(Clone, Debug, Serialize)]
pub struct Facts {
    /// The slug: `stripe`.
    pub name: &'static str,
    /// The name as the provider writes it.
    pub title: &'static str,
    /// What signs: `HMAC-SHA256`.
    pub algorithm: &'static str,
    /// How the secret's text becomes the key; `fetched` where the provider publishes it.
    pub key: String,
    /// What is signed: `{timestamp}.{body}`.
    pub signed: String,
    /// The header of the signature, lower case.
    pub signature_header: &'static str,
    /// Its value: `t={timestamp},v1={hex}`.
    pub signature: String,
    /// Whether the signature covers the body.
    pub signs_body: bool,
    /// Whether the signature covers the URL, so that one must be configured.
    pub signs_url: bool,
    /// Where the timestamp stands; `None` if there is none.
    pub timestamp: Option<String>,
    /// Whether each attempt is stamped anew: `per-attempt`, `at-event` or `unknown`; `None` if there is
    /// no timestamp.
    pub stamped: Option<&'static str>,
    /// How far the timestamp may be off, in seconds; `None` if it is not held against the clock.
    pub tolerance_secs: Option<u64>,
    /// Methods that are accepted.
    pub methods: &'static [&'static str],
    /// What makes two requests the same delivery.
    pub identity: String,
    /// Where the event's id stands, the first place that has one.
    pub event_id: Vec<String>,
    /// Where the event's type stands, the first place that has one.
    pub event_type: Vec<String>,
    /// The largest body, in bytes.
    pub max_body_bytes: usize,
    /// For how long the provider retries, where known.
    pub retry_horizon_secs: Option<u64>,
    /// How long the provider waits for an answer, where known.
    pub response_deadline_secs: Option<u64>,
    /// Statuses after which the provider does not send again, where known: `406`, `400-499`.
    pub final_statuses: Vec<String>,
    /// What the provider reads in the answer to a delivery that was handled.
    pub success_answer: String,
    /// The addresses it says it sends from, where known.
    pub sources: &'static [&'static str],
    /// Whether one request brings several events.
    pub batches: bool,
    /// The endpoint checks that the layer answers.
    pub endpoint_check: String,
    /// Crate features that are needed.
    pub features: Vec<&'static str>,
    /// Where the keys come from, of a provider that publishes them.
    pub keys: Option<String>,
    /// What is configured in a secret's place, of such a provider.
    pub configured: Option<String>,
    /// How well all of this is sourced.
    pub evidence: &'static str,
    /// The page that documents the signature.
    pub docs: &'static str,
    /// What whoever receives from it should know.
    pub notes: &'static [&'static str],
}

impl Facts {
    /// Of a scheme.
    pub fn new(scheme: &Scheme) -> Self {
        let seconds = |duration: Option<Duration>| duration.map(|duration| duration.as_secs());
        Self {
            name: scheme.name(),
            title: scheme.title(),
            algorithm: scheme.algorithm().as_str(),
            key: form::key(scheme),
            signed: form::content(scheme),
            signature_header: scheme.signature_header(),
            signature: form::header(scheme),
            signs_body: scheme.signs_body(),
            signs_url: scheme.signs_url(),
            timestamp: scheme.timestamp_place().map(|at| axes::place(&at)),
            stamped: scheme.timestamp_place().map(|_| answers::stamped(scheme)),
            tolerance_secs: seconds(scheme.tolerance()),
            methods: scheme.accepted_methods(),
            identity: axes::identity(scheme),
            event_id: axes::places(scheme.event_id_places()),
            event_type: axes::places(scheme.event_type_places()),
            max_body_bytes: scheme.max_body(),
            retry_horizon_secs: seconds(scheme.retry_horizon()),
            response_deadline_secs: seconds(scheme.response_deadline()),
            final_statuses: answers::statuses(scheme),
            success_answer: answers::success(scheme),
            sources: scheme.published_sources(),
            batches: scheme.sends_batches(),
            endpoint_check: check::words(scheme.handshakes_axis()),
            features: scheme.features(),
            keys: keys::words(scheme),
            configured: keys::configured(scheme),
            evidence: scheme.evidence().as_str(),
            docs: scheme.docs(),
            notes: scheme.page_notes(),
        }
    }
}
