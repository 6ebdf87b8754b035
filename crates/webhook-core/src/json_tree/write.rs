//! Writing: without blanks, in the style of whoever signs it.

use super::Node;

/// How values are written again: without blanks, and …
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    /// … with members in the order of their names.
    pub(crate) sorted: bool,
    /// … with slashes escaped.
    pub(crate) slashes: bool,
    /// … with everything beyond ASCII escaped, in lower-case hexadecimal.
    pub(crate) ascii: bool,
}

impl Node<'_> {
    /// The value in this style.
    pub(crate) fn write(&self, style: Style) -> String {
        let mut out = String::new();
        self.append(style, &mut out);
        out
    }

    fn append(&self, style: Style, out: &mut String) {
        match self {
            Self::Bare(text) => out.push_str(text),
            Self::Text(text) => quote(text, style, out),
            Self::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.append(style, out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                if style.sorted {
                    members.sort_unstable_by_key(|(name, _)| name);
                }
                out.push('{');
                for (index, (name, value)) in members.into_iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    quote(name, style, out);
                    out.push(':');
                    value.append(style, out);
                }
                out.push('}');
            }
        }
    }
}

fn quote(text: &str, style: Style, out: &mut String) {
    let unit = |out: &mut String, unit: u16| {
        out.push_str("\\u");
        out.push_str(&const_hex::encode(unit.to_be_bytes()));
    };
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '/' if style.slashes => out.push_str("\\/"),
            c if u32::from(c) < 0x20 || (style.ascii && !c.is_ascii()) => {
                for code in c.encode_utf16(&mut [0; 2]) {
                    unit(out, *code);
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(json: &str, style: Style) -> Option<String> {
        Some(Node::parse(json.as_bytes())?.write(style))
    }

    #[test]
    fn values_keep_order_and_number_text_and_lose_their_blanks() {
        let json =
            "{ \"b\" : [ 1.50 , -0 , 1e2 , true , null , [ ] , { } ] ,\n\"a\":\"\\u00e9\\/x\" }";
        let sorted = Style {
            sorted: true,
            ..Style::default()
        };
        let php = Style {
            slashes: true,
            ascii: true,
            ..Style::default()
        };
        let cases = [
            (
                Style::default(),
                r#"{"b":[1.50,-0,1e2,true,null,[],{}],"a":"é/x"}"#,
            ),
            (sorted, r#"{"a":"é/x","b":[1.50,-0,1e2,true,null,[],{}]}"#),
            (
                php,
                r#"{"b":[1.50,-0,1e2,true,null,[],{}],"a":"\u00e9\/x"}"#,
            ),
        ];
        for (style, expected) in cases {
            assert_eq!(written(json, style).as_deref(), Some(expected));
        }
        let odd = r#"["\u0001\b\f\n\r\t\"\\\u007f\u2028😀"]"#;
        let same = "[\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\\u{7f}\u{2028}😀\"]";
        assert_eq!(written(odd, Style::default()).as_deref(), Some(same));
        let ascii = r#"["\u0001\b\f\n\r\t\"\\"#.to_owned() + "\u{7f}" + r#"\u2028\ud83d\ude00"]"#;
        assert_eq!(written(odd, php), Some(ascii));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_the_same_value(
            texts: Vec<(String, String)>, n: i64, sorted: bool, slashes: bool, ascii: bool,
        ) {
            let member = |(name, text)| (name, serde_json::json!([text, n]));
            let members: serde_json::Map<_, _> = texts.into_iter().map(member).collect();
            let json = serde_json::Value::Object(members);
            let written = written(&json.to_string(), Style { sorted, slashes, ascii });
            let again = serde_json::from_str::<serde_json::Value>(&written.unwrap()).unwrap();
            prop_assert_eq!(again, json);
        }
    }
}
