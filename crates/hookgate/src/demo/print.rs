//! The report as a newcomer reads it.

use std::time::Duration;

use comfy_table::{Cell, Table, TableComponent, presets};

use super::{
    play::Seen,
    report::{Report, Row},
};
use crate::paint;

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
    let seconds = took.as_secs_f32();
    text.push_str(&if report.is_as_expected() {
        let verdict = format!("✓ All {checks} checks are as they should be");
        format!("{} ({seconds:.1} s).\n", paint::good(verdict))
    } else {
        let verdict = format!("✗ {} of {checks} checks differ", differences.len());
        format!(
            "{} ({seconds:.1} s). This receiver is not safe: see what differs above.\n",
            paint::bad(verdict)
        )
    });
    text
}

fn table(report: &Report) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_style(TableComponent::HeaderLines, '─');
    table.set_style(TableComponent::MiddleHeaderIntersections, '─');
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
    format!("{mark} {}", statuses.join("+"))
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
    text.push_str(&paint::faint("-  this provider sends no timestamp"));
    text.push('\n');
    text
}
