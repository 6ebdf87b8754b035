//! What came back: statuses, latencies, and whether a careful receiver would have answered so.

use std::{collections::BTreeMap, io::Write, time::Duration};

use hdrhistogram::Histogram;
use serde::Serialize;

use super::{Mode, deliver::Answer};
use crate::{Error, Outcome, paint};

/// What came back, counted.
#[derive(Debug)]
pub(super) struct Summary {
    mode: Mode,
    deliveries: usize,
    requests: usize,
    wrong: usize,
    statuses: BTreeMap<u16, usize>,
    failures: BTreeMap<String, usize>,
    latencies: Histogram<u64>,
    slowest: Duration,
    /// The first line of the only answer.
    said: Option<String>,
}

#[derive(Serialize)]
struct Json<'a> {
    mode: String,
    deliveries: usize,
    requests: usize,
    as_expected: bool,
    unexpected_deliveries: usize,
    statuses: &'a BTreeMap<u16, usize>,
    failures: &'a BTreeMap<String, usize>,
    p50_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    max_ms: f64,
}

impl Summary {
    pub(super) fn new(mode: Mode) -> Self {
        Self {
            mode,
            deliveries: 0,
            requests: 0,
            wrong: 0,
            statuses: BTreeMap::new(),
            failures: BTreeMap::new(),
            // Microseconds, up to ten minutes, three digits: bounds that it always takes.
            latencies: Histogram::new_with_bounds(1, 600_000_000, 3)
                .unwrap_or_else(|_| unreachable!("bounds in order")),
            slowest: Duration::ZERO,
            said: None,
        }
    }

    /// Counts the answers to one delivery.
    pub(super) fn add(&mut self, answers: Vec<Answer>) {
        self.deliveries += 1;
        let statuses: Vec<_> = answers.iter().map(Answer::status).collect();
        self.wrong += usize::from(!self.mode.is_right(&statuses));
        for answer in answers {
            self.requests += 1;
            self.slowest = self.slowest.max(answer.took);
            let micros = u64::try_from(answer.took.as_micros()).unwrap_or(u64::MAX);
            self.latencies.saturating_record(micros.max(1));
            match answer.reply {
                Ok(reply) => {
                    *self.statuses.entry(reply.status.as_u16()).or_default() += 1;
                    let text = String::from_utf8_lossy(&reply.body);
                    let line = text.lines().next().unwrap_or_default();
                    self.said = Some(printable(line));
                }
                Err(error) => *self.failures.entry(error.to_string()).or_default() += 1,
            }
        }
    }

    pub(super) fn outcome(&self) -> Outcome {
        if self.wrong == 0 {
            Outcome::AsExpected
        } else {
            Outcome::Differs
        }
    }

    /// For people.
    pub(super) fn write(&self, out: &mut impl Write) -> Result<(), Error> {
        for (status, count) in &self.statuses {
            let said = match (&self.said, self.requests) {
                (Some(said), 1) if !said.is_empty() => format!("  {said}"),
                _ => String::new(),
            };
            writeln!(out, "{}  {count} x{said}", paint::strong(status))?;
        }
        for (failure, count) in &self.failures {
            writeln!(out, "{}  {count} x  {failure}", paint::bad("no answer"))?;
        }
        let ms = |quantile| self.quantile(quantile);
        if self.requests > 1 {
            writeln!(
                out,
                "{} requests; p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms",
                self.requests,
                ms(0.5),
                ms(0.95),
                ms(0.99),
                self.slowest.as_secs_f64() * 1e3
            )?;
        } else {
            writeln!(out, "{:.1} ms", self.slowest.as_secs_f64() * 1e3)?;
        }
        let expectation = self.mode.expectation();
        if self.wrong == 0 {
            writeln!(out, "{} as it should be; {expectation}", paint::good('✓'))?;
        } else {
            let share = format!("{} of {}", self.wrong, self.deliveries);
            writeln!(
                out,
                "{} {share} not as it should be; {expectation}",
                paint::bad('✗')
            )?;
        }
        Ok(())
    }

    /// For machines; the names are stable.
    pub(super) fn write_json(&self, out: &mut impl Write) -> Result<(), Error> {
        let json = Json {
            mode: format!("{:?}", self.mode).to_lowercase(),
            deliveries: self.deliveries,
            requests: self.requests,
            as_expected: self.wrong == 0,
            unexpected_deliveries: self.wrong,
            statuses: &self.statuses,
            failures: &self.failures,
            p50_ms: self.quantile(0.5),
            p95_ms: self.quantile(0.95),
            p99_ms: self.quantile(0.99),
            max_ms: self.slowest.as_secs_f64() * 1e3,
        };
        serde_json::to_writer(&mut *out, &json)?;
        writeln!(out)?;
        Ok(())
    }

    /// In milliseconds.
    fn quantile(&self, quantile: f64) -> f64 {
        let micros = self.latencies.value_at_quantile(quantile);
        Duration::from_micros(micros).as_secs_f64() * 1e3
    }
}

/// An answer is the receiver's text: what would move a terminal's cursor is left out.
fn printable(line: &str) -> String {
    line.chars().filter(|c| !c.is_control()).take(120).collect()
}
