//! The listing for people.

use std::io::{self, Write};

use comfy_table::{Table, TableComponent, presets};

use super::Facts;
use crate::paint;

const HEADER: [&str; 6] = [
    "Provider",
    "Signature",
    "Timestamp",
    "Same delivery if same",
    "Event id and type",
    "Retries for, waits",
];

/// Writes the table, and below it where everything was read.
pub(super) fn write(facts: &[Facts], out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_style(TableComponent::HeaderLines, '─');
    table.set_style(TableComponent::MiddleHeaderIntersections, '─');
    table.set_style(TableComponent::HorizontalLines, '·');
    table.set_style(TableComponent::MiddleIntersections, '·');
    table.set_header(HEADER);
    for provider in facts {
        table.add_row(row(provider));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    writeln!(out, "{}\n", table.trim_fmt())?;
    let width = facts
        .iter()
        .map(|provider| provider.name.len())
        .max()
        .unwrap_or(0);
    writeln!(out, "Evidence and documentation:")?;
    for Facts {
        name,
        evidence,
        docs,
        ..
    } in facts
    {
        let name = paint::strong(format!("{name:width$}"));
        writeln!(out, "  {name}  {evidence:13}  {docs}")?;
    }
    Ok(())
}

fn row(provider: &Facts) -> [String; 6] {
    let mut signature = vec![
        provider.algorithm.to_owned(),
        provider.signature_header.to_owned(),
    ];
    if provider.signs_url {
        signature.push("signs the URL".to_owned());
    }
    if !provider.signs_body {
        signature.push("body not signed".to_owned());
    }
    let timestamp = match (&provider.timestamp, provider.tolerance_secs) {
        (Some(place), Some(seconds)) => vec![place.clone(), format!("± {}", duration(seconds))],
        _ => vec!["-".to_owned()],
    };
    let or = |seconds: Option<u64>| seconds.map_or("unknown".to_owned(), duration);
    [
        lines(vec![
            provider.name.to_owned(),
            provider.title.to_owned(),
            provider.methods.join(", "),
        ]),
        lines(signature),
        lines(timestamp),
        provider.identity.replace(", ", "\n"),
        lines([&*provider.event_id, &*provider.event_type].concat()),
        lines(vec![
            or(provider.retry_horizon_secs),
            or(provider.response_deadline_secs),
        ]),
    ]
}

fn lines(lines: Vec<String>) -> String {
    lines.join("\n")
}

/// In the largest unit that reads well: `3 d`, `75.6 h`, `5 min`, `10 s`.
fn duration(seconds: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(24 * 3600, "d"), (3600, "h"), (60, "min")];
    match UNITS.iter().find(|(unit, _)| seconds.is_multiple_of(*unit)) {
        Some((unit, name)) => format!("{} {name}", seconds / unit),
        None if seconds > 3600 => format!("{}.{} h", seconds / 3600, seconds % 3600 / 360),
        None => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_read_well() {
        let cases = [
            (3 * 24 * 3600, "3 d"),
            (4 * 3600, "4 h"),
            (272_105, "75.5 h"),
            (300, "5 min"),
            (15, "15 s"),
        ];
        for (seconds, text) in cases {
            assert_eq!(duration(seconds), text);
        }
    }
}
