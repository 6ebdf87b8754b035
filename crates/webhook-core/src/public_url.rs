//! The public URL in the spellings in which senders sign it.

/// Path and query, from the slash on.
pub(crate) fn path_and_query(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let start = rest.find(['/', '?']).unwrap_or(rest.len());
    let target = rest.get(start..)?;
    Some(if target.starts_with('/') {
        target.to_owned()
    } else {
        format!("/{target}")
    })
}

/// The same URL with its port taken off, or with its scheme's default port where it has none;
/// `None` for what is no URL with a host. Some senders (Twilio) sign some URLs with the default port
/// and some without, whatever was configured.
pub(crate) fn with_port_toggled(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    // A port stands after the last colon, unless that colon is inside an IPv6 address or userinfo.
    let host = authority.rsplit('@').next()?;
    let port = host
        .rsplit_once(':')
        .map(|(_, port)| port)
        .filter(|port| !port.contains(']'));
    Some(match port {
        Some(port) => {
            let bare = authority.strip_suffix(port)?.strip_suffix(':')?;
            format!("{scheme}://{bare}{path}")
        }
        None => {
            let port = if scheme == "https" { 443 } else { 80 };
            format!("{scheme}://{authority}:{port}{path}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_and_query_start_with_a_slash() {
        for (url, target) in [
            ("https://a.example", Some("/")),
            ("https://a.example?y=1", Some("/?y=1")),
            ("https://a.example/x%2F/?y=/", Some("/x%2F/?y=/")),
            ("a.example/x", None),
        ] {
            assert_eq!(path_and_query(url).as_deref(), target, "{url}");
        }
    }

    #[test]
    fn port_is_added_where_absent_and_taken_off_where_given() {
        let cases = [
            ("https://a.example/x?y=1", "https://a.example:443/x?y=1"),
            ("http://a.example", "http://a.example:80"),
            ("https://a.example:8443/x", "https://a.example/x"),
            ("https://u:p@a.example/x", "https://u:p@a.example:443/x"),
            ("https://u:p@a.example:443/x", "https://u:p@a.example/x"),
            ("https://[::1]/x", "https://[::1]:443/x"),
            ("https://[::1]:1/x", "https://[::1]/x"),
            ("https://a.example/x:y", "https://a.example:443/x:y"),
        ];
        for (url, toggled) in cases {
            assert_eq!(with_port_toggled(url).as_deref(), Some(toggled), "{url}");
        }
        assert_eq!(with_port_toggled("a.example/x"), None);
    }
}
