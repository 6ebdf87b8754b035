//! Colours. Text is styled always; the stream strips it where nobody wants it (`NO_COLOR`, a file,
//! a pipe), which is `anstream`'s business.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const REMARK: Style = AnsiColor::Yellow.on_default();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// As it should be.
pub(crate) fn good(text: impl Display) -> String {
    styled(GOOD, text)
}

/// Not as it should be.
pub(crate) fn bad(text: impl Display) -> String {
    styled(BAD, text)
}

/// Worth a look, no more.
pub(crate) fn remark(text: impl Display) -> String {
    styled(REMARK, text)
}

/// Titles, and what to type.
pub(crate) fn strong(text: impl Display) -> String {
    styled(STRONG, text)
}

/// What may be skipped in reading.
pub(crate) fn faint(text: impl Display) -> String {
    styled(FAINT, text)
}

/// Colours the marks of a finished layout: inside it, the escapes would count as width.
pub(crate) fn marks(text: &str) -> String {
    text.replace('✓', &good('✓')).replace('✗', &bad('✗'))
}
