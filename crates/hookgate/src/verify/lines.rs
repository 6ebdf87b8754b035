//! Lines of a file that may be anything: long, binary, without an end.

use std::io::{self, BufRead};

/// Room for the largest body a vector may have, in base64, and for everything beside it.
const MAX_LINE: usize = 8 * 1024 * 1024;

/// Reads a line at a time into one buffer.
pub(super) struct Lines<R> {
    reader: R,
    number: usize,
    buffer: Vec<u8>,
    limit: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            number: 0,
            buffer: Vec::new(),
            limit: MAX_LINE,
        }
    }

    /// The number of the line read last, counting from 1.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// The next line without its end, or what is wrong with it; `None` at the end of the file.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Result<&str, &'static str>>> {
        self.buffer.clear();
        let mut read = 0_usize;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(chunk.len(), |at| at + 1);
            // What is beyond the limit is passed over, never kept.
            let room = self.limit.saturating_sub(self.buffer.len()).min(used);
            self.buffer
                .extend_from_slice(chunk.get(..room).unwrap_or_default());
            self.reader.consume(used);
            read = read.saturating_add(used);
            if end.is_some() || used == 0 {
                break;
            }
        }
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        if read > self.limit {
            return Ok(Some(Err("is longer than any vector")));
        }
        Ok(Some(
            std::str::from_utf8(&self.buffer).map_err(|_| "is not UTF-8 text"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_and_bad_ones_passed_over() {
        let file = b"one\n\n\xff\nmuch too long\nlast".as_slice();
        // A tiny buffer, so that lines span several reads.
        let mut lines = Lines::new(io::BufReader::with_capacity(2, file));
        lines.limit = 8;
        let mut seen = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            let line = line.map(|text| text.trim().to_owned());
            seen.push((lines.number(), line));
        }
        let expected = [
            (1, Ok("one".to_owned())),
            (2, Ok(String::new())),
            (3, Err("is not UTF-8 text")),
            (4, Err("is longer than any vector")),
            (5, Ok("last".to_owned())),
        ];
        assert_eq!(seen, expected);
    }
}
