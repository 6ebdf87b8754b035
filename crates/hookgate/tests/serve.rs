//! `hookgate demo --serve`: the commands it prints are accepted, and it says what it received.

mod common;

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use common::hookgate;

/// How long anything may take on a loaded machine.
const DEADLINE: Duration = Duration::from_secs(30);

/// The running command and the lines it prints. Killed when dropped.
struct Serving {
    child: Child,
    lines: Receiver<String>,
}

impl Serving {
    fn start() -> Self {
        let mut child = hookgate()
            .args(["demo", "--serve"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let stdout = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, lines) = channel();
        // Ends with the child's output, or when nobody listens any more.
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// Reads up to and including the first line that `wanted` is happy with.
    fn read_until(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut read = Vec::new();
        loop {
            let line = self.lines.recv_timeout(DEADLINE);
            let line = line.unwrap_or_else(|error| panic!("{error} after {read:#?}"));
            let done = wanted(&line);
            read.push(line);
            if done {
                return read;
            }
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn commands(lines: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    let lines = lines.into_iter().map(|line| line.as_ref().to_owned());
    lines.filter(|line| line.starts_with("curl ")).collect()
}

/// Runs a command as it was pasted; without curl, sends what it would send.
fn paste(command: &str) -> String {
    let has_curl = Command::new("curl").arg("--version").output().is_ok();
    if !has_curl {
        return send(&words(command));
    }
    // A proxy of the machine has no business with the loopback.
    let command = command.replacen("curl ", "curl -sS --noproxy '*' ", 1);
    let output = Command::new("sh")
        .arg("-c")
        .arg(command)
        .output()
        .expect("a shell");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The words of a command as a shell splits it.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = command.chars();
    while let Some(char) = chars.next() {
        let last = words.last_mut().expect("never empty");
        match char {
            '\'' => last.extend(chars.by_ref().take_while(|char| *char != '\'')),
            '\\' => last.extend(chars.next()),
            ' ' => words.push(String::new()),
            other => last.push(other),
        }
    }
    words
}

/// What curl would do with these words.
fn send(words: &[String]) -> String {
    let [_, _, url, options @ ..] = words else {
        panic!("{words:?}");
    };
    let (host, path) = url["http://".len()..].split_once('/').expect("a path");
    let (mut head, mut body) = (String::new(), "");
    for option in options.chunks(2) {
        match option {
            [name, header] if name == "-H" => head.push_str(&format!("{header}\r\n")),
            [name, text] if name == "--data-raw" => body = text,
            other => panic!("{other:?}"),
        }
    }
    let method = if body.is_empty() { "GET" } else { "POST" };
    let length = body.len();
    let request = format!(
        "{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
         content-length: {length}\r\n{head}\r\n{body}"
    );
    let mut stream = TcpStream::connect(host).expect("a connection");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn the_printed_commands_are_accepted_once_and_what_is_altered_is_not() {
    let serving = Serving::start();
    let printed = serving.read_until(|line| line.contains("Deliveries:"));
    assert!(printed.iter().any(|line| line.contains("throw-away")));
    assert!(printed.iter().any(|line| line.contains("for 5 minutes")));
    let first = commands(&printed);
    assert_eq!(first.len(), 6);
    for command in &first {
        let answer = paste(command);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{command}\n{answer}");
        let received = serving.read_until(|_| true);
        assert!(received[0].contains("200  handled "), "{received:?}");
        // Without curl, the same words are sent by hand: the two parsers agree.
        let again = send(&words(command));
        assert!(again.starts_with("HTTP/1.1 200 "), "{command}\n{again}");
        let received = serving.read_until(|_| true);
        assert!(received[0].contains("200  duplicate"), "{received:?}");
    }
    let altered = first[0].replace("invoice.paid", "invoice.void");
    let answer = paste(&altered);
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    let received = serving.read_until(|_| true);
    assert!(received[0].contains("401  bad_signature: "), "{received:?}");

    // The front page has fresh ones, and is a shell script.
    let url = first[0].split('\'').nth(1).expect("a URL");
    let page = url.strip_suffix("stripe").expect("Stripe's is the first");
    let page = send(&words(&format!("curl -i '{page}'")));
    let fresh = commands(page.lines());
    assert_eq!(fresh.len(), 6);
    for (fresh, old) in fresh.iter().zip(&first) {
        assert_ne!(fresh, old);
        assert!(paste(fresh).starts_with("HTTP/1.1 200 "), "{fresh}");
        let received = serving.read_until(|_| true);
        assert!(received[0].contains("200  handled "), "{received:?}");
    }
    let script: String = page.lines().skip_while(|line| !line.is_empty()).collect();
    assert!(script.starts_with('#'), "{page}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_with_the_demos_own_exit_code() {
    let mut serving = Serving::start();
    serving.read_until(|line| line.contains("Deliveries:"));
    let pid = serving.child.id().to_string();
    let interrupted = Command::new("sh")
        .args(["-c", &format!("kill -INT {pid}")])
        .status();
    assert!(interrupted.expect("a shell").success());
    serving.read_until(|line| line.contains("Stopped"));
    assert_eq!(serving.child.wait().expect("it ends").code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_shell_reads_quoted_text_as_it_was() {
    for text in [
        "",
        "'",
        "''",
        "a b",
        "$HOME `id` \\ \" ! * ~ #",
        "new\nline",
        "é'é",
    ] {
        let command = format!("printf %s {}", hookgate::shell::quote(text));
        let output = Command::new("sh")
            .args(["-c", &command])
            .output()
            .expect("a shell");
        assert_eq!(String::from_utf8_lossy(&output.stdout), text);
        assert_eq!(
            words(&format!("x {}", hookgate::shell::quote(text)))[1],
            text
        );
    }
}
