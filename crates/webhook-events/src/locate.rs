//! Where in a document a parse error stands, as a path: found after the fact from the error's line
//! and column, or its message, so that successful parses pay nothing for it.

mod buffered;

use serde::de::IgnoredAny;

/// How many keys of a path are shown; deeper ones end in an ellipsis.
const SHOWN: usize = 16;

/// A place in a document.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The path to the value: `/data/object/lines/0`. Empty for the top level. Keys appear as
    /// written, escapes included.
    pub(crate) path: Box<str>,
    /// Whether the error's line and column lead there, too.
    pub(crate) exact: bool,
}

/// Where `error` stands: at the value that ends at, or contains, its line and column. What is
/// flattened, tagged or untagged serde first reads whole, and errors within have the place of its
/// end: there the value that the message speaks of is searched. JSON within a string is parsed by
/// itself, and errors of that have a place in there.
pub(crate) fn place(json: &[u8], error: &serde_json::Error) -> Place {
    let (line, column) = (error.line(), error.column());
    let end = match line {
        // The top level was read whole, and nothing that knows of positions stood around it.
        0 => json.len(),
        _ => before_comma(json, offset(json, line, column), error),
    };
    let (mut path, start) = open(json, end.min(json.len()));
    let within = match json.get(start..end).map(<[u8]>::trim_ascii) {
        Some(read) if is_place_of(error, read, json.get(end)) => buffered::find(read, error),
        _ => {
            path.clear();
            buffered::find_embedded(json)
        }
    };
    let exact = line > 0 && within.is_none();
    path.extend(within.unwrap_or_default());
    let shown = path.iter().take(SHOWN).map(String::as_str);
    let ellipsis = (path.len() > SHOWN).then_some("\u{2026}");
    let path: String = shown.chain(ellipsis).flat_map(|key| ["/", key]).collect();
    Place {
        path: path.into(),
        exact,
    }
}

/// Where the value before `end` ends, if the error is about that one: serde_json looks for the end of
/// an array, past a comma, before it gives what was read whole there its place.
fn before_comma(json: &[u8], end: usize, error: &serde_json::Error) -> usize {
    let read = json.get(..end).unwrap_or_default().trim_ascii_end();
    let Some(value) = read.strip_suffix(b",").filter(|_| error.is_data()) else {
        return end;
    };
    // Objects and arrays that are not expected are not read at all: such an error stands before them,
    // and after a comma, too. Of one type are both neighbours or neither.
    let unread = match json.get(end) {
        Some(b'{') => (b'}', "invalid type: map"),
        Some(b'[') => (b']', "invalid type: sequence"),
        _ => return value.len(),
    };
    let is_unread = error.to_string().starts_with(unread.1);
    if is_unread && value.trim_ascii_end().last() != Some(&unread.0) {
        end
    } else {
        value.len()
    }
}

/// Whether `error` can stand after `read`, before `next`: otherwise its place is one in another text.
fn is_place_of(error: &serde_json::Error, read: &[u8], next: Option<&u8>) -> bool {
    let Some(last) = read.last().filter(|_| error.is_data()) else {
        return true;
    };
    let is_cut = last.is_ascii_alphanumeric() && next.is_some_and(u8::is_ascii_alphanumeric);
    let is_whole = !is_cut && serde_json::from_slice::<IgnoredAny>(read).is_ok();
    let message = error.to_string();
    let kind = ["invalid type: ", "invalid value: "];
    let kind = kind.iter().find_map(|start| message.strip_prefix(start));
    let starts: &[u8] = match kind.and_then(|kind| kind.split(' ').next()) {
        Some("string") => b"\"{[",
        Some("integer" | "floating") => b"-0123456789{[",
        Some("boolean") => b"tf{[",
        Some("null,") => b"n{[",
        _ => return is_whole,
    };
    is_whole && read.first().is_some_and(|first| starts.contains(first))
}

enum Frame<'j> {
    Object {
        /// None yet in an object that was just opened.
        key: Option<&'j [u8]>,
        expects_key: bool,
    },
    Array {
        index: usize,
    },
}

/// The keys of what is open at `end`, and where the latest value in the innermost of it starts.
fn open(json: &[u8], end: usize) -> (Vec<String>, usize) {
    let mut frames: Vec<(Frame<'_>, usize)> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = json.get(at).filter(|_| at < end) {
        at += 1;
        match (byte, frames.last_mut()) {
            (b'{', _) => {
                let (key, expects_key) = (None, true);
                frames.push((Frame::Object { key, expects_key }, at));
            }
            (b'[', _) => frames.push((Frame::Array { index: 0 }, at)),
            (b'}' | b']', _) => {
                frames.pop();
            }
            (b',', Some((frame, start))) => {
                *start = at;
                match frame {
                    Frame::Object { expects_key, .. } => *expects_key = true,
                    Frame::Array { index } => *index += 1,
                }
            }
            (b':', Some((Frame::Object { expects_key, .. }, start))) => {
                *expects_key = false;
                *start = at;
            }
            (b'"', frame) => {
                let start = at;
                while let Some(&byte) = json.get(at).filter(|&&byte| byte != b'"') {
                    at += if byte == b'\\' { 2 } else { 1 };
                }
                if let Some((
                    Frame::Object {
                        key,
                        expects_key: true,
                    },
                    _,
                )) = frame
                {
                    *key = json.get(start..at);
                }
                at += 1;
            }
            _ => {}
        }
    }
    let start = frames.last().map_or(0, |(_, start)| *start);
    let keys = frames.iter().filter_map(|(frame, _)| match frame {
        Frame::Object { key, .. } => Some(String::from_utf8_lossy((*key)?).into_owned()),
        Frame::Array { index } => Some(index.to_string()),
    });
    // One more than is shown, for the ellipsis.
    (keys.take(SHOWN + 1).collect(), start)
}

/// Lines count from 1; columns count bytes.
fn offset(json: &[u8], line: usize, column: usize) -> usize {
    let mut lines = json.split_inclusive(|&byte| byte == b'\n');
    let before: usize = lines
        .by_ref()
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    before.saturating_add(column)
}

#[cfg(test)]
mod tests;
