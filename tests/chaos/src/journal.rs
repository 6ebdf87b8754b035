//! [`Journal`]: an append-only file that survives its writer.
//!
//! A line is one `write` to a file opened for appending. What it has written is the kernel's, so it
//! outlives `kill -9`; only a crash of the machine would lose it.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

/// A file to append to.
#[derive(Debug)]
pub(crate) struct Journal(File);

impl Journal {
    /// Opens it, and makes it if it is not there.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        Ok(Self(file))
    }

    /// Appends a line. `line` ends in its line feed, so that it is written in one piece.
    pub(crate) fn append(&self, line: &str) -> io::Result<()> {
        debug_assert!(line.ends_with('\n'));
        let mut file = &self.0;
        match file.write(line.as_bytes())? {
            written if written == line.len() => Ok(()),
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
            parse(line).ok_or_else(|| format!("not a line of {}: {line}", path.display()).into())
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
                        journal.append(&format!("{writer} {line}\n")).unwrap();
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
    fn a_cut_line_is_an_error_and_no_file_is_no_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let number = |line: &str| line.parse::<u32>().ok();
        assert!(read(&path, number).unwrap().is_empty());
        std::fs::write(&path, "1\n2x").unwrap();
        assert!(read(&path, number).is_err());
    }
}
