//! [`Chance`]: how long handlers take, and which fail.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use fastrand::Rng;

/// One handler in so many fails.
const FAILURE: f64 = 0.02;
/// One handler in so many is slow.
const SLOW: f64 = 0.05;

/// Draws what becomes of the next handler.
#[derive(Debug)]
pub(crate) struct Chance(Mutex<Rng>);

/// What becomes of a handler.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fate {
    /// How long it takes before its effect.
    pub(crate) before: Duration,
    /// How long it takes after it.
    pub(crate) after: Duration,
    /// Whether it fails before it.
    pub(crate) fails: bool,
}

impl Chance {
    /// From this generator.
    pub(crate) fn new(rng: Rng) -> Self {
        Self(Mutex::new(rng))
    }

    /// The next.
    pub(crate) fn fate(&self) -> Fate {
        let mut rng = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let longest = if rng.f64() < SLOW { 20_000 } else { 3_000 };
        let mut pause = || Duration::from_micros(rng.u64(200..longest));
        Fate {
            before: pause(),
            after: pause(),
            fails: rng.f64() < FAILURE,
        }
    }
}
