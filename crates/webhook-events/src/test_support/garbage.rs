//! What is no event, or not all of one, arrives all the same.

use super::Table;

impl<E> Table<E> {
    pub(super) fn garbage_arrives_all_the_same(&self) {
        let deep = "[".repeat(100_000);
        let bodies: [&[u8]; 16] = [
            b"",
            b"{",
            b"{}",
            b"[]",
            b"[{}]",
            b"null",
            b"7",
            b"\"x\"",
            b"\"\\u",
            b"a=b",
            b"a=1&b=2",
            b"payload=%7B%7D",
            b"{\"\x01\":",
            b"{\"\xff\":1}",
            b"\xef\xbb\xbf{}",
            deep.as_bytes(),
        ];
        for body in bodies {
            let event = self.event(&[], body);
            let shown = String::from_utf8_lossy(body);
            assert_eq!((self.event_type)(&event), ("", false), "{shown:.20}");
            for (pointer, read) in self.members {
                assert_eq!(read.of(&event), None, "{pointer} of {shown:.20}");
            }
            for part in self.parts {
                assert!((part.read)(&event).is_err(), "{shown:.20}");
            }
            let raw = (self.raw)(&event);
            // An item is text.
            let sent = if self.at.is_empty() {
                body
            } else {
                shown.as_bytes()
            };
            assert_eq!(raw, sent, "{shown:.20}");
            let whole = (self.payload)(&event);
            assert_eq!(whole, serde_json::from_slice(raw).ok(), "{shown:.20}");
            if let Some(into_delivery) = self.into_delivery {
                assert_eq!(into_delivery(event).body(), body, "{shown:.20}");
            }
        }
    }

    /// What comes before the cut may be read, and nothing else.
    pub(super) fn what_is_cut_off_reads_as_before_or_as_absent(&self) {
        for (sample, whole) in self.samples() {
            let body = sample.body.as_bytes();
            // A number that is cut off is a number; everything else is none.
            let in_number = |end: &usize| body[..*end].last().is_some_and(u8::is_ascii_digit);
            for end in (0..body.len()).filter(|end| !in_number(end)) {
                let event = self.event(&[], &body[..end]);
                for (pointer, read) in self.members {
                    let value = whole.pointer(pointer);
                    let expected = value.and_then(|value| read.expected(value));
                    let of = read.of(&event);
                    assert!(of.is_none() || of == expected, "{pointer} at {end}");
                }
            }
        }
    }
}
