//! The report as a newcomer reads it.

use std::time::Duration;

use comfy_table::{Cell, LineStyle, Table, TableStyle};

use super::{
    play::Seen,
    report::{Report, Row},
};
use crate::paint;

/// Nothing but a line under the header: the table fits into 80 columns.
const UNDERLINED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// The table, what its rows mean, and the verdict.
pub(super) fn report(report: &Report, took: Duration) -> String {
    let table = paint::marks(&table(report));
    let mut text = format!("{table}\n\n{}", meanings(report));
    text.push('\n');
    let checks = report.checks();
    let differences = report.differences();
    for difference in &differences {
        let super::report::Difference {
            provider,
            case,
            expected,
            got,
        } = difference;
        let title = paint::strong(format!("{provider}, {case}"));
        let mark = paint::bad('✗');
        text.push_str(&format!(
            "{mark} {title}\n    expected  {expected}\n    got       {got}\n"
        ));
    }
    let took = took.as_millis();
    text.push_str(&if report.is_as_expected() {
        let verdict = format!("✓ All {checks} checks are as they should be");
        format!("{} ({took} ms).\n", paint::good(verdict))
    } else {
        let verdict = format!("✗ {} of {checks} checks differ", differences.len());
        format!(
            "{} ({took} ms). This receiver is not safe: see what differs above.\n",
            paint::bad(verdict)
        )
    });
    text
}

fn table(report: &Report) -> String {
    let mut table = Table::new();
    table.load_style(UNDERLINED);
    let providers = report.providers.iter().map(|name| name.replace(' ', "\n"));
    table.set_header(std::iter::once(String::new()).chain(providers));
    for row in &report.rows {
        let cells = row
            .cells
            .iter()
            .map(|seen| Cell::new(cell(row, seen.as_ref())));
        table.add_row(std::iter::once(Cell::new(row.case.name)).chain(cells));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 1));
    }
    table.trim_fmt()
}

fn cell(row: &Row, seen: Option<&Seen>) -> String {
    let Some(seen) = seen else {
        return "-".to_owned();
    };
    let mark = if row.case.is_met(seen) { '✓' } else { '✗' };
    let mut statuses: Vec<_> = seen
        .answers
        .iter()
        .map(|answer| {
            answer
                .status
                .map_or("none".to_owned(), |status| status.to_string())
        })
        .collect();
    statuses.dedup();
    // The full story of a cell that differs stands below the table.
    format!(
        "{mark} {}",
        statuses.join(if row.case.is_at_once() { "+" } else { "→" })
    )
}

fn meanings(report: &Report) -> String {
    let width = report
        .rows
        .iter()
        .map(|row| row.case.name.len())
        .max()
        .unwrap_or(0);
    let lines = report.rows.iter().map(|row| {
        let name = format!("{:width$}", row.case.name);
        format!("{}  {}\n", paint::strong(name), row.case.meaning)
    });
    let mut text: String = lines.collect();
    let legend = "✓ the statuses are right, and the handler ran as often as it should\n\
                  - this provider sends no timestamp\n";
    text.push('\n');
    text.push_str(&paint::marks(legend));
    text
}
