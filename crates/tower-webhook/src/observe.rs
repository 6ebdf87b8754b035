//! What operators see: one structured event per outcome, and counters with the feature `metrics`.
//!
//! Bodies, header values, secrets and signatures never appear here.

use std::error::Error as _;

use http::Response;
use webhook_core::{DedupeKey, Delivery, Refusal, Unhandled, WebhookRejection, store::StoreError};

use crate::shared::Shared;

/// The counters of one layer by outcome. Registered on first use, then kept: a counter with labels
/// costs allocations to look up.
#[derive(Default)]
pub(crate) struct Outcomes {
    #[cfg(feature = "metrics")]
    counters: std::sync::Mutex<std::collections::HashMap<&'static str, metrics::Counter>>,
}

/// Counts one delivery by its outcome.
fn count(shared: &Shared, outcome: &'static str) {
    #[cfg(feature = "metrics")]
    {
        let counters = shared.outcomes.counters.lock();
        let mut counters = counters.unwrap_or_else(std::sync::PoisonError::into_inner);
        let counter = counters.entry(outcome).or_insert_with(|| {
            metrics::counter!(
                "webhook_deliveries_total",
                "provider" => shared.scheme.name(),
                "endpoint" => shared.endpoint.to_string(),
                "outcome" => outcome,
            )
        });
        counter.increment(1);
    }
    #[cfg(not(feature = "metrics"))]
    let _ = (&shared.outcomes, outcome);
}

/// Counts something that should not happen often.
fn count_event(name: &'static str) {
    #[cfg(feature = "metrics")]
    metrics::counter!(name).increment(1);
    #[cfg(not(feature = "metrics"))]
    let _ = name;
}

pub(crate) fn refused(shared: &Shared, delivery: Option<&Delivery>, refusal: &Refusal) {
    count(shared, refusal.code());
    tracing::warn!(
        provider = shared.scheme.name(),
        endpoint = &*shared.endpoint,
        tenant = delivery.and_then(Delivery::tenant),
        id = delivery.and_then(Delivery::id),
        code = refusal.code(),
        status = refusal.status().as_u16(),
        reason = %refusal,
        "webhook refused"
    );
}

pub(crate) fn handled<B>(shared: &Shared, delivery: Option<&Delivery>, response: &Response<B>) {
    let status = response.status();
    if let Some(rejection) = response.extensions().get::<WebhookRejection>() {
        count(shared, "rejected");
        // The rejection and its source name the place; what lies deeper may quote the payload.
        tracing::error!(
            provider = shared.scheme.name(),
            endpoint = &*shared.endpoint,
            tenant = delivery.and_then(Delivery::tenant),
            id = delivery.and_then(Delivery::id),
            status = status.as_u16(),
            reason = %rejection,
            source = rejection.source().map(tracing::field::display),
            "webhook rejected by its handler's arguments: the provider keeps it"
        );
        return;
    }
    if status.is_success() && response.extensions().get::<Unhandled>().is_some() {
        if let Some(delivery) = delivery {
            unhandled(shared, delivery);
        }
        return;
    }
    let outcome = if status.is_success() {
        "handled"
    } else {
        "handler_failed"
    };
    count(shared, outcome);
    tracing::debug!(
        provider = shared.scheme.name(),
        endpoint = &*shared.endpoint,
        tenant = delivery.and_then(Delivery::tenant),
        status = status.as_u16(),
        "webhook {outcome}"
    );
}

/// No handler takes events of this type: answered as handled.
pub(crate) fn unhandled(shared: &Shared, delivery: &Delivery) {
    count(shared, "unhandled");
    tracing::debug!(
        provider = shared.scheme.name(),
        endpoint = &*shared.endpoint,
        tenant = delivery.tenant(),
        id = delivery.id(),
        event_type = delivery.event_type(),
        "webhook of a type that no handler takes"
    );
}

pub(crate) fn duplicate(shared: &Shared, delivery: Option<&Delivery>) {
    count(shared, "duplicate");
    tracing::info!(
        provider = shared.scheme.name(),
        endpoint = &*shared.endpoint,
        tenant = delivery.and_then(Delivery::tenant),
        id = delivery.and_then(Delivery::id),
        "webhook duplicate answered without its handler"
    );
}

/// An item of a batch that was done before.
pub(crate) fn duplicate_item(delivery: &Delivery) {
    count_event("webhook_duplicate_items_total");
    tracing::debug!(
        provider = delivery.provider(),
        endpoint = delivery.endpoint(),
        tenant = delivery.tenant(),
        id = delivery.id(),
        "webhook item passed over: it is done"
    );
}

pub(crate) fn handshake(shared: &Shared) {
    count(shared, "handshake");
    tracing::info!(
        provider = shared.scheme.name(),
        endpoint = &*shared.endpoint,
        "webhook handshake answered"
    );
}

pub(crate) fn passed_unverified(shared: &Shared, refusal: &Refusal) {
    count(shared, "passed_unverified");
    tracing::warn!(
        provider = shared.scheme.name(),
        endpoint = &*shared.endpoint,
        code = refusal.code(),
        reason = %refusal,
        "unverified webhook let through: the layer only observes"
    );
}

pub(crate) fn store_failed(delivery: &Delivery, operation: &'static str, error: &StoreError) {
    count_event("webhook_store_errors_total");
    tracing::error!(
        provider = delivery.provider(),
        endpoint = delivery.endpoint(),
        operation,
        %error,
        "webhook dedupe store failed"
    );
}

/// The store failed so often that it is left alone.
pub(crate) fn breaker_opened() {
    count_event("webhook_store_breaker_opened_total");
    tracing::error!(
        "webhook dedupe store failed time and again: until it recovers, one delivery a second asks it"
    );
}

pub(crate) fn breaker_closed() {
    tracing::info!("webhook dedupe store answers again");
}

pub(crate) fn failed_open(delivery: &Delivery) {
    count_event("webhook_failed_open_total");
    tracing::warn!(
        provider = delivery.provider(),
        endpoint = delivery.endpoint(),
        "webhook handled without deduplication: the store failed and the policy is to fail open"
    );
}

pub(crate) fn lease_lost(key: &DedupeKey) {
    count_event("webhook_lease_lost_total");
    tracing::warn!(
        %key,
        "webhook claim lost: the store forgot it, or could not be reached for a whole lease"
    );
}

pub(crate) fn renew_failed(key: &DedupeKey, error: &StoreError) {
    count_event("webhook_store_errors_total");
    tracing::warn!(%key, %error, "webhook claim could not be renewed");
}

pub(crate) fn complete_failed(key: &DedupeKey, attempt: u32, error: &StoreError) {
    count_event("webhook_store_errors_total");
    tracing::error!(%key, attempt, %error, "webhook delivery could not be recorded as done");
}

pub(crate) fn release_failed(key: &DedupeKey, error: &StoreError) {
    count_event("webhook_store_errors_total");
    tracing::error!(%key, %error, "webhook claim could not be released: it ends with its lease");
}
