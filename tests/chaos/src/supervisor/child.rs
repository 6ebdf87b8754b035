//! [`Child`]: the receiver's process.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{self, ChildStdin, Command, Stdio},
};

use crate::{
    Error,
    args::{Mode, RunArgs},
    clock,
    events::Events,
    receiver::READY,
};

/// The file of effects.
pub(super) const EFFECTS: &str = "effects";
/// The file of claims.
pub(super) const CLAIMS: &str = "claims";

/// A running receiver.
pub(super) struct Child {
    process: process::Child,
    /// It ends when this is closed.
    _input: Option<ChildStdin>,
    command: Arguments,
    /// How many there were before.
    pub(super) incarnation: u32,
}

/// How receivers are started.
struct Arguments {
    program: PathBuf,
    arguments: Vec<String>,
}

impl Child {
    /// Starts the first one and waits until it listens.
    pub(super) fn start(
        args: &RunArgs,
        seed: u64,
        mode: Mode,
        store: &str,
        port: u16,
        folder: &Path,
    ) -> Result<Self, Error> {
        let path = |name| folder.join(name).display().to_string();
        let options = [
            ("mode", mode.name()),
            ("store", store.to_owned()),
            ("port", port.to_string()),
            ("effects", path(EFFECTS)),
            ("claims", path(CLAIMS)),
            ("lease", format!("{}ms", args.lease.as_millis())),
            ("concurrency", args.concurrency.to_string()),
            ("seed", seed.to_string()),
        ];
        let options = options.map(|(name, value)| [format!("--{name}"), value]);
        let command = Arguments {
            program: std::env::current_exe()?,
            arguments: options.concat(),
        };
        let (process, input) = command.spawn(0)?;
        Ok(Self {
            process,
            _input: input,
            command,
            incarnation: 0,
        })
    }

    /// Ends it with `kill -9`.
    pub(super) fn kill(&mut self, events: &Events) -> Result<(), Error> {
        if let Some(status) = self.process.try_wait()? {
            return Err(format!("receiver {} ended by itself: {status}", self.incarnation).into());
        }
        events.killing(self.incarnation, clock::now());
        self.process.kill()?;
        self.process.wait()?;
        events.gone(clock::now());
        Ok(())
    }

    /// Starts the next one, and waits until it listens.
    pub(super) fn succeed(&mut self) -> Result<(), Error> {
        self.incarnation += 1;
        (self.process, self._input) = self.command.spawn(self.incarnation)?;
        Ok(())
    }
}

impl Arguments {
    fn spawn(&self, incarnation: u32) -> Result<(process::Child, Option<ChildStdin>), Error> {
        let mut process = Command::new(&self.program)
            .arg("receive")
            .args(&self.arguments)
            .args(["--incarnation", &incarnation.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        if line.trim() != READY {
            let status = process.wait()?;
            return Err(format!("receiver {incarnation} did not start: {status}").into());
        }
        let input = process.stdin.take();
        Ok((process, input))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
