//! Runs the built binary, and what several suites need.

#![allow(dead_code, reason = "each suite uses its own part")]

pub(crate) mod ends;
pub(crate) mod server;

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// The command, with no colours forced on it from outside.
pub(crate) fn hookgate() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hookgate"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

/// What a finished command printed.
pub(crate) struct Finished {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Finished {
    pub(crate) fn last_line(&self) -> &str {
        self.stdout.lines().last().unwrap_or_default()
    }
}

impl From<Output> for Finished {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// Runs `hookgate` with these arguments.
pub(crate) fn run(args: &[&str]) -> Finished {
    hookgate().args(args).output().expect("it starts").into()
}

/// Runs `hookgate` with these arguments and this standard input.
pub(crate) fn run_with_input(args: &[&str], input: &[u8]) -> Finished {
    let mut child = hookgate()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("piped");
    let writer = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output()
    });
    writer.expect("it ends").into()
}

/// The directory of the repository's vectors.
pub(crate) fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

/// All vector files, by path.
pub(crate) fn vector_files() -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(vectors())
        .expect("a directory of vectors")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "jsonl")
        })
        .map(|path| path.to_str().expect("UTF-8").to_owned())
        .collect();
    files.sort();
    files
}

/// A secret as the command line takes it, with its key id where it has one.
pub(crate) fn argument(secret: &str, key_id: Option<&str>) -> String {
    match key_id {
        Some(id) => format!("id:{id}={secret}"),
        None => secret.to_owned(),
    }
}
