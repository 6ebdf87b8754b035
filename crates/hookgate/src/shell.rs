//! Commands to paste into a POSIX shell.
//!
//! ```
//! use hookgate::shell::quote;
//!
//! assert_eq!(quote("It's $HOME"), r"'It'\''s $HOME'");
//! ```

use bytes::Bytes;
use http::Request;

/// One word that the shell takes literally, whatever it holds.
pub fn quote(text: &str) -> String {
    // Nothing is special inside single quotes but their end: close, an escaped one, open again.
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A `curl` command on one line that sends `request` to `origin` (`http://127.0.0.1:3000`) and
/// shows the answer's status, headers and body.
///
/// Header values and bodies are taken to be text, as those of the demo are.
pub fn curl(origin: &str, request: &Request<Bytes>) -> String {
    let mut command = format!("curl -i {}", quote(&format!("{origin}{}", request.uri())));
    for (name, value) in request.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        command.push_str(&format!(" -H {}", quote(&format!("{name}: {value}"))));
    }
    // Unlike --data, --data-raw has no special meaning for a leading @. Both make it a POST.
    let body = String::from_utf8_lossy(request.body());
    command.push_str(&format!(" --data-raw {}", quote(&body)));
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_literal_inside_quotes() {
        let cases = [
            ("", "''"),
            ("plain", "'plain'"),
            ("a b", "'a b'"),
            ("'", r"''\'''"),
            ("$(id) `id` \\ \" !\n*", "'$(id) `id` \\ \" !\n*'"),
        ];
        for (text, quoted) in cases {
            assert_eq!(quote(text), quoted);
        }
    }

    #[test]
    fn a_request_becomes_one_line() {
        let request = Request::post("/x?a=1&b=2")
            .header("content-type", "application/json")
            .body(Bytes::from(r#"{"text":"It's"}"#))
            .unwrap();
        assert_eq!(
            curl("http://127.0.0.1:1", &request),
            r#"curl -i 'http://127.0.0.1:1/x?a=1&b=2' -H 'content-type: application/json' --data-raw '{"text":"It'\''s"}'"#
        );
    }
}
