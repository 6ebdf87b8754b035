//! What is known about a provider beyond its signature, and how well.

use std::time::Duration;

use super::{Scheme, SuccessAnswer, check};

/// Done records are kept at least this long …
const MIN_WINDOW: Duration = Duration::from_secs(24 * 3600);
/// … and this long where nobody knows for how long the provider retries: that counts as 72 hours, of
/// which this is 1.5 times, rounded up to days.
const UNKNOWN_HORIZON_WINDOW: Duration = Duration::from_secs(5 * 24 * 3600);

/// How well a scheme's facts are sourced. Nothing ships on a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// The vendor's own SDK or sender code was read, or a published vector was recomputed.
    VendorSource,
    /// The vendor's own documentation was read.
    VendorDocs,
    /// Seen only in independent verifiers.
    ThirdParty,
    /// A user's own scheme.
    Own,
}

impl Evidence {
    /// The word used in listings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VendorSource => "vendor-source",
            Self::VendorDocs => "vendor-docs",
            Self::ThirdParty => "third-party",
            Self::Own => "own",
        }
    }
}

/// Which time a provider signs: decides whether a late retry looks stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stamped {
    /// Each attempt is stamped anew, so that only a replay is old.
    PerAttempt,
    /// Every attempt carries the time of the event. It is held against the clock only where the
    /// tolerance covers all retries; otherwise a late one would be refused for good.
    AtEvent,
    /// Nobody wrote it down. It is held against the clock, as the provider's receivers do.
    Unknown,
}

/// Some HTTP statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Statuses {
    /// This one.
    One(u16),
    /// From the first to the second, both included.
    Range(u16, u16),
}

impl Statuses {
    /// Every 4xx.
    pub const CLIENT_ERRORS: &'static [Self] = &[Self::Range(400, 499)];
    /// Every 4xx but 429.
    pub const CLIENT_ERRORS_BUT_429: &'static [Self] =
        &[Self::Range(400, 428), Self::Range(430, 499)];

    /// Whether `status` is one of these.
    pub const fn contain(self, status: u16) -> bool {
        let (first, last) = self.bounds();
        first <= status && status <= last
    }

    /// The first and the last.
    pub const fn bounds(self) -> (u16, u16) {
        match self {
            Self::One(status) => (status, status),
            Self::Range(first, last) => (first, last),
        }
    }
}

/// A credential that is often pasted where the signing secret belongs, and what to do instead.
///
/// A secret that starts with `prefix` is refused at start-up with
/// "*looks like `looks_like` (`prefix`…); `fix`*".
#[derive(Clone, Copy, Debug)]
pub struct SecretHint {
    /// How the wrong credential starts.
    pub prefix: &'static str,
    /// What it is, with its article: "an API key".
    pub looks_like: &'static str,
    /// What to use: "use the endpoint's signing secret (whsec_…)".
    pub fix: &'static str,
}

impl SecretHint {
    /// What starts with `prefix` looks like this, and here is what to use instead.
    pub const fn new(prefix: &'static str, looks_like: &'static str, fix: &'static str) -> Self {
        Self {
            prefix,
            looks_like,
            fix,
        }
    }
}

/// What is configured in a secret's place, of a provider whose keys are fetched: a topic, a webhook
/// id, an audience. It is no secret, and binds deliveries to this endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Configured {
    /// What the provider calls it, with its article: "a topic's ARN".
    pub what: &'static str,
    /// Whether a text can be one.
    pub is_one: fn(&str) -> bool,
    /// What one looks like: "arn:aws:sns:us-east-1:123456789012:orders".
    pub example: &'static str,
}

impl Configured {
    /// The address under which an account of the provider's publishes its keys.
    pub const BASE_URL: Self = Self {
        what: "the https address of your account",
        is_one: |text| crate::keys::address::is_base(text),
        example: "https://yours.example.com",
    };
}

impl Scheme {
    /// Whether each attempt is stamped anew; by default that is not known.
    pub const fn stamped(mut self, stamped: Stamped) -> Self {
        self.stamped = stamped;
        self
    }

    /// Statuses after which the provider does not send a delivery again; by default none is known.
    ///
    /// # Panics
    /// For what is no status of a failure, and for a range from high to low.
    pub const fn final_statuses(mut self, statuses: &'static [Statuses]) -> Self {
        check::statuses(statuses);
        self.final_statuses = statuses;
        self
    }

    /// What the provider reads in the answer to a delivery that was handled; by default any 2xx.
    ///
    /// # Panics
    /// For a status that is no 2xx.
    pub const fn success_answer(mut self, answer: SuccessAnswer) -> Self {
        if let SuccessAnswer::Status(status) = answer {
            assert!(status >= 200 && status < 300, "success is a 2xx");
        }
        self.success_answer = answer;
        self
    }

    /// The addresses or ranges that the provider says it sends from; by default none is known. They
    /// change: nothing is refused for them unless the receiver allows them and no others.
    pub const fn sources(mut self, ranges: &'static [&'static str]) -> Self {
        self.sources = ranges;
        self
    }

    /// The addresses or ranges that the provider says it sends from, where known.
    pub const fn published_sources(&self) -> &'static [&'static str] {
        self.sources
    }

    /// Whether each attempt is stamped anew.
    pub const fn stamped_axis(&self) -> Stamped {
        self.stamped
    }

    /// Whether an honest retry may carry a timestamp beyond the tolerance.
    pub(crate) const fn outlives_its_stamp(&self) -> bool {
        match (self.stamped, self.retry_horizon_secs) {
            (Stamped::AtEvent, Some(horizon)) => horizon > self.tolerance_secs,
            (Stamped::AtEvent, None) => true,
            _ => false,
        }
    }

    /// Statuses after which the provider does not send a delivery again, where known.
    pub const fn final_statuses_axis(&self) -> &'static [Statuses] {
        self.final_statuses
    }

    /// Whether the provider is known not to send a delivery again that was answered with `status`.
    pub fn is_final(&self, status: u16) -> bool {
        self.final_statuses.iter().any(|some| some.contain(status))
    }

    /// How long a done delivery is to be remembered: 1.5 times as long as the provider retries (5 days
    /// where nobody knows), a day at least, and twice as long as a timestamp stays fresh.
    ///
    /// ```
    /// use std::time::Duration;
    /// use webhook_core::providers;
    ///
    /// let days = |days: u64| Duration::from_secs(days * 24 * 3600);
    /// assert_eq!(providers::SLACK.dedupe_window(), days(1), "it retries for six minutes");
    /// assert!(providers::STRIPE.dedupe_window() > days(4), "it retries for three days");
    /// ```
    pub fn dedupe_window(&self) -> Duration {
        let window = match self.retry_horizon() {
            Some(horizon) => {
                let longer = horizon.saturating_mul(3).checked_div(2);
                longer.unwrap_or_default().max(MIN_WINDOW)
            }
            None => UNKNOWN_HORIZON_WINDOW,
        };
        window.max(self.tolerance().unwrap_or_default().saturating_mul(2))
    }

    /// What the provider reads in the answer to a delivery that was handled.
    pub const fn success_axis(&self) -> SuccessAnswer {
        self.success_answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers;

    #[test]
    fn done_records_outlive_every_providers_retries_by_half() {
        for scheme in providers::ALL {
            let window = scheme.dedupe_window();
            let horizon = scheme.retry_horizon();
            // What is not known counts as 72 hours.
            let horizon = horizon.unwrap_or(Duration::from_secs(72 * 3600));
            assert!(window >= horizon * 3 / 2, "{}", scheme.name());
            assert!(window >= MIN_WINDOW, "{}", scheme.name());
            let tolerance = scheme.tolerance().unwrap_or_default();
            assert!(window >= tolerance * 2, "{}", scheme.name());
        }
    }
}
