//! [`Journal`]: an append-only file that survives its writer.
//!
//! A line is one `write` to a file opened for appending. What it has written is the kernel's, so it
//! outlives `kill -9`; only a crash of the machine would lose it. Linux does cut a `write` short when
//! its process is killed, but only where one page ends and the next begins: all lines have the same
//! length, of which a page is a multiple, so that none reaches across.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

/// The length of a line, its padding and line feed included.
const LINE: usize = 128;

/// A file to append to.
#[derive(Debug)]
pub(crate) struct Journal(File);

impl Journal {
    /// Opens it, and makes it if it is not there.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        Ok(Self(file))
    }

    /// Appends a line.
    ///
    /// # Errors
    /// If it is too long, or the file cannot be written to.
    pub(crate) fn append(&self, line: &str) -> io::Result<()> {
        let padded = format!("{line:width$}\n", width = LINE - 1);
        if padded.len() != LINE {
            return Err(io::Error::other(format!("too long for a line: {line}")));
        }
        let mut file = &self.0;
        match file.write(padded.as_bytes())? {
            LINE => Ok(()),
            _ => Err(io::Error::other("a line was cut off: is the disk full?")),
        }
    }
}

/// Reads a journal; every line must make sense.
pub(crate) fn read<T>(
    path: &Path,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, crate::Error> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read?,
    };
    text.lines()
        .map(|line| {
            parse(line.trim_end())
                .ok_or_else(|| format!("not a line of {}: {line}", path.display()).into())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_two_writers_are_all_there_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        std::thread::scope(|scope| {
            for writer in 0..2 {
                let path = &path;
                scope.spawn(move || {
                    let journal = Journal::open(path).unwrap();
                    for line in 0..1_000 {
                        journal.append(&format!("{writer} {line}")).unwrap();
                    }
                });
            }
        });
        let lines = read(&path, |line| {
            let (writer, number) = line.split_once(' ')?;
            Some((writer.parse::<u32>().ok()?, number.parse::<u32>().ok()?))
        });
        let lines = lines.unwrap();
        assert_eq!(lines.len(), 2_000);
        for writer in 0..2 {
            let of_one = lines.iter().filter(|line| line.0 == writer);
            assert!(of_one.map(|line| line.1).eq(0..1_000), "in order");
        }
    }

    #[test]
    fn no_line_reaches_across_the_end_of_a_page() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let journal = Journal::open(&path).unwrap();
        let ends = (0..LINE).map(|length| {
            let appended = journal.append(&"x".repeat(length));
            assert!(appended.is_ok(), "{length}");
            std::fs::metadata(&path).unwrap().len()
        });
        // The smallest page of any machine.
        let pages: Vec<_> = ends
            .map(|end| ((end - LINE as u64) / 4096, (end - 1) / 4096))
            .collect();
        assert!(pages.iter().all(|(first, last)| first == last));
        assert!(pages.last() > Some(&(1, 1)), "several pages");
        assert!(journal.append(&"x".repeat(LINE)).is_err(), "too long");
    }

    #[test]
    fn a_cut_line_is_an_error_and_no_file_is_no_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let number = |line: &str| line.parse::<u32>().ok();
        assert!(read(&path, number).unwrap().is_empty());
        std::fs::write(&path, "1\n2x").unwrap();
        assert!(read(&path, number).is_err());
    }
}
