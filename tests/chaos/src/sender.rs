//! [`Sender`]: a provider that keeps a delivery until it is acknowledged.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use serde::Serialize;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{MissedTickBehavior, interval, sleep},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use webhook_core::{Signer, providers, signer::Outgoing};

use crate::{
    Error,
    client::{Client, Outcome},
    clock::{self, Micros},
    events::Events,
    plan::{Duplicate, Plan, secret},
};

/// The first pause of the exponential back-off, and the longest. A provider's are minutes to hours.
const BACK_OFF: [Duration; 2] = [Duration::from_millis(50), Duration::from_secs(2)];
/// The longest `Retry-After` that is obeyed.
const RETRY_AFTER: Duration = Duration::from_millis(500);
/// How often a delivery that a kill interrupted is tried, to see when it runs again.
pub(crate) const PROBE_EVERY: Duration = Duration::from_millis(50);
/// So many deliveries are probed after a kill.
const PROBES: u32 = 4;
/// So many deliveries wait for a retry, for each request under way, before no new one is begun.
const WAITING: usize = 8;
/// One handler in so many is left to requests that were reset, which end without their handlers.
const SPARE: usize = 8;

/// One attempt to deliver.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Attempt {
    /// Which delivery.
    pub(crate) delivery: u32,
    /// The first copy or the second.
    pub(crate) copy: u8,
    /// Before anything was sent.
    pub(crate) start: Micros,
    /// When its outcome was known.
    pub(crate) end: Micros,
    /// Its outcome.
    pub(crate) outcome: Outcome,
    /// Which kill it probes.
    pub(crate) probe: Option<u32>,
}

/// Sends all deliveries of a plan.
pub(crate) struct Sender {
    plan: Plan,
    signer: Signer,
    client: Client,
    events: Arc<Events>,
    slots: Semaphore,
    waiting: Arc<Semaphore>,
    attempts: Mutex<Vec<Attempt>>,
    acknowledged: AtomicU64,
    /// Which kill is probed at last, and how many deliveries do so.
    probed: [AtomicU32; 2],
    stop: CancellationToken,
}

impl Sender {
    /// To this address, where so many handlers may run at once.
    pub(crate) fn new(
        plan: Plan,
        address: SocketAddr,
        concurrency: usize,
        events: Arc<Events>,
    ) -> Result<Self, Error> {
        Ok(Self {
            plan,
            signer: Signer::new(providers::STRIPE, secret())?,
            client: Client::new(address),
            events,
            slots: Semaphore::new(concurrency - concurrency / SPARE),
            waiting: Arc::new(Semaphore::new(concurrency * WAITING)),
            attempts: Mutex::default(),
            acknowledged: AtomicU64::new(0),
            probed: [AtomicU32::new(u32::MAX), AtomicU32::new(0)],
            stop: CancellationToken::new(),
        })
    }

    /// Sends them until each copy is acknowledged, or none is for as long as `stall`.
    pub(crate) async fn send(self: Arc<Self>, deliveries: u32, stall: Duration) -> Vec<Attempt> {
        let tasks = TaskTracker::new();
        let all = async {
            for delivery in 0..deliveries {
                // Never closed.
                let Ok(waits) = self.waiting.clone().acquire_owned().await else {
                    break;
                };
                tasks.spawn(self.clone().deliver(delivery, waits));
            }
            tasks.close();
            tasks.wait().await;
        };
        tokio::select! {
            () = all => {}
            () = self.stalled(stall) => {
                self.stop.cancel();
                tasks.close();
                tasks.wait().await;
            }
        }
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut attempts)
    }

    /// Resolves when nothing was acknowledged for as long as `stall`.
    async fn stalled(&self, stall: Duration) {
        let mut ticks = interval(stall);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ticks.tick().await;
        let mut before = None;
        loop {
            let now = self.acknowledged.load(Ordering::Relaxed);
            if before.replace(now) == Some(now) {
                return;
            }
            ticks.tick().await;
        }
    }

    async fn deliver(self: Arc<Self>, delivery: u32, waits: OwnedSemaphorePermit) {
        match self.plan.duplicate(delivery) {
            None => self.copy(delivery, 0).await,
            Some(Duplicate::Beside) => {
                tokio::join!(self.copy(delivery, 0), self.copy(delivery, 1));
            }
            Some(Duplicate::After(pause)) => {
                self.copy(delivery, 0).await;
                drop(waits);
                sleep(pause).await;
                self.copy(delivery, 1).await;
            }
        }
    }

    /// Sends one copy until it is acknowledged.
    async fn copy(&self, delivery: u32, copy: u8) {
        let body = self.plan.body(delivery);
        let mut probe = None;
        for number in 0.. {
            if self.stop.is_cancelled() {
                return;
            }
            let (reset, jitter) = self.plan.attempt(delivery, copy, number);
            let slot = match probe {
                None => self.slots.acquire().await.ok(),
                // It measures, so it waits for nobody and is not reset.
                Some(_) => None,
            };
            let request = self.request(&body);
            let start = clock::now();
            let reset = reset.filter(|_| probe.is_none());
            let (outcome, retry_after) = self.client.send(&request, reset).await;
            let end = clock::now();
            drop(slot);
            let acknowledged = outcome.is_success();
            let broken = outcome == Outcome::Broken;
            self.record(Attempt {
                delivery,
                copy,
                start,
                end,
                outcome,
                probe,
            });
            if acknowledged {
                self.acknowledged.fetch_add(1, Ordering::Relaxed);
                return;
            }
            if broken && probe.is_none() {
                probe = self
                    .events
                    .kill_between(start, end)
                    .filter(|kill| self.probes(*kill));
            }
            let pause = match probe {
                Some(_) => PROBE_EVERY,
                None => pause(number, jitter, retry_after),
            };
            tokio::select! {
                () = sleep(pause) => {}
                () = self.stop.cancelled() => return,
            }
        }
    }

    /// Whether one more delivery is to probe this kill.
    fn probes(&self, kill: u32) -> bool {
        let [last, count] = &self.probed;
        if last.swap(kill, Ordering::Relaxed) != kill {
            count.store(0, Ordering::Relaxed);
        }
        count.fetch_add(1, Ordering::Relaxed) < PROBES
    }

    fn record(&self, attempt: Attempt) {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.push(attempt);
    }

    /// The request, signed now: Stripe signs each attempt anew.
    fn request(&self, body: &str) -> Vec<u8> {
        let now = SystemTime::now().into();
        let signed = self.signer.sign(&Outgoing::new(body.as_bytes(), now));
        let length = signed.body.len();
        let mut request =
            format!("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\n")
                .into_bytes();
        for (name, value) in &signed.headers {
            request.extend_from_slice(name.as_str().as_bytes());
            request.extend_from_slice(b": ");
            request.extend_from_slice(value.as_bytes());
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"\r\n");
        request.extend_from_slice(&signed.body);
        request
    }
}

/// How long to wait before the next attempt. `jitter` is between 0 and 1.
fn pause(failed: u32, jitter: f64, retry_after: Option<Duration>) -> Duration {
    let [first, longest] = BACK_OFF;
    let doubled = first.saturating_mul(1 << failed.min(16)).min(longest);
    let asked = retry_after.unwrap_or_default().min(RETRY_AFTER);
    doubled.mul_f64(0.5 + jitter / 2.0).max(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_limit_and_obey_the_receiver_up_to_another() {
        let millis = |failed, jitter, asked: Option<u64>| {
            pause(failed, jitter, asked.map(Duration::from_secs)).as_millis()
        };
        for (failed, jitter, asked, expected) in [
            (0, 1.0, None, 50),
            (0, 0.0, None, 25),
            (1, 1.0, None, 100),
            (4, 0.5, None, 600),
            (6, 1.0, None, 2_000),
            (u32::MAX, 1.0, None, 2_000),
            (0, 1.0, Some(0), 50),
            (0, 1.0, Some(30), 500),
            (6, 1.0, Some(30), 2_000),
        ] {
            let said = millis(failed, jitter, asked);
            assert_eq!(said, expected, "{failed} {jitter} {asked:?}");
        }
    }
}
