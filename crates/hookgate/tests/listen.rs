//! `listen`: mistakes in its file, and what happens to deliveries behind it.

mod common;

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender, channel},
};

use axum_webhook::{providers, testing};
use bytes::Bytes;
use common::{
    run,
    server::{Listening, send},
};
use http::Request;

const SECRET: &str = "whsec_test_0123456789abcdef";

fn signed(id: &str) -> Request<Bytes> {
    testing::request(providers::STRIPE, SECRET)
        .url("http://localhost/stripe?tenant=7")
        .body(format!(r#"{{"id":"{id}","type":"invoice.paid"}}"#))
        .build()
}

/// A service behind, which answers as it is told; what it was asked comes out.
fn upstream() -> (String, Sender<u16>, Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/behind", listener.local_addr().unwrap());
    let (answers, to_answer) = channel();
    let (asked, questions) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                if stream.read_line(&mut head).unwrap() == 0 {
                    break;
                }
            }
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
                .unwrap_or(0);
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            if asked
                .send((head, String::from_utf8(body).unwrap()))
                .is_err()
            {
                return;
            }
            let Ok(status) = to_answer.recv() else { return };
            let answer = format!(
                "HTTP/1.1 {status} X\r\nx-own: yes\r\nconnection: close\r\ncontent-length: 6\r\n\r\nbehind"
            );
            stream.get_mut().write_all(answer.as_bytes()).unwrap();
        }
    });
    (url, answers, questions)
}

fn listening(more: &[&str]) -> Listening {
    let mut args = vec![
        "listen",
        "stripe",
        "--secret",
        SECRET,
        "--listen",
        "127.0.0.1:0",
    ];
    args.extend(["--path", "/stripe", "--json"]);
    args.extend(more);
    Listening::start(&args)
}

#[test]
fn the_service_behind_decides_and_a_failure_lets_the_retry_through() {
    let (url, answers, questions) = upstream();
    let listening = listening(&["--forward", &url]);
    let request = signed("evt_1");
    for (status, outcome) in [(500, "failed"), (422, "failed"), (202, "forwarded")] {
        answers.send(status).unwrap();
        assert_eq!(
            send(&listening.origin, &request),
            (status, "behind".to_owned())
        );
        let (head, body) = questions.recv().unwrap();
        assert!(head.starts_with("POST /behind?tenant=7 HTTP/1.1"), "{head}");
        assert!(head.contains("stripe-signature: t="), "{head}");
        assert!(!head.contains("host: x\r"), "{head}");
        assert_eq!(body.as_bytes(), request.body());
        let line = listening.json();
        assert_eq!(
            (&line["outcome"], &line["status"]),
            (&outcome.into(), &status.into())
        );
    }
    assert_eq!(send(&listening.origin, &request).0, 200);
    let line = listening.json();
    assert_eq!(line["outcome"], "duplicate");
    assert_eq!(
        (&line["id"], &line["type"]),
        (&"evt_1".into(), &"invoice.paid".into())
    );
    assert!(
        questions.try_recv().is_err(),
        "a duplicate reached the service"
    );
}

#[test]
fn a_service_that_is_not_there_is_502_and_the_delivery_is_not_lost() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let listening = listening(&["--forward", &url]);
    for _ in 0..2 {
        let (status, body) = send(&listening.origin, &signed("evt_1"));
        assert_eq!(status, 502);
        assert!(
            !body.contains("refused"),
            "the reason is not for the peer: {body}"
        );
        assert_eq!(listening.json()["outcome"], "failed");
    }
}

#[test]
fn duplicates_pass_where_that_is_asked_for() {
    let listening = listening(&["--no-dedupe"]);
    for _ in 0..2 {
        assert_eq!(send(&listening.origin, &signed("evt_1")).0, 200);
        assert_eq!(listening.json()["outcome"], "accepted");
    }
}

#[test]
fn people_get_a_line_with_the_reason() {
    let listening = Listening::start(&[
        "listen",
        "stripe",
        "--secret",
        SECRET,
        "--listen",
        "127.0.0.1:0",
        "--path",
        "/stripe",
    ]);
    let mut request = signed("evt_1");
    request.headers_mut().remove("stripe-signature");
    let (status, body) = send(&listening.origin, &request);
    assert_eq!((status, body.as_str()), (401, "webhook delivery refused\n"));
    let lines = std::iter::repeat_with(|| listening.line());
    let line = lines.into_iter().find(|line| line.contains("401")).unwrap();
    assert!(
        line.contains("missing_header: header stripe-signature"),
        "{line}"
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_waits_for_what_runs() {
    let (url, answers, questions) = upstream();
    let listening = listening(&["--forward", &url]);
    let origin = listening.origin.clone();
    let running = std::thread::spawn(move || send(&origin, &signed("evt_1")));
    questions.recv().unwrap();
    listening.interrupt();
    // Nothing new is taken while the old one is finished.
    while TcpStream::connect(listening.origin.trim_start_matches("http://")).is_ok() {
        std::thread::yield_now();
    }
    answers.send(200).unwrap();
    assert_eq!(running.join().unwrap().0, 200);
    let (code, lines) = listening.end();
    assert_eq!(code, Some(0));
    assert!(
        lines.iter().any(|line| line.contains("forwarded")),
        "{lines:?}"
    );
}

/// A file, and what is said about it: the line, and words of the reason and its fix.
const MISTAKES: &[(&str, usize, &[&str])] = &[
    ("listen = ", 1, &[]),
    (
        "listen = \"here\"\n[[endpoint]]\npath = \"/\"\nprovider = \"stripe\"\n",
        1,
        &["no address", "127.0.0.1:4400"],
    ),
    ("\n", 2, &["no endpoint", "[[endpoint]]"]),
    ("lisen = \"127.0.0.1:1\"\n", 1, &["unknown field", "listen"]),
    (
        "[[endpoint]]\npath = \"/\"\n",
        1,
        &["missing field", "provider"],
    ),
    (
        "[[endpoint]]\npath = \"/\"\nprovider = \"strpe\"\n",
        3,
        &["no provider", "did you mean stripe?"],
    ),
    (
        "[[endpoint]]\npath = \"/\"\nprovider = \"stripe\"\n",
        1,
        &["no secret", "env:NAME"],
    ),
    (
        "[[endpoint]]\npath = \"/\"\nprovider = \"stripe\"\nsecrets = [\"sk_live_0123456789abcdef\"]\n",
        4,
        &["API key", "whsec_"],
    ),
    (
        "[[endpoint]]\npath = \"/\"\nprovider = \"stripe\"\nsecrets = [\n  \"env:HOOKGATE_TEST_UNSET\",\n]\n",
        5,
        &["HOOKGATE_TEST_UNSET is not set"],
    ),
    (
        "[[endpoint]]\npath = \"/\"\nprovider = \"stripe\"\nsecrets = [\"file:/no/such/file\"]\n",
        4,
        &["cannot read the secret's file"],
    ),
    (
        "[[endpoint]]\npath = \"stripe\"\nprovider = \"stripe\"\nsecrets = [\"whsec_0123456789abcdef\"]\n",
        2,
        &["no path", "from the slash on"],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\nprovider = \"stripe\"\nsecrets = [\"whsec_0123456789abcdef\"]\n\n[[endpoint]]\npath = \"/a\"\nprovider = \"stripe\"\nsecrets = [\"whsec_0123456789abcdef\"]\n",
        7,
        &["its own path"],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\nprovider = \"twilio\"\nsecrets = [\"0123456789abcdef\"]\n",
        3,
        &["signs the URL", "public_url"],
    ),
    (
        "public_url = \"example.com\"\n[[endpoint]]\npath = \"/a\"\nprovider = \"twilio\"\nsecrets = [\"0123456789abcdef\"]\n",
        1,
        &["no URL"],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\nprovider = \"stripe\"\nsecrets = [\"whsec_0123456789abcdef\"]\ntolerance = 0\n",
        5,
        &["no tolerance", "leave it out"],
    ),
    (
        "body_limit = 0\n[[endpoint]]\npath = \"/a\"\nprovider = \"stripe\"\nsecrets = [\"whsec_0123456789abcdef\"]\n",
        1,
        &["no limit"],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\nprovider = \"stripe\"\nsecrets = [\"whsec_0123456789abcdef\"]\nforward = \"localhost\"\n",
        5,
        &["no address to send to"],
    ),
    (
        "[[endpoint]]\npath = \"/a\"\nprovider = \"stripe\"\nsecrets = [\"whsec_0123456789abcdef\"]\npublic_key = \"MCow\"\n",
        5,
        &["shared secret"],
    ),
];

#[test]
fn a_mistake_in_the_file_is_told_with_its_line_and_fix() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hooks.toml");
    for (text, line, words) in MISTAKES {
        std::fs::write(&path, text).unwrap();
        let finished = run(&["listen", "--config", path.to_str().unwrap()]);
        let said = &finished.stderr;
        assert_eq!(finished.code, Some(2), "{text}\n{said}");
        assert!(
            said.contains(&format!("hooks.toml:{line}: ")),
            "{text}\n{said}"
        );
        for word in *words {
            assert!(said.contains(word), "{word}\n{text}\n{said}");
        }
        assert!(!said.contains("0123456789abcdef"), "a secret: {said}");
    }
}

#[test]
fn a_command_line_that_cannot_work_says_so() {
    let cases = [
        (&["listen"][..], "PROVIDER"),
        (&["listen", "stripe"], "--secret"),
        (
            &["listen", "stripe", "--secret", "sk_live_0123456789abcdef"],
            "API key",
        ),
        (
            &["listen", "twilio", "--secret", "0123456789abcdef"],
            "public_url",
        ),
        (&["listen", "--config", "/no/such/file"], "TOML file"),
    ];
    for (args, word) in cases {
        let finished = run(args);
        assert_eq!(finished.code, Some(2), "{args:?}");
        assert!(
            finished.stderr.contains(word),
            "{args:?}: {}",
            finished.stderr
        );
    }
}
