//! The canonical request whose SHA-256 Atlassian calls the query string hash.
//!
//! - <https://developer.atlassian.com/cloud/bitbucket/query-string-hash/>
//! - <https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/>

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::form;

/// What RFC 3986 leaves as it is stays; all else is escaped.
const RESERVED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A token that came in the query cannot cover itself.
const TOKEN_PARAMETER: &str = "jwt";

/// Method, path and sorted query, joined by ampersands; `None` if the query is not UTF-8.
pub(super) fn canonical_request(method: &str, path_and_query: &str) -> Option<String> {
    let (path, query) = path_and_query
        .split_once('?')
        .unwrap_or((path_and_query, ""));
    Some(format!(
        "{}&{}&{}",
        method.to_ascii_uppercase(),
        canonical_path(path),
        canonical_query(query)?
    ))
}

/// Without the slash at its end, and with nothing in it that could be taken for a separator.
fn canonical_path(path: &str) -> String {
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return "/".to_owned();
    }
    path.replace('&', "%26")
}

/// Sorted by name; the values of a repeated name sorted, and joined by commas.
fn canonical_query(query: &str) -> Option<String> {
    let mut parameters = BTreeMap::<String, Vec<String>>::new();
    for (name, value) in form::fields(query.as_bytes())? {
        if name != TOKEN_PARAMETER {
            parameters.entry(name).or_default().push(value);
        }
    }
    let escape = |text: &String| utf8_percent_encode(text, &RESERVED).to_string();
    let pairs = parameters.iter_mut().map(|(name, values)| {
        values.sort_unstable();
        let values: Vec<_> = values.iter().map(escape).collect();
        format!("{}={}", escape(name), values.join(","))
    });
    Some(pairs.collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    fn hash(method: &str, path_and_query: &str) -> String {
        const_hex::encode(Sha256::digest(
            canonical_request(method, path_and_query).unwrap(),
        ))
    }

    /// The examples of the pages above.
    #[test]
    fn published_requests() {
        for (method, target, canonical) in [
            ("get", "/?param=foo", "GET&/&param=foo"),
            ("POST", "/user", "POST&/user&"),
            (
                "GET",
                "/path/to/service?zee_last=param&repeated=parameter 1&first=param&repeated=parameter 2",
                "GET&/path/to/service&first=param&repeated=parameter%201,parameter%202&zee_last=param",
            ),
        ] {
            assert_eq!(
                canonical_request(method, target).as_deref(),
                Some(canonical)
            );
        }
        assert_eq!(
            hash("GET", "/test?param=value"),
            "be16910858a41fd19ea5c1b4e9decca9a784d1024cb00b2158defe2f29dc86dd"
        );
        assert_eq!(
            hash("POST", "/rest/api/2/issue"),
            "43dd1779e33c34fae00c308d62e5dd153a32147d1bcb5d40b3936457fda0ece4"
        );
    }

    /// The verdicts of the npm package `atlassian-jwt` 2.0.3.
    #[test]
    fn unusual_requests() {
        for (target, canonical) in [
            ("/", "POST&/&"),
            ("", "POST&/&"),
            ("/a/?", "POST&/a&"),
            ("/a//", "POST&/a/&"),
            ("/a&b?c=d", "POST&/a%26b&c=d"),
            ("/a%20b?x", "POST&/a%20b&x="),
            ("/a?jwt=x.y.z&b=1", "POST&/a&b=1"),
            ("/a?b=2&B=1&b=10&b=1", "POST&/a&B=1&b=1,10,2"),
            (
                "/a?x=%7E!'()*%2C+%26",
                "POST&/a&x=~%21%27%28%29%2A%2C%20%26",
            ),
            ("/a?x=%C3%BC%E2%82%AC", "POST&/a&x=%C3%BC%E2%82%AC"),
        ] {
            assert_eq!(
                canonical_request("POST", target).as_deref(),
                Some(canonical)
            );
        }
        assert_eq!(canonical_request("POST", "/a?x=%ff"), None);
    }
}
