//! [`claimed`]: a delivery's handler succeeds once, on hosts that have no layer to see to it.

use std::time::Duration;

use http::Response;
use tokio::time::timeout;
use webhook_core::{
    DedupeKey, DedupeStore, Delivery, Refusal,
    store::{AnyDedupeStore, Claim, Lease, Settled},
};

/// How long a claim lives that nobody renews.
const LEASE: Duration = Duration::from_secs(60);
/// How long the store may take for one answer.
const STORE_TIMEOUT: Duration = Duration::from_secs(1);

/// Runs `handler` unless `delivery` is done already or being handled, and records it as done after a
/// 2xx, *before* the answer leaves. After anything else, a panic included, the claim is released and
/// the provider's retry runs.
///
/// The handler runs in a task of its own, so that a client that disconnects stops nothing.
pub async fn claimed<F>(store: &AnyDedupeStore, delivery: &Delivery, handler: F) -> Response<String>
where
    F: Future<Output = Response<String>> + Send + 'static,
{
    let scheme = *delivery.scheme();
    let Some(key) = delivery.dedupe_key().copied() else {
        return handler.await;
    };
    let outcome = match timeout(STORE_TIMEOUT, store.claim(&key, LEASE)).await {
        Ok(Ok(Claim::Done)) => Ok(delivery.success_answer()),
        Ok(Ok(Claim::InFlight { retry_after })) => Err(Refusal::InFlight { retry_after }),
        Ok(Ok(Claim::Fresh(lease))) => {
            let (store, keep) = (store.clone(), scheme.dedupe_window());
            let settled = async move { settle(&store, &key, &lease, keep, handler).await };
            let settled = tokio::spawn(settled).await;
            settled.unwrap_or(Err(Refusal::HandlerPanicked))
        }
        Ok(Err(_)) | Err(_) => Err(Refusal::StoreUnavailable),
    };
    outcome.unwrap_or_else(|refusal| refusal.response(&scheme).map(String::from))
}

/// The handler's answer, once its claim is settled.
async fn settle<F>(
    store: &AnyDedupeStore,
    key: &DedupeKey,
    lease: &Lease,
    keep: Duration,
    handler: F,
) -> Result<Response<String>, Refusal>
where
    F: Future<Output = Response<String>> + Send + 'static,
{
    // Again a task of its own: of a panic the claim must still be settled.
    let mut handler = tokio::spawn(handler);
    let answer = loop {
        match timeout(LEASE / 3, &mut handler).await {
            Ok(answer) => break answer,
            // A claim that could not be renewed shows when it is completed.
            Err(_) => drop(timeout(STORE_TIMEOUT, store.renew(key, lease.owner(), LEASE)).await),
        }
    };
    let success = answer
        .as_ref()
        .is_ok_and(|answer| answer.status().is_success());
    if !success {
        // One that cannot be released ends with its lease.
        drop(timeout(STORE_TIMEOUT, store.release(key, lease.owner())).await);
        return answer.map_err(|_| Refusal::HandlerPanicked);
    }
    match timeout(STORE_TIMEOUT, store.complete(key, lease.owner(), keep)).await {
        Ok(Ok(Settled::Yes | Settled::Done)) => answer.map_err(|_| Refusal::HandlerPanicked),
        Ok(Ok(Settled::Lost)) => Err(Refusal::LeaseLost),
        // Perhaps not recorded: a double is possible, a loss is not.
        Ok(Err(_)) | Err(_) => Err(Refusal::StoreUnavailable),
    }
}
