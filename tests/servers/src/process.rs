//! [`Process`]: a server that does not outlive its owner.

use std::{
    io::{BufRead as _, BufReader},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// Starts the server, tells its number, and ends it when the owner closes the pipe, which the owner's
/// own end does, `kill -9` included.
const GUARD: &str = r#""$@" >>"$LOG" 2>&1 </dev/null 3<&- & server=$!
echo "$server"
exec >/dev/null
while read -r _ <&3; do :; done
kill -9 "$server" 2>/dev/null
wait "$server""#;

/// Removes the folder in the same way.
const SWEEPER: &str = r#"while read -r _; do :; done
while ! rm -rf "$1" 2>/dev/null; do sleep 0.1; done"#;

/// A temporary folder that is gone when its owner is.
pub(crate) struct Folder {
    path: PathBuf,
    user: Option<u32>,
    sweeper: Child,
}

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let folder = tempfile::Builder::new().prefix(name).tempdir();
        let path = folder.expect("a temporary folder").keep();
        let user = unprivileged_user();
        if user.is_some() {
            std::os::unix::fs::chown(&path, user, user).expect("chown");
        }
        let sweeper = Command::new("sh")
            .args(["-c", SWEEPER, "sweeper"])
            .arg(&path)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("sh");
        Self {
            path,
            user,
            sweeper,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Where its servers log.
    pub(crate) fn log(&self) -> PathBuf {
        self.path.join("log")
    }

    /// A command that runs in the folder, as nobody in particular where we are root: servers of
    /// databases refuse root.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.path);
        if let Some(user) = self.user {
            command.uid(user).gid(user);
        }
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(self.sweeper.stdin.take());
        let _ = self.sweeper.wait();
    }
}

/// A running server.
pub(crate) struct Process {
    guard: Child,
    number: u32,
}

impl Process {
    /// Starts `server` with these arguments in `folder`, where it logs.
    pub(crate) fn start(folder: &Folder, server: &Path, arguments: &[String]) -> Self {
        let mut guard = folder
            .command("sh")
            // The pipe stays open as 3: a job in the background has no standard input.
            .args(["-c", &format!("exec 3<&0\n{GUARD}"), "guard"])
            .arg(server)
            .args(arguments)
            .env("LOG", folder.log())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // It would say "Killed".
            .stderr(Stdio::null())
            // A signal to the tests' group must not end the server behind their back.
            .process_group(0)
            .spawn()
            .expect("sh");
        let mut line = String::new();
        let mut said = BufReader::new(guard.stdout.take().expect("its output"));
        said.read_line(&mut line).expect("the server's number");
        let number = line.trim().parse().expect("a number");
        Self { guard, number }
    }

    /// Sends `signal` (as `kill` spells it) and waits for the end of the server.
    pub(crate) fn end(&mut self, signal: &str) {
        let number = self.number.to_string();
        let sent = Command::new("kill").args(["-s", signal, &number]).status();
        assert!(
            sent.is_ok_and(|sent| sent.success()),
            "kill -{signal} {number}"
        );
        let gone = || !Path::new("/proc").join(&number).join("exe").exists();
        while !gone() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// Whom to be instead of root.
fn unprivileged_user() -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    let me = std::fs::metadata("/proc/self").ok()?.uid();
    (me == 0).then_some(65_534)
}
