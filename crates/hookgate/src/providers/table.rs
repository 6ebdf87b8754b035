//! The listing for people.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};

use super::Facts;
use crate::paint;

const HEADER: [&str; 5] = [
    "Provider\nmethods",
    "Signature\ntimestamp",
    "Same delivery if the same",
    "Event id, type",
    "Retries,\nwaits",
];

/// What most terminals have, or can have.
const WIDTH: u16 = 120;

/// Rows span several lines, so lines stand between them.
const LINED: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─'))
    .row_separator(LineStyle::none().fill('·'));

/// Writes the table, and below it where everything was read.
pub(super) fn write(facts: &[Facts], out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(LINED);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(WIDTH);
    table.set_header(HEADER);
    for provider in facts {
        table.add_row(row(provider));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    writeln!(out, "{}\n", table.trim_fmt())?;
    writeln!(
        out,
        "Where things stand: a bare name is a header, body /a/b a member of the JSON body.\n\
         Of several places, the first that has one counts.\n\n\
         Success, and statuses after which nothing is sent again:"
    )?;
    let width = facts
        .iter()
        .map(|provider| provider.name.len())
        .max()
        .unwrap_or(0);
    for provider in facts {
        let name = paint::strong(format!("{:width$}", provider.name));
        let answer = &provider.success_answer;
        let finals = match provider.final_statuses.join(", ") {
            none if none.is_empty() => none,
            some => format!("; {some}"),
        };
        writeln!(out, "  {name}  {answer}{finals}")?;
    }
    if facts.iter().any(|provider| provider.keys.is_some()) {
        writeln!(
            out,
            "\nWhere keys are fetched, and what is configured in a secret's place:"
        )?;
    }
    for provider in facts {
        if let Some(keys) = &provider.keys {
            let name = paint::strong(format!("{:width$}", provider.name));
            let configured = provider.configured.as_deref().unwrap_or("nothing");
            writeln!(out, "  {name}  {keys}; {configured}")?;
        }
    }
    writeln!(out, "\nEvidence and documentation:")?;
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

fn row(provider: &Facts) -> [String; 5] {
    let mut signature = vec![
        provider.algorithm.to_owned(),
        provider.signature_header.to_owned(),
    ];
    if let (Some(place), Some(seconds)) = (&provider.timestamp, provider.tolerance_secs) {
        signature.push(bare(place));
        signature.push(format!("± {}", duration(seconds)));
    }
    if provider.signs_url {
        signature.push("signs the URL".to_owned());
    }
    if !provider.signs_body {
        signature.push("does not sign the body".to_owned());
    }
    let known = |seconds: Option<u64>| seconds.map_or("unknown".to_owned(), duration);
    let events = [
        grouped("id", &provider.event_id),
        grouped("type", &provider.event_type),
    ];
    [
        [provider.name, provider.title, &provider.methods.join(", ")].join("\n"),
        signature.join("\n"),
        bare(&provider.identity).replace(", ", "\n"),
        events.join("\n"),
        [
            known(provider.retry_horizon_secs),
            known(provider.response_deadline_secs),
        ]
        .join("\n"),
    ]
}

/// Header names need no saying what they are.
fn bare(place: &str) -> String {
    place.replace("header ", "")
}

/// Places, a line for each kind: `id form MessageSid, CallSid`.
fn grouped(name: &str, places: &[String]) -> String {
    let mut text = String::new();
    let mut last = "";
    for place in places {
        let (kind, rest) = place.split_once(' ').unwrap_or(("", place));
        if kind == last {
            text.push_str(&format!(", {rest}"));
        } else {
            let end = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{end}{name} {}", bare(place)));
        }
        last = kind;
    }
    text
}

/// In the largest unit that reads well: `3 d`, `75.6 h`, `5 min`, `10 s`, and `none`.
pub(super) fn duration(seconds: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(24 * 3600, "d"), (3600, "h"), (60, "min")];
    if seconds == 0 {
        return "none".to_owned();
    }
    let reads_well =
        |unit: u64| seconds.is_multiple_of(unit) && (unit != 60 || seconds <= 2 * 3600);
    match UNITS.iter().find(|(unit, _)| reads_well(*unit)) {
        Some((unit, name)) => format!("{} {name}", seconds / unit),
        None if seconds > 3600 => format!("{}.{} h", seconds / 3600, seconds % 3600 / 360),
        None => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{duration, grouped};

    #[test]
    fn places_of_a_kind_stand_together() {
        let places = ["form a", "form b", "header x-c", "body /d"].map(str::to_owned);
        assert_eq!(grouped("id", &places), "id form a, b\nid x-c\nid body /d");
    }

    #[test]
    fn durations_read_well() {
        let cases = [
            (3 * 24 * 3600, "3 d"),
            (4 * 3600, "4 h"),
            (272_105, "75.5 h"),
            (90 * 60, "90 min"),
            (3345 * 60, "55.7 h"),
            (300, "5 min"),
            (15, "15 s"),
            (0, "none"),
        ];
        for (seconds, text) in cases {
            assert_eq!(duration(seconds), text);
        }
    }
}
