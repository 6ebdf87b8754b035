//! A raw HTTP/1 client: sends exactly what it is told, polite or not.

use std::{collections::HashMap, net::SocketAddr};

use bytes::Bytes;
use http::Request;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// A response, its header names in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers; of repeated ones the last.
    pub headers: HashMap<String, String>,
    /// The body.
    pub body: String,
}

/// The request's head as bytes, with `Content-Length`.
pub fn head(request: &Request<Bytes>) -> Vec<u8> {
    let length = request.body().len().to_string();
    head_with(request, &[("content-length", &length)])
}

/// The request's head as bytes, with further headers of the test's choice.
pub fn head_with(request: &Request<Bytes>, further: &[(&str, &str)]) -> Vec<u8> {
    let mut head = format!(
        "{} {} HTTP/1.1\r\nhost: localhost\r\n",
        request.method(),
        request.uri()
    );
    for (name, value) in further {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut head = head.into_bytes();
    for (name, value) in request.headers() {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// Sends a whole request on a connection of its own and reads the answer.
///
/// # Panics
/// If the server does not answer.
pub async fn send(address: SocketAddr, request: &Request<Bytes>) -> Answer {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let mut bytes = head(request);
    bytes.extend_from_slice(request.body());
    // A server that refuses by the head may close before it has read everything.
    let _ = stream.write_all(&bytes).await;
    read_answer(&mut stream).await.expect("an answer")
}

/// Reads one answer; `None` if the connection ends before it is complete.
pub async fn read_answer(stream: &mut TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some(answer) = parse(&bytes) {
            return Some(answer);
        }
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: HashMap<_, _> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers
        .get("content-length")
        .map_or(Ok(0), |text| text.parse())
        .ok()?;
    (body.len() >= length).then(|| Answer {
        status,
        headers,
        body: body.to_owned(),
    })
}
