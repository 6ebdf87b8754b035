//! All providers, a line each.

use std::io::{self, Write};

use super::Facts;
use crate::paint;

/// Writes the list.
pub(super) fn write(facts: &[Facts], out: &mut impl Write) -> io::Result<()> {
    let width = |text: fn(&Facts) -> &str| facts.iter().map(|f| text(f).len()).max().unwrap_or(0);
    let (names, algorithms) = (width(|f| f.name), width(|f| f.algorithm));
    for provider in facts {
        let name = paint::strong(format!("{:names$}", provider.name));
        let Facts {
            algorithm,
            evidence,
            title,
            ..
        } = provider;
        writeln!(
            out,
            "{name}  {algorithm:algorithms$}  {evidence:13}  {title}"
        )?;
    }
    writeln!(
        out,
        "\n{} providers. What is known about one: hookgate providers NAME",
        facts.len()
    )
}
