//! [`Report`]: what is printed, and written as JSON.

use std::{collections::BTreeMap, time::Duration};

use comfy_table::{LineStyle, Table, TableStyle};
use serde::Serialize;

use crate::{
    args::Mode,
    checker::{Evidence, Verdict},
    client::Outcome,
    clock::Micros,
};

/// One run.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) seed: u64,
    pub(crate) mode: Mode,
    pub(crate) deliveries: u32,
    /// Second copies, that is.
    pub(crate) duplicates: usize,
    pub(crate) attempts: usize,
    /// How attempts ended, and how many did so.
    pub(crate) outcomes: BTreeMap<String, usize>,
    pub(crate) kills: usize,
    pub(crate) restarts: usize,
    pub(crate) effects: usize,
    pub(crate) seconds: f64,
    /// Deliveries acknowledged for each second.
    pub(crate) rate: f64,
    pub(crate) verdict: Verdict,
    /// The rules that were broken.
    pub(crate) broken: Vec<String>,
}

impl Report {
    /// Counts.
    pub(crate) fn new(
        seed: u64,
        mode: Mode,
        took: Micros,
        evidence: &Evidence,
        verdict: Verdict,
    ) -> Self {
        let mut outcomes = BTreeMap::new();
        for attempt in &evidence.attempts {
            *outcomes.entry(name(&attempt.outcome)).or_default() += 1;
        }
        let duplicates = (0..evidence.deliveries)
            .filter(|delivery| evidence.plan.duplicate(*delivery).is_some())
            .count();
        let seconds = Duration::from_micros(took).as_secs_f64();
        Self {
            seed,
            mode,
            deliveries: evidence.deliveries,
            duplicates,
            attempts: evidence.attempts.len(),
            outcomes,
            kills: evidence.kills.len(),
            restarts: evidence.restarts.len(),
            effects: evidence.effects.len(),
            seconds,
            rate: f64::from(evidence.deliveries) / seconds,
            broken: verdict.broken(),
            verdict,
        }
    }

    fn rows(&self) -> Vec<(String, String)> {
        let doubles = &self.verdict.doubles;
        let recovery = &self.verdict.recovery;
        let row = |name: &str, value: String| (name.to_owned(), value);
        let mut rows = vec![
            row("mode", self.mode.name()),
            row("deliveries", self.deliveries.to_string()),
            row("duplicates", self.duplicates.to_string()),
            row("attempts", self.attempts.to_string()),
        ];
        for (name, count) in &self.outcomes {
            rows.push((format!("  {name}"), count.to_string()));
        }
        rows.extend([
            row("receiver killed", self.kills.to_string()),
            row("store restarted", self.restarts.to_string()),
            row("effects", self.effects.to_string()),
            row("lost", self.verdict.lost.len().to_string()),
            row("doubles", doubles.count().to_string()),
            row("  by a kill", doubles.by_kill.to_string()),
            row("  by a restart", doubles.by_restart.to_string()),
            row("  unexplained", doubles.unexplained.len().to_string()),
            row("claims left by kills", recovery.left.to_string()),
            row("  taken over", recovery.taken_over.to_string()),
            row("  after at most", format!("{} ms", recovery.longest_ms)),
            row("probed after kills", recovery.probed.to_string()),
            row(
                "  ran after at most",
                format!("{} ms", recovery.longest_probed_ms),
            ),
            row(
                "  without downtime",
                format!("{} ms", recovery.longest_up_ms),
            ),
            row("seconds", format!("{:.1}", self.seconds)),
            row("deliveries a second", format!("{:.0}", self.rate)),
        ]);
        rows
    }
}

fn name(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Answered { status, refusal } => match refusal {
            Some(refusal) => format!("{status} {refusal}"),
            None => status.to_string(),
        },
        Outcome::Reset => "reset by the sender".to_owned(),
        Outcome::Refused => "nobody listened".to_owned(),
        Outcome::Broken => "cut by the receiver".to_owned(),
        Outcome::TimedOut => "no answer".to_owned(),
    }
}

/// Prints a column for each run, and what was broken.
pub(crate) fn print(reports: &[Report]) {
    let mut names: Vec<String> = Vec::new();
    let columns: Vec<BTreeMap<_, _>> = reports
        .iter()
        .map(|report| report.rows().into_iter().collect())
        .collect();
    for report in reports {
        let mut before = 0;
        for (name, _) in report.rows() {
            match names.iter().position(|known| *known == name) {
                Some(known) => before = known + 1,
                None => {
                    names.insert(before, name);
                    before += 1;
                }
            }
        }
    }
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')));
    for name in &names {
        let cells = columns
            .iter()
            .map(|column| column.get(name).map_or("", String::as_str));
        let row: Vec<_> = std::iter::once(name.as_str()).chain(cells).collect();
        table.add_row(row);
    }
    println!("{}", table.trim_fmt());
    for report in reports {
        let mode = report.mode.name();
        if report.broken.is_empty() {
            println!("{mode}: every rule held");
        }
        for rule in &report.broken {
            println!("{mode}: BROKEN: {rule}");
        }
    }
    if let Some(report) = reports.first() {
        println!("seed {}", report.seed);
    }
}
