//! What came of all cases, compared with what should have.

use super::{
    cases::{CASES, Case},
    play::Seen,
};

/// The outcome of a demo.
#[derive(Debug)]
pub struct Report {
    /// The providers' names, one per column.
    pub providers: Vec<&'static str>,
    /// The cases, one per row, each with one cell per provider.
    pub rows: Vec<Row>,
}

/// One case for all providers.
#[derive(Debug)]
pub struct Row {
    /// The case.
    pub case: &'static Case,
    /// What happened; `None` where the case does not apply.
    pub cells: Vec<Option<Seen>>,
}

/// One cell that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The provider's name.
    pub provider: &'static str,
    /// The case's name.
    pub case: &'static str,
    /// What should have happened.
    pub expected: String,
    /// What did.
    pub got: String,
}

impl Report {
    /// From one column per provider, each with one cell per case.
    pub(super) fn new(columns: Vec<(&'static str, Vec<Option<Seen>>)>) -> Self {
        let providers = columns.iter().map(|(name, _)| *name).collect();
        let mut columns: Vec<_> = columns
            .into_iter()
            .map(|(_, cells)| cells.into_iter())
            .collect();
        let rows = CASES.iter().map(|case| Row {
            case,
            cells: columns
                .iter_mut()
                .map(|cells| cells.next().flatten())
                .collect(),
        });
        Self {
            rows: rows.collect(),
            providers,
        }
    }

    /// How many cells were tried.
    pub fn checks(&self) -> usize {
        self.rows
            .iter()
            .map(|row| row.cells.iter().flatten().count())
            .sum()
    }

    /// The cells that are not as they should be.
    pub fn differences(&self) -> Vec<Difference> {
        let cells = self.rows.iter().flat_map(|row| {
            let cells = self.providers.iter().zip(&row.cells);
            cells.filter_map(|(provider, seen)| row.case.difference(provider, seen.as_ref()?))
        });
        cells.collect()
    }

    /// Whether everything is as it should be.
    pub fn is_as_expected(&self) -> bool {
        self.checks() > 0 && self.differences().is_empty()
    }
}

impl Case {
    /// Whether what was seen is what should be: statuses, handler runs, and `Retry-After` beside
    /// every 503.
    pub(super) fn is_met(&self, seen: &Seen) -> bool {
        let statuses = seen.answers.iter().map(|answer| answer.status);
        statuses.eq(self.expected.statuses.iter().map(|status| Some(*status)))
            && seen.runs == self.expected.runs
            && seen
                .answers
                .iter()
                .all(|answer| answer.status != Some(503) || answer.retry_after)
    }

    fn difference(&self, provider: &'static str, seen: &Seen) -> Option<Difference> {
        if self.is_met(seen) {
            return None;
        }
        let expected = self.expected.statuses.iter().map(|status| match status {
            503 => "503 with Retry-After".to_owned(),
            other => other.to_string(),
        });
        let got = seen.answers.iter().map(|answer| match answer.status {
            Some(503) if answer.retry_after => "503 with Retry-After".to_owned(),
            Some(503) => "503 without Retry-After".to_owned(),
            Some(other) => other.to_string(),
            None => "no answer".to_owned(),
        });
        Some(Difference {
            provider,
            case: self.name,
            expected: format!("{}, {}", counted(expected), runs(self.expected.runs)),
            got: format!("{}, {}", counted(got), runs(seen.runs)),
        })
    }
}

/// Equal neighbours are counted: `200, 4 × 503`.
fn counted(texts: impl Iterator<Item = String>) -> String {
    let mut groups: Vec<(usize, String)> = Vec::new();
    for text in texts {
        match groups.last_mut() {
            Some((count, last)) if *last == text => *count += 1,
            _ => groups.push((1, text)),
        }
    }
    let texts: Vec<_> = groups
        .into_iter()
        .map(|(count, text)| {
            if count == 1 {
                text
            } else {
                format!("{count} × {text}")
            }
        })
        .collect();
    texts.join(", ")
}

fn runs(count: usize) -> String {
    match count {
        0 => "handler not run".to_owned(),
        1 => "handler run once".to_owned(),
        2 => "handler run twice".to_owned(),
        more => format!("handler run {more} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::client::Answer;

    fn seen(statuses: &[u16], retry_after: bool, runs: usize) -> Seen {
        let answers = statuses.iter().map(|status| Answer {
            status: Some(*status),
            retry_after,
        });
        Seen {
            answers: answers.collect(),
            runs,
        }
    }

    fn case(name: &str) -> &'static Case {
        CASES.iter().find(|case| case.name == name).unwrap()
    }

    #[test]
    fn a_cell_differs_by_status_by_runs_and_by_a_missing_retry_after() {
        let replay = case("replay");
        assert!(replay.is_met(&seen(&[200, 200], false, 1)));
        assert!(!replay.is_met(&seen(&[200, 200], false, 2)));
        assert!(!replay.is_met(&seen(&[200, 200], false, 0)));
        assert!(!replay.is_met(&seen(&[200, 503], true, 1)));
        assert!(!replay.is_met(&seen(&[], true, 0)));
        let copies = case("5 copies at once");
        assert!(copies.is_met(&seen(&[200, 503, 503, 503, 503], true, 1)));
        assert!(!copies.is_met(&seen(&[200, 503, 503, 503, 503], false, 1)));
        assert!(!copies.is_met(&seen(&[200, 200, 503, 503, 503], true, 1)));
        let none = Seen {
            answers: vec![Answer::NONE],
            runs: 0,
        };
        assert!(!replay.is_met(&none));
    }

    #[test]
    fn differences_say_what_should_have_been() {
        let difference = case("5 copies at once")
            .difference("Stripe", &seen(&[200, 200, 503, 503, 503], true, 2))
            .unwrap();
        assert_eq!(
            difference.expected,
            "200, 4 × 503 with Retry-After, handler run once"
        );
        assert_eq!(
            difference.got,
            "2 × 200, 3 × 503 with Retry-After, handler run twice"
        );
    }
}
