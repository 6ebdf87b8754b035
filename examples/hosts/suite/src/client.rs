//! A raw HTTP/1 client: sends exactly what it is told, polite or not.

use std::{collections::HashMap, net::SocketAddr};

use bytes::Bytes;
use http::Request;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// What came back, its header names in lower case.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers; of repeated ones the last.
    pub headers: HashMap<String, String>,
    /// The body.
    pub body: String,
}

/// A connection to a host.
#[derive(Debug)]
pub struct Client(TcpStream);

impl Client {
    /// Connects.
    ///
    /// # Panics
    /// If nobody listens.
    pub async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    /// Writes a request's head, with one more header that says how long its body is.
    pub async fn head(&mut self, request: &Request<Bytes>, (name, value): (&str, &str)) {
        let (method, target) = (request.method(), request.uri());
        let mut head = format!(
            "{method} {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{name}: {value}\r\n"
        );
        for (name, value) in request.headers() {
            let value = value.to_str().expect("ASCII");
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        self.write(head.as_bytes()).await;
    }

    /// Writes. A host that has refused may have closed already: what it says then is its answer.
    pub async fn write(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes).await;
    }

    /// Sends a request whole.
    pub async fn send(&mut self, request: &Request<Bytes>) {
        let length = request.body().len().to_string();
        self.head(request, ("content-length", &length)).await;
        self.write(request.body()).await;
    }

    /// Sends a request in chunks of some bytes each.
    pub async fn send_chunked(&mut self, request: &Request<Bytes>) {
        self.head(request, ("transfer-encoding", "chunked")).await;
        let mut chunks = Vec::new();
        for chunk in request.body().chunks(17) {
            chunks.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            chunks.extend_from_slice(chunk);
            chunks.extend_from_slice(b"\r\n");
        }
        chunks.extend_from_slice(b"0\r\n\r\n");
        self.write(&chunks).await;
    }

    /// Ends the connection at once, with a reset: a closed one may still be read from.
    ///
    /// # Panics
    /// If the system cannot.
    pub fn reset(self) {
        self.0.set_zero_linger().expect("a socket option");
    }

    /// Reads the answer.
    ///
    /// # Panics
    /// If there is none.
    pub async fn answer(&mut self) -> Answer {
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let read = self.0.read(&mut piece).await;
            let ended = !matches!(read, Ok(length) if length > 0);
            bytes.extend_from_slice(&piece[..read.unwrap_or(0)]);
            match parse(&String::from_utf8_lossy(&bytes), ended) {
                Some(answer) => return answer,
                None => assert!(!ended, "no answer, but {bytes:?}"),
            }
        }
    }
}

/// A complete answer.
fn parse(text: &str, ended: bool) -> Option<Answer> {
    let (head, rest) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: HashMap<_, _> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.get("content-length").map(|text| text.parse());
    let body = match length {
        Some(length) => rest.get(..length.ok()?)?.to_owned(),
        None if headers.contains_key("transfer-encoding") => dechunk(rest)?,
        None if ended => rest.to_owned(),
        None => return None,
    };
    Some(Answer {
        status,
        headers,
        body,
    })
}

fn dechunk(mut text: &str) -> Option<String> {
    let mut body = String::new();
    loop {
        let (size, rest) = text.split_once("\r\n")?;
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.push_str(rest.get(..size)?);
        text = rest.get(size + 2..)?;
    }
}
