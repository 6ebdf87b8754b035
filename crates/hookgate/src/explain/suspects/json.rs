//! JSON that was parsed and written again: the layouts and escapes of the usual writers, undone.

use super::super::case::{Case, Suspicion, Undo};

const FIX: &str = "verify the bytes as they arrived, before any JSON parser: no express.json(), no \
                   Json extractor and no gateway template in front of the check";

pub(super) fn suspicions(case: &Case) -> Vec<Suspicion> {
    let Some(text) = case.text_body() else {
        return Vec::new();
    };
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
        return Vec::new();
    }
    let mut found: Vec<Suspicion> = Vec::new();
    for layout in LAYOUTS {
        for escapes in ESCAPES {
            for end in ["", "\n"] {
                let body = format!("{}{end}", rewrite(text.trim_end(), layout, escapes));
                let known = |s: &Suspicion| matches!(&s.undo, Undo::Body(b) if *b == body);
                if body == text || found.iter().any(known) {
                    continue;
                }
                found.push(Suspicion {
                    code: "json_rewritten",
                    what: format!(
                        "the JSON was parsed and written again; the provider sent it {}{}",
                        layout.name, escapes.name
                    ),
                    fix: FIX.to_owned(),
                    undo: Undo::Body(body.into()),
                });
            }
        }
    }
    found
}

/// White space between tokens.
struct Layout {
    name: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    AsIs,
    Compact,
    /// A blank after colons and commas.
    Spaced,
    /// One member a line, with this many blanks.
    Indented(usize),
}

const LAYOUTS: [&Layout; 5] = [
    &Layout {
        name: "as it is laid out here",
        kind: Kind::AsIs,
    },
    &Layout {
        name: "without white space",
        kind: Kind::Compact,
    },
    &Layout {
        name: "with a blank after colons and commas",
        kind: Kind::Spaced,
    },
    &Layout {
        name: "indented by two",
        kind: Kind::Indented(2),
    },
    &Layout {
        name: "indented by four",
        kind: Kind::Indented(4),
    },
];

/// How strings are written.
struct Escapes {
    name: &'static str,
    /// Beyond ASCII: raw, escaped, or as found.
    unicode: Option<bool>,
    /// `\/`: escaped, raw, or as found.
    slash: Option<bool>,
    /// `<`, `>` and `&`: escaped, raw, or as found.
    html: Option<bool>,
}

const ESCAPES: [&Escapes; 8] = [
    &Escapes {
        name: "",
        unicode: None,
        slash: None,
        html: None,
    },
    &Escapes {
        name: ", its characters as they are",
        unicode: Some(false),
        slash: None,
        html: None,
    },
    &Escapes {
        name: ", characters beyond ASCII as \\u escapes",
        unicode: Some(true),
        slash: None,
        html: None,
    },
    &Escapes {
        name: ", slashes as \\/",
        unicode: None,
        slash: Some(true),
        html: None,
    },
    &Escapes {
        name: ", slashes as they are",
        unicode: None,
        slash: Some(false),
        html: None,
    },
    &Escapes {
        name: ", slashes as \\/ and characters beyond ASCII as \\u escapes",
        unicode: Some(true),
        slash: Some(true),
        html: None,
    },
    &Escapes {
        name: ", <, > and & as \\u escapes",
        unicode: None,
        slash: None,
        html: Some(true),
    },
    &Escapes {
        name: ", <, > and & as they are",
        unicode: None,
        slash: None,
        html: Some(false),
    },
];

/// The same document in another spelling: order of members and numbers stay as they are.
fn rewrite(text: &str, layout: &Layout, escapes: &Escapes) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut chars = text.chars().peekable();
    let new_line = |out: &mut String, depth: usize| {
        if let Kind::Indented(width) = layout.kind {
            out.push('\n');
            out.push_str(&" ".repeat(depth * width));
        }
    };
    while let Some(char) = chars.next() {
        match char {
            '"' => {
                let mut raw = String::new();
                while let Some(char) = chars.next() {
                    match char {
                        '"' => break,
                        '\\' => {
                            raw.push('\\');
                            raw.extend(chars.next());
                        }
                        other => raw.push(other),
                    }
                }
                out.push('"');
                out.push_str(&string(&raw, escapes));
                out.push('"');
            }
            ' ' | '\t' | '\r' | '\n' => {
                if layout.kind == Kind::AsIs {
                    out.push(char);
                }
            }
            '{' | '[' => {
                out.push(char);
                depth += 1;
                if layout.kind != Kind::AsIs {
                    while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
                    // An empty one stays on its line.
                    if !matches!(chars.peek(), Some('}' | ']')) {
                        new_line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if !out.ends_with(['{', '[']) {
                    new_line(&mut out, depth);
                }
                out.push(char);
            }
            ',' => {
                out.push(char);
                if layout.kind == Kind::Spaced {
                    out.push(' ');
                }
                new_line(&mut out, depth);
            }
            ':' => {
                out.push(char);
                if matches!(layout.kind, Kind::Spaced | Kind::Indented(_)) {
                    out.push(' ');
                }
            }
            other => out.push(other),
        }
    }
    out
}

/// A string's inside in another spelling.
fn string(raw: &str, escapes: &Escapes) -> String {
    let mut raw = raw.to_owned();
    if escapes.unicode == Some(false) {
        raw = unescaped(&raw, |char| !char.is_ascii());
    }
    if escapes.html == Some(false) {
        raw = unescaped(&raw, |char| matches!(char, '<' | '>' | '&'));
    }
    if escapes.slash.is_some() {
        raw = raw.replace("\\/", "/");
    }
    let mut out = String::with_capacity(raw.len());
    for char in raw.chars() {
        let html = matches!(char, '<' | '>' | '&') && escapes.html == Some(true);
        if html || (!char.is_ascii() && escapes.unicode == Some(true)) {
            for unit in char.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else if char == '/' && escapes.slash == Some(true) {
            out.push_str("\\/");
        } else {
            out.push(char);
        }
    }
    out
}

/// `\u` escapes of the characters that `which` wants are written as they are.
fn unescaped(raw: &str, which: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let unit = |text: &str| {
            let digits = text.strip_prefix("\\u")?.get(..4)?;
            u16::from_str_radix(digits, 16).ok()
        };
        let mut units = unit(escape).into_iter().collect::<Vec<_>>();
        let mut length = 6;
        if let Some(low) = escape.get(6..).and_then(unit)
            && units
                .first()
                .is_some_and(|high| (0xd800..0xdc00).contains(high))
        {
            units.push(low);
            length = 12;
        }
        match char::decode_utf16(units).next() {
            Some(Ok(char)) if which(char) => {
                out.push(char);
                rest = escape.get(length..).unwrap_or_default();
            }
            // An escape of two characters, or one that stays: its second may be a backslash.
            _ => {
                let end = escape
                    .char_indices()
                    .nth(2)
                    .map_or(escape.len(), |(at, _)| at);
                let (kept, after) = escape.split_at(end);
                out.push_str(kept);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_those_of_the_usual_writers() {
        let compact = r#"{"a":[1,{"b":"x, y: {"}],"c":{},"d":[]}"#;
        let pretty = serde_json::to_string_pretty(
            &serde_json::from_str::<serde_json::Value>(compact).unwrap(),
        )
        .unwrap();
        assert_eq!(rewrite(compact, LAYOUTS[3], ESCAPES[0]), pretty);
        assert_eq!(rewrite(&pretty, LAYOUTS[1], ESCAPES[0]), compact);
        assert_eq!(
            rewrite(compact, LAYOUTS[2], ESCAPES[0]),
            r#"{"a": [1, {"b": "x, y: {"}], "c": {}, "d": []}"#
        );
        assert_eq!(rewrite(&pretty, LAYOUTS[0], ESCAPES[0]), pretty);
    }

    #[test]
    fn strings_are_escaped_and_unescaped() {
        let cases = [
            ("é😀\\n\\\\u00e9", 2, "\\u00e9\\ud83d\\ude00\\n\\\\u00e9"),
            ("\\u00e9\\ud83d\\ude00\\\\u00e9", 1, "é😀\\\\u00e9"),
            ("a/b", 3, "a\\/b"),
            ("a\\/b", 4, "a/b"),
            ("<&>", 6, "\\u003c\\u0026\\u003e"),
            ("\\u003c\\u0026\\u003e", 7, "<&>"),
            ("\\ud800\\u12", 1, "\\ud800\\u12"),
            ("\\", 1, "\\"),
        ];
        for (raw, index, expected) in cases {
            assert_eq!(string(raw, ESCAPES[index]), expected, "{raw}");
        }
    }
}
