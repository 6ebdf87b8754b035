//! [`Events`]: which receiver was killed when, and when the store was away.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::clock::Micros;

/// A `kill -9` of the receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Kill {
    /// Which receiver.
    pub(crate) incarnation: u32,
    /// Just before the signal.
    pub(crate) at: Micros,
    /// Just after its end: from here on it does nothing.
    pub(crate) gone: Micros,
    /// When its successor listened.
    pub(crate) ready: Micros,
}

/// A stop of the store's server, and its return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Restart {
    /// Just before it was stopped.
    pub(crate) at: Micros,
    /// When it answered again.
    pub(crate) back: Micros,
}

/// What has happened up to now.
#[derive(Debug, Default)]
pub(crate) struct Events {
    kills: Mutex<Vec<Kill>>,
    restarts: Mutex<Vec<Restart>>,
}

impl Events {
    /// A receiver is about to be killed. Said before, since its sender may notice it first.
    pub(crate) fn killing(&self, incarnation: u32, at: Micros) {
        lock(&self.kills).push(Kill {
            incarnation,
            at,
            gone: Micros::MAX,
            ready: Micros::MAX,
        });
    }

    /// It is gone.
    pub(crate) fn gone(&self, gone: Micros) {
        if let Some(kill) = lock(&self.kills).last_mut() {
            kill.gone = gone;
        }
    }

    /// Its successor is ready.
    pub(crate) fn ready(&self, ready: Micros) {
        if let Some(kill) = lock(&self.kills).last_mut() {
            kill.ready = ready;
        }
    }

    /// A store was away.
    pub(crate) fn restarted(&self, restart: Restart) {
        lock(&self.restarts).push(restart);
    }

    /// The kill that happened in this time, if one did.
    pub(crate) fn kill_between(&self, start: Micros, end: Micros) -> Option<u32> {
        let kills = lock(&self.kills);
        let kill = kills.iter().rev().find(|kill| kill.at <= end)?;
        (kill.gone >= start).then_some(kill.incarnation)
    }

    /// All kills.
    pub(crate) fn kills(&self) -> Vec<Kill> {
        lock(&self.kills).clone()
    }

    /// All restarts.
    pub(crate) fn restarts(&self) -> Vec<Restart> {
        lock(&self.restarts).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_knows_which_kill_fell_into_it() {
        let events = Events::default();
        assert_eq!(events.kill_between(0, 1_000), None);
        events.killing(0, 100);
        assert_eq!(events.kill_between(90, 101), Some(0), "before it is gone");
        events.gone(110);
        events.ready(150);
        events.killing(1, 300);
        events.gone(310);
        for (start, end, kill) in [
            (0, 99, None),
            (0, 100, Some(0)),
            (105, 120, Some(0)),
            (111, 299, None),
            (200, 400, Some(1)),
            (311, 400, None),
        ] {
            assert_eq!(events.kill_between(start, end), kill, "{start}..{end}");
        }
        let [first, second] = events.kills()[..] else {
            panic!("two kills");
        };
        assert_eq!((first.gone, first.ready), (110, 150));
        assert_eq!((second.gone, second.ready), (310, Micros::MAX));
    }
}
