//! [`Plan`]: everything that chance decides, drawn from the seed.
//!
//! Each draw has a generator of its own, seeded with what it is about: what one delivery gets does not
//! depend on how the others went, so the same seed gives the same plan whatever the machine does.

use std::time::Duration;

use axum::http::HeaderMap;
use fastrand::Rng;
use webhook_core::{
    Delivery, DeliveryContext, Secret, UnixTime, danger, providers, store::DedupeKey,
};

use crate::Error;

/// One delivery in so many is sent a second time.
const DUPLICATE: f64 = 0.20;
/// One attempt in so many is reset.
const RESET: f64 = 0.05;

/// What is sent, how often, and what goes wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    seed: u64,
    /// A late duplicate comes within so long after the first acknowledgement.
    late_within: Duration,
}

/// When the second copy of a delivery is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duplicate {
    /// Beside the first.
    Beside,
    /// Once the first is acknowledged, and so long after.
    After(Duration),
}

/// How an attempt is reset by its sender, who then does not know what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reset {
    /// With a part of the request sent, in thousandths.
    Half(u16),
    /// With all of it sent, so long after.
    Whole(Duration),
}

/// What a draw is about.
#[derive(Clone, Copy)]
enum About {
    Body = 1,
    Duplicate,
    Attempt,
    Kill,
    Restart,
    Handler,
}

impl Plan {
    /// Of this seed.
    pub(crate) fn new(seed: u64, late_within: Duration) -> Self {
        Self { seed, late_within }
    }

    /// A generator for one draw.
    fn rng(&self, about: About, number: u64) -> Rng {
        // Distinct streams: the constants are odd, so that no two pairs of small numbers meet.
        let of = (about as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let at = number.wrapping_mul(0xD1B5_4A32_D192_ED03);
        let mut rng = Rng::with_seed(self.seed ^ of ^ at.rotate_left(17));
        // The first numbers of near seeds are alike.
        rng.u64(..);
        rng.u64(..);
        rng
    }

    /// The id of a delivery.
    pub(crate) fn id(&self, delivery: u32) -> String {
        format!("evt_{:016x}_{delivery}", self.seed)
    }

    /// Which delivery has this id.
    pub(crate) fn delivery(&self, id: &str) -> Option<u32> {
        let prefix = format!("evt_{:016x}_", self.seed);
        id.strip_prefix(&prefix)?.parse().ok()
    }

    /// What the layer claims for a delivery.
    pub(crate) fn key(&self, delivery: u32) -> Result<DedupeKey, Error> {
        // Of the body only the id matters.
        let body = format!(r#"{{"id":"{}"}}"#, self.id(delivery));
        let verified = danger::assume_verified(providers::STRIPE, &HeaderMap::new(), body)?;
        let context = DeliveryContext::new(providers::STRIPE.name(), UnixTime::from_secs(0));
        let delivery = Delivery::new(verified, context);
        Ok(*delivery.dedupe_key().ok_or("no identity")?)
    }

    /// An event as Stripe sends it, of 200 bytes to 4 KiB.
    pub(crate) fn body(&self, delivery: u32) -> String {
        let mut rng = self.rng(About::Body, delivery.into());
        let paid = rng.u32(1..100_000);
        let note = "x".repeat(rng.usize(0..64) * rng.usize(0..64));
        let id = self.id(delivery);
        format!(
            r#"{{"id":"{id}","object":"event","type":"invoice.paid","livemode":false,"data":{{"object":{{"id":"in_{delivery}","object":"invoice","amount_paid":{paid},"description":"{note}"}}}}}}"#
        )
    }

    /// Whether and when a delivery is sent a second time.
    pub(crate) fn duplicate(&self, delivery: u32) -> Option<Duplicate> {
        let mut rng = self.rng(About::Duplicate, delivery.into());
        if rng.f64() >= DUPLICATE {
            return None;
        }
        Some(match rng.u32(0..3) {
            0 => Duplicate::Beside,
            1 => Duplicate::After(Duration::ZERO),
            _ => Duplicate::After(self.late_within.mul_f64(rng.f64())),
        })
    }

    /// What an attempt comes to: its reset, and the part of a back-off by which its sender waits less.
    pub(crate) fn attempt(&self, delivery: u32, copy: u8, attempt: u32) -> (Option<Reset>, f64) {
        let number = u64::from(delivery) << 24 | u64::from(copy) << 20 | u64::from(attempt);
        let mut rng = self.rng(About::Attempt, number);
        let jitter = rng.f64();
        let reset = (rng.f64() < RESET).then(|| match rng.bool() {
            true => Reset::Half(rng.u16(0..1000)),
            false => Reset::Whole(Duration::from_micros(rng.u64(0..8_000))),
        });
        (reset, jitter)
    }

    /// How long until the next kill.
    pub(crate) fn until_kill(&self, kill: u32, every: Duration) -> Duration {
        about(&mut self.rng(About::Kill, kill.into()), every)
    }

    /// How long until the store is stopped next, and for how long it is then away: up to a third of
    /// the time between.
    pub(crate) fn until_restart(&self, restart: u32, every: Duration) -> (Duration, Duration) {
        let mut rng = self.rng(About::Restart, restart.into());
        let until = about(&mut rng, every);
        (until, every.mul_f64(rng.f64() / 3.0))
    }

    /// The chances that a receiver's handlers take.
    pub(crate) fn handlers(&self, incarnation: u32) -> Rng {
        self.rng(About::Handler, incarnation.into())
    }
}

/// About `every`: a quarter more or less.
fn about(rng: &mut Rng, every: Duration) -> Duration {
    every.mul_f64(0.75 + rng.f64() / 2.0)
}

/// What signs the deliveries, and secures nothing.
pub(crate) fn secret() -> Secret {
    Secret::new("whsec_of_the_chaos_command_and_nobody_else")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_secs(2);

    fn all(seed: u64) -> Vec<String> {
        let plan = Plan::new(seed, EVERY);
        let deliveries = (0..500).map(|delivery| {
            let duplicate = plan.duplicate(delivery);
            let attempts: Vec<_> = (0..4)
                .map(|attempt| plan.attempt(delivery, (attempt % 2) as u8, attempt))
                .collect();
            format!("{} {duplicate:?} {attempts:?}", plan.body(delivery))
        });
        let chaos = (0..50).map(|number| {
            let kill = plan.until_kill(number, EVERY);
            let restart = plan.until_restart(number, EVERY);
            let handlers = plan.handlers(number).u64(..);
            format!("{kill:?} {restart:?} {handlers}")
        });
        deliveries.chain(chaos).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_plan_and_another_one_another() {
        for seed in [0, 1, 7, u64::MAX] {
            assert_eq!(all(seed), all(seed));
            let other = all(seed.wrapping_add(1));
            let same = all(seed).iter().zip(&other).filter(|(a, b)| a == b).count();
            assert_eq!(same, 0, "seed {seed}");
        }
    }

    #[test]
    fn a_fifth_is_sent_twice_and_a_twentieth_of_attempts_is_reset() {
        let plan = Plan::new(7, EVERY);
        let count = 20_000;
        let share = |hits: usize| hits as f64 / f64::from(count);
        let duplicates: Vec<_> = (0..count)
            .filter_map(|delivery| plan.duplicate(delivery))
            .collect();
        assert!((share(duplicates.len()) - DUPLICATE).abs() < 0.01);
        let of_each = [
            duplicates
                .iter()
                .filter(|when| **when == Duplicate::Beside)
                .count(),
            duplicates
                .iter()
                .filter(|when| **when == Duplicate::After(Duration::ZERO))
                .count(),
        ];
        assert!(
            of_each
                .map(share)
                .iter()
                .all(|share| (share - DUPLICATE / 3.0).abs() < 0.01)
        );
        let resets: Vec<_> = (0..count)
            .filter_map(|delivery| plan.attempt(delivery, 0, 1).0)
            .collect();
        assert!((share(resets.len()) - RESET).abs() < 0.01);
        let halves = resets
            .iter()
            .filter(|reset| matches!(reset, Reset::Half(_)))
            .count();
        assert!((share(halves) - RESET / 2.0).abs() < 0.01);
    }

    #[test]
    fn an_id_says_which_delivery_it_is() {
        let plan = Plan::new(7, EVERY);
        assert_eq!(plan.delivery(&plan.id(99)), Some(99));
        assert_eq!(Plan::new(8, EVERY).delivery(&plan.id(99)), None);
        assert_eq!(plan.delivery("evt_1"), None);
    }
}
