//! The system's clock.

use std::time::SystemTime;

use webhook_core::{Clock, UnixTime};

/// Real time: the default of every layer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixTime {
        SystemTime::now().into()
    }
}
