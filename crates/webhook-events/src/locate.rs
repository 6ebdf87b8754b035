//! Where in a document a parse error stands, as a path: found after the fact from the error's line
//! and column, so that successful parses pay nothing for it.

/// How many keys of a path are shown; deeper ones end in an ellipsis.
const SHOWN: usize = 16;

enum Frame<'j> {
    Object { key: &'j [u8], expects_key: bool },
    Array { index: usize },
}

/// The path to the value that ends at, or contains, the given place: `/data/object/lines/0`. Empty
/// for the top level. Keys appear as written, escapes included.
pub(crate) fn path(json: &[u8], line: usize, column: usize) -> String {
    let end = offset(json, line, column);
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = json.get(at).filter(|_| at < end) {
        at += 1;
        match (byte, frames.last_mut()) {
            (b'{', _) => frames.push(Frame::Object {
                key: b"",
                expects_key: true,
            }),
            (b'[', _) => frames.push(Frame::Array { index: 0 }),
            (b'}' | b']', _) => {
                frames.pop();
            }
            (b',', Some(Frame::Object { expects_key, .. })) => *expects_key = true,
            (b',', Some(Frame::Array { index })) => *index += 1,
            (b':', Some(Frame::Object { expects_key, .. })) => *expects_key = false,
            (b'"', frame) => {
                let start = at;
                while let Some(&byte) = json.get(at).filter(|&&byte| byte != b'"') {
                    at += if byte == b'\\' { 2 } else { 1 };
                }
                if let Some(Frame::Object {
                    key,
                    expects_key: true,
                }) = frame
                {
                    *key = json.get(start..at).unwrap_or_default();
                }
                at += 1;
            }
            _ => {}
        }
    }
    let mut path = String::new();
    for frame in frames.iter().take(SHOWN) {
        path.push('/');
        match frame {
            Frame::Object { key, .. } => path.push_str(&String::from_utf8_lossy(key)),
            Frame::Array { index } => path.push_str(&index.to_string()),
        }
    }
    if frames.len() > SHOWN {
        path.push_str("/…");
    }
    path
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
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only the error matters")]
    struct Order {
        id: u32,
        #[serde(default)]
        lines: Vec<Line>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only the error matters")]
    struct Line {
        price: u32,
    }

    #[test]
    fn errors_are_located() {
        let cases = [
            (r#"{"id":"x"}"#, "/id"),
            (r#"{"id":{}}"#, "/id"),
            (r#"{"id":null}"#, "/id"),
            (r#"{"id":-1, "lines":[]}"#, "/id"),
            ("{\n  \"z\": \"}\\\"{\",\n  \"id\": true\n}", "/id"),
            (
                r#"{"id":1,"lines":[{"price":1},{"price":"2"}]}"#,
                "/lines/1/price",
            ),
            (r#"{"id":1,"lines":[{"price":1},{}]}"#, "/lines/1"),
            (r#"{"id":1,"lines":{"price":1}}"#, "/lines"),
            (r#"{"lines":[]}"#, ""),
            ("[]", ""),
            ("", ""),
        ];
        for (json, expected) in cases {
            let error = serde_json::from_str::<Order>(json).unwrap_err();
            let found = path(json.as_bytes(), error.line(), error.column());
            assert_eq!(found, expected, "{json}: {error}");
        }
    }

    #[test]
    fn no_place_in_no_document_panics() {
        let nested = "[".repeat(60_000);
        assert!(path(nested.as_bytes(), 1, usize::MAX).ends_with("/…"));
        for json in ["\"\\", "{\"a", "}}]],", "{\"a\":\"\\", "\u{fffd}:{,"] {
            for line in 0..3 {
                for column in [0, 1, 2, 5, usize::MAX] {
                    let _ = path(json.as_bytes(), line, column);
                }
            }
        }
    }
}
