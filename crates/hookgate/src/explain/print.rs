//! The finding, for people and for machines.

use std::io::Write;

use serde::Serialize;

use super::{diagnosis::Certainty, diagnosis::Diagnosis, investigate::Finding};
use crate::{Error, paint};

#[derive(Serialize)]
struct Json<'a> {
    provider: &'static str,
    verifies: bool,
    diagnoses: &'a [Diagnosis],
    id: Option<&'a str>,
    #[serde(rename = "type")]
    event_type: Option<&'a str>,
    secret: Option<usize>,
}

/// For machines; the names are stable.
pub(super) fn json(
    provider: &'static str,
    finding: &Finding,
    out: &mut impl Write,
) -> Result<(), Error> {
    let json = Json {
        provider,
        verifies: finding.verifies,
        diagnoses: &finding.diagnoses,
        id: finding.id.as_deref(),
        event_type: finding.event_type.as_deref(),
        secret: finding.secret,
    };
    serde_json::to_writer_pretty(&mut *out, &json)?;
    writeln!(out)?;
    Ok(())
}

/// For people.
pub(super) fn text(finding: &Finding, secrets: usize, out: &mut impl Write) -> Result<(), Error> {
    let event = finding.event_type.iter().chain(&finding.id);
    let event: String = event
        .map(|word| {
            format!(
                " {}",
                word.chars().filter(|c| !c.is_control()).collect::<String>()
            )
        })
        .collect();
    let which = match finding.secret {
        Some(number) if secrets > 1 => format!(", with secret {number} of {secrets}"),
        _ => String::new(),
    };
    if finding.verifies {
        writeln!(out, "{} it verifies:{event}{which}", paint::good('✓'))?;
        return Ok(());
    }
    writeln!(out, "{} it does not verify{event}", paint::bad('✗'))?;
    for diagnosis in &finding.diagnoses {
        let certainty = match diagnosis.certainty {
            Certainty::Proven => paint::strong("proven"),
            Certainty::Likely => paint::remark("likely"),
        };
        writeln!(
            out,
            "\n{certainty}  {}\n   fix  {}",
            diagnosis.what, diagnosis.fix
        )?;
    }
    Ok(())
}
