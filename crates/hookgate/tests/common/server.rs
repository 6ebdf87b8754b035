//! A running `hookgate listen` or `record`, killed when dropped.

use std::{
    io::{BufRead as _, BufReader, Read, Write as _},
    net::TcpStream,
    process::{Child, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use bytes::Bytes;
use http::Request;

use super::hookgate;

/// How long anything may take on a loaded machine.
const DEADLINE: Duration = Duration::from_secs(20);

/// The running command.
pub(crate) struct Listening {
    child: Child,
    /// `http://127.0.0.1:3000`.
    pub(crate) origin: String,
    lines: Receiver<String>,
    errors: Option<Receiver<String>>,
}

impl Listening {
    /// Starts `hookgate` with these arguments, which let it listen on a free port, and reads where.
    pub(crate) fn start(args: &[&str]) -> Self {
        let json = args.contains(&"--json");
        let mut child = hookgate()
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(if json {
                Stdio::piped()
            } else {
                Stdio::inherit()
            })
            .spawn()
            .expect("it starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
        let (origin, errors) = if json {
            let mut stderr = BufReader::new(child.stderr.take().expect("piped"));
            let origin = find_origin(|line| stderr.read_line(line));
            (origin, Some(collect(stderr)))
        } else {
            (find_origin(|line| stdout.read_line(line)), None)
        };
        Self {
            child,
            origin,
            lines: collect(stdout),
            errors,
        }
    }

    /// The next line of standard output.
    pub(crate) fn line(&self) -> String {
        self.lines.recv_timeout(DEADLINE).expect("a line")
    }

    /// The next line as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.line()).expect("JSON")
    }

    /// The first line of standard error, after its start, that has this word. Only with `--json`.
    pub(crate) fn error(&self, word: &str) -> String {
        let errors = self.errors.as_ref().expect("--json");
        loop {
            let line = errors.recv_timeout(DEADLINE).expect("a line");
            if line.contains(word) {
                return line;
            }
        }
    }

    /// Asks it to stop as Ctrl-C does.
    #[cfg(unix)]
    pub(crate) fn interrupt(&self) {
        let id = self.child.id().to_string();
        let status = std::process::Command::new("kill")
            .args(["-INT", &id])
            .status();
        assert!(status.expect("kill").success());
    }

    /// Waits for its end: the exit code and the lines that were not read.
    pub(crate) fn end(mut self) -> (Option<i32>, Vec<String>) {
        let mut rest = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(DEADLINE) {
            rest.push(line);
        }
        (self.child.wait().expect("its end").code(), rest)
    }
}

fn find_origin(mut read: impl FnMut(&mut String) -> std::io::Result<usize>) -> String {
    loop {
        let mut line = String::new();
        assert!(read(&mut line).expect("a line") > 0, "it ended");
        if let Some(at) = line.find("http://") {
            let rest = &line[at..];
            return rest
                .split([';', ',', ' ', '\n'])
                .next()
                .unwrap_or(rest)
                .to_owned();
        }
    }
}

fn collect(mut output: BufReader<impl Read + Send + 'static>) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        while matches!(output.read_line(&mut line), Ok(read) if read > 0) {
            if sender.send(line.trim_end().to_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
    lines
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request; the status and the body of the answer.
pub(crate) fn send(origin: &str, request: &Request<Bytes>) -> (u16, String) {
    let mut stream = TcpStream::connect(origin.trim_start_matches("http://")).unwrap();
    let mut head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n",
        request.uri(),
        request.body().len()
    );
    for (name, value) in request.headers() {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
    stream.write_all(request.body()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}
