//! The count, and the report of each difference.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use axum_webhook::testing::vectors::{Level, Outcome as Judged, Vector};

use super::verdict::{Verdict, expected, receive};
use crate::{Outcome, paint};

/// What came of the vectors so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Of level `must`, as expected.
    passed: usize,
    /// Of level `must`, not as expected.
    failed: usize,
    /// Of level `may`, as expected.
    agreed: usize,
    /// Of level `may`, not as expected.
    remarks: usize,
    /// Of providers that this build does not know, by name.
    skipped: BTreeMap<String, usize>,
    /// Of providers that were not asked for.
    pub(super) left_out: usize,
    /// Lines that are no vectors.
    pub(super) unreadable: usize,
}

impl Tally {
    /// Receives one vector and writes what differs.
    pub(super) fn judge(
        &mut self,
        vector: &Vector,
        place: &str,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let Some(Verdict { judged, got }) = receive(vector) else {
            let name = match &*vector.scheme {
                "default" => vector.provider.clone(),
                scheme => format!("{} ({scheme})", vector.provider),
            };
            *self.skipped.entry(name).or_default() += 1;
            return Ok(());
        };
        let passed = judged == Judged::Pass;
        let counter = match (vector.level, passed) {
            (Level::Must, true) => &mut self.passed,
            (Level::Must, false) => &mut self.failed,
            (Level::May, true) => &mut self.agreed,
            (Level::May, false) => &mut self.remarks,
        };
        *counter += 1;
        if passed {
            return Ok(());
        }
        let expected = expected(vector);
        let Vector {
            id,
            reason,
            sdk,
            note,
            ..
        } = vector;
        if vector.level == Level::May {
            let mark = paint::remark("~");
            return writeln!(out, "{mark} {id}: {got}; {sdk}: {expected} ({reason})");
        }
        let (mark, title) = (paint::bad("✗"), paint::strong(id));
        writeln!(out, "{mark} {title}  {}", paint::faint(place))?;
        let lines = [
            ("expected", Some(&expected)),
            ("got", Some(&got)),
            ("reason", Some(reason)),
            ("judged by", Some(sdk)),
            ("note", note.as_ref()),
        ];
        for (name, text) in lines {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                writeln!(out, "    {name:9} {text}")?;
            }
        }
        Ok(())
    }

    /// Writes the summary; its last line is the count over level `must`.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let skipped: usize = self.skipped.values().sum();
        if skipped > 0 {
            let names: Vec<_> = self.skipped.keys().map(String::as_str).collect();
            writeln!(
                out,
                "{skipped} skipped: no scheme here for {}",
                names.join(", ")
            )?;
        }
        if self.left_out > 0 {
            writeln!(out, "{} left out: of other providers", self.left_out)?;
        }
        let may = self.agreed + self.remarks;
        if may > 0 {
            writeln!(
                out,
                "{may} of level may, where sound receivers may differ: {} as the SDK, {} otherwise",
                self.agreed, self.remarks
            )?;
        }
        if self.unreadable > 0 {
            let lines = self.unreadable;
            writeln!(out, "{lines} unreadable, counted as failed: see the errors")?;
        }
        if self.passed + self.failed() + may == 0 {
            writeln!(
                out,
                "nothing was checked: is this the right file, and --provider the right one?"
            )?;
        }
        writeln!(out, "{} passed, {} failed", self.passed, self.failed())
    }

    /// A line that cannot be read could have been binding, so it is never passed over.
    fn failed(&self) -> usize {
        self.failed + self.unreadable
    }

    pub(super) fn outcome(&self) -> Outcome {
        if self.failed() == 0 {
            Outcome::AsExpected
        } else {
            Outcome::Differs
        }
    }
}
