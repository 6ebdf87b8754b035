//! What proxies write about the hops before them: `X-Forwarded-For`, and `Forwarded` of RFC 7239.
//!
//! Total and strict: whatever is no address is none, and never skipped.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::{HeaderMap, HeaderName, HeaderValue, header};

/// Which header the trusted proxies append to. Never both: the other is the client's to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProxyHeader {
    XForwardedFor,
    Forwarded,
}

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Longer lines are no honest proxy's.
const MAX_LINE: usize = 8 * 1024;

impl ProxyHeader {
    /// The hops from the nearest to the farthest, `None` for one that is no address. Several lines
    /// are one list, the last line being the nearest.
    pub(super) fn hops(self, headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
        let name = match self {
            Self::XForwardedFor => X_FORWARDED_FOR,
            Self::Forwarded => header::FORWARDED,
        };
        headers
            .get_all(name)
            .into_iter()
            .rev()
            .flat_map(move |line| {
                let hops = self.line(line).unwrap_or_else(|| vec![None]);
                hops.into_iter().rev()
            })
    }

    /// The hops of one line as they stand there; `None` for a line that is not to be read.
    fn line(self, line: &HeaderValue) -> Option<Vec<Option<IpAddr>>> {
        let text = line.to_str().ok().filter(|text| text.len() <= MAX_LINE)?;
        Some(match self {
            Self::XForwardedFor => text.split(',').map(node).collect(),
            Self::Forwarded => outside_quotes(text, ',')?
                .into_iter()
                .map(element)
                .collect(),
        })
    }
}

/// The `for` of one element of `Forwarded`.
fn element(text: &str) -> Option<IpAddr> {
    let mut found = None;
    for pair in outside_quotes(text, ';')? {
        let (name, value) = pair.split_once('=')?;
        if !name.trim().eq_ignore_ascii_case("for") {
            continue;
        }
        if found.is_some() {
            return None;
        }
        let value = value.trim();
        let bare = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'));
        found = Some(node(bare.unwrap_or(value))?);
    }
    found
}

/// An address, with or without a port.
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim_matches([' ', '\t']);
    let bracketed = || {
        let inner = text.strip_prefix('[')?.strip_suffix(']')?;
        inner.parse::<Ipv6Addr>().ok().map(IpAddr::from)
    };
    let address = text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let address = address.or_else(with_port).or_else(bracketed)?;
    Some(address.to_canonical())
}

/// The parts between separators that stand in no quoted string; `None` if a quote is left open.
fn outside_quotes(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut quoted, mut escaped) = (false, false);
    let parts = text
        .split(|c: char| {
            let separates = c == separator && !quoted;
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                _ => {}
            }
            separates
        })
        .collect();
    (!quoted).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hops(header: ProxyHeader, lines: &[&str]) -> Vec<Option<String>> {
        let name = match header {
            ProxyHeader::XForwardedFor => "x-forwarded-for",
            ProxyHeader::Forwarded => "forwarded",
        };
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name, line.parse().unwrap());
        }
        let hops = header.hops(&headers);
        hops.map(|hop| hop.map(|address| address.to_string()))
            .collect()
    }

    #[test]
    fn x_forwarded_for_is_read_from_the_right_over_all_its_lines() {
        let cases: &[(&[&str], &[Option<&str>])] = &[
            (&[], &[]),
            (&["192.0.2.1"], &[Some("192.0.2.1")]),
            (
                &["192.0.2.1, 192.0.2.2", " 192.0.2.3:80 "],
                &[Some("192.0.2.3"), Some("192.0.2.2"), Some("192.0.2.1")],
            ),
            (
                &["[2001:db8::1]:443,2001:db8::2"],
                &[Some("2001:db8::2"), Some("2001:db8::1")],
            ),
            (&["[2001:db8::1]"], &[Some("2001:db8::1")]),
            (&["::ffff:192.0.2.1"], &[Some("192.0.2.1")]),
            (&["192.0.2.1,"], &[None, Some("192.0.2.1")]),
            (&[""], &[None]),
            (&["unknown"], &[None]),
            (&["192.0.2"], &[None]),
            (&["192.0.2.01"], &[None]),
            (&["192.0.2.1:"], &[None]),
            (&["192.0.2.1:99999"], &[None]),
            (&["[192.0.2.1]"], &[None]),
            (&["fe80::1%eth0"], &[None]),
            (&["2001:db8::1]"], &[None]),
            (&["192.0.2.1 192.0.2.2"], &[None]),
            (&["\"192.0.2.1\""], &[None]),
        ];
        for (lines, expected) in cases {
            let seen = hops(ProxyHeader::XForwardedFor, lines);
            let seen: Vec<_> = seen.iter().map(Option::as_deref).collect();
            assert_eq!(&seen, expected, "{lines:?}");
        }
    }

    #[test]
    fn forwarded_is_read_as_its_specification_writes_it() {
        let cases: &[(&[&str], &[Option<&str>])] = &[
            (
                &["for=192.0.2.60;proto=http;by=203.0.113.43"],
                &[Some("192.0.2.60")],
            ),
            (
                &["For=\"[2001:db8:cafe::17]:4711\", for=192.0.2.43"],
                &[Some("192.0.2.43"), Some("2001:db8:cafe::17")],
            ),
            (&["proto=https ; FOR = 192.0.2.1"], &[Some("192.0.2.1")]),
            // A comma in a quoted string separates nothing.
            (
                &["for=192.0.2.1;by=\"a,b;for=192.0.2.9\""],
                &[Some("192.0.2.1")],
            ),
            (&["for=192.0.2.1;by=\"a\\\"\""], &[Some("192.0.2.1")]),
            (&["for=unknown"], &[None]),
            (&["for=_hidden, for=192.0.2.1"], &[Some("192.0.2.1"), None]),
            (&["proto=http"], &[None]),
            (&["for=192.0.2.1;for=192.0.2.2"], &[None]),
            (&["192.0.2.1"], &[None]),
            // A quote that a client leaves open swallows what the proxy appends.
            (&["for=\", for=192.0.2.1"], &[None]),
            (&["for=\"x, for=\"192.0.2.1:80\""], &[None]),
        ];
        for (lines, expected) in cases {
            let seen = hops(ProxyHeader::Forwarded, lines);
            let seen: Vec<_> = seen.iter().map(Option::as_deref).collect();
            assert_eq!(&seen, expected, "{lines:?}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_or_no_text_is_no_address() {
        let long = format!("{}192.0.2.1", " ".repeat(MAX_LINE));
        assert_eq!(hops(ProxyHeader::XForwardedFor, &[&long]), [None]);
        assert_eq!(
            hops(ProxyHeader::XForwardedFor, &["\u{e9}, 192.0.2.1"]),
            [None]
        );
    }
}
