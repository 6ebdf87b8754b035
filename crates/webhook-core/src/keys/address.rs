//! The address of a key document that an unverified request names, taken apart without leniency.
//!
//! Whoever can make us fetch a document of his own signs whatever he likes. So an address is
//! accepted only if it is spelled out of characters that every URL parser reads alike; there is no
//! normalisation, no user info, no port, no query, no fragment and no percent-escape.

/// A longer address is none. Addresses are kept before anything is known of them.
const MAX: usize = 512;

/// Host and path of `https://<host>/<path>`; `None` for anything else.
///
/// The host is lower-case letters, digits, full stops and hyphens; the path is letters, digits and
/// `-._/`, without empty or dotted segments; 512 bytes in all at most.
pub fn parts(url: &str) -> Option<(&str, &str)> {
    if url.len() > MAX {
        return None;
    }
    let rest = url.strip_prefix("https://")?;
    let (host, path) = rest.split_at(rest.find('/')?);
    let in_host = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    let in_path = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'/');
    let labels = |host: &str| host.split('.').all(|label| !label.is_empty());
    let mut segments = path.split('/').skip(1);
    let sound = host.bytes().all(in_host)
        && labels(host)
        && path.bytes().all(in_path)
        && segments.all(|segment| !segment.is_empty() && !segment.starts_with('.'));
    sound.then_some((host, path))
}

/// Whether a path can follow `url`.
pub(crate) fn is_base(url: &str) -> bool {
    parts(&format!("{}/x", url.trim_end_matches('/'))).is_some()
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn only_plain_addresses_have_parts() {
        assert_eq!(
            parts("https://keys.example/a/b-1_2.pem"),
            Some(("keys.example", "/a/b-1_2.pem"))
        );
        for url in [
            "",
            "https://",
            "https://keys.example",
            "http://keys.example/a",
            "HTTPS://keys.example/a",
            "https://Keys.example/a",
            "https://keys.example./a",
            "https://.keys.example/a",
            "https://keys..example/a",
            "https://keys.example:443/a",
            "https://me@keys.example/a",
            "https://keys.example\\.evil.example/a",
            "https://keys.example/a?b",
            "https://keys.example/a#b",
            "https://keys.example/%61",
            "https://keys.example//a",
            "https://keys.example/../a",
            "https://keys.example/./a",
            "https://keys.example/",
            &format!("https://keys.example/{}", "a".repeat(500)),
            "https://[::1]/a",
            "https://keys.example/a\r\n",
            " https://keys.example/a",
            "https://k\u{435}ys.example/a",
        ] {
            assert_eq!(parts(url), None, "{url}");
        }
    }
}
