//! [`Inbound`]: the head of a request, borrowed for verification; [`Head`], one of another framework.

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header, request::Parts};

use crate::{Refusal, form, public_url, scheme::At};

/// Method, URI and headers of a request, and the public URL it was sent to.
///
/// The URI's own scheme and host are never trusted: behind a proxy they are whatever the peer
/// wrote. A scheme that signs the URL needs the one registered with the provider.
#[derive(Clone, Copy, Debug)]
pub struct Inbound<'a> {
    pub(crate) method: &'a Method,
    pub(crate) uri: &'a Uri,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) public_url: Option<&'a str>,
}

impl<'a> Inbound<'a> {
    /// From the parts of a request.
    pub fn new(method: &'a Method, uri: &'a Uri, headers: &'a HeaderMap) -> Self {
        Self {
            method,
            uri,
            headers,
            public_url: None,
        }
    }

    /// With the exact URL registered with the provider, without its query; it takes precedence
    /// over the verifier's own.
    pub fn public_url(mut self, url: &'a str) -> Self {
        self.public_url = Some(url);
        self
    }

    /// The method.
    pub fn method(&self) -> &'a Method {
        self.method
    }

    /// The headers.
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
    }

    /// The path, as sent.
    pub fn path(&self) -> &'a str {
        self.uri.path()
    }

    /// The raw query, without its question mark.
    pub fn query(&self) -> Option<&'a str> {
        self.uri.query()
    }

    /// How long the body says it will be; `None` for one that is sent in chunks. Hold it against the
    /// limit before a byte is read: what comes is still to be counted.
    ///
    /// ```
    /// use http::{HeaderMap, HeaderValue, Method, Uri};
    /// use webhook_core::Inbound;
    ///
    /// let headers = HeaderMap::from_iter([(http::header::CONTENT_LENGTH, HeaderValue::from(42))]);
    /// let (method, uri) = (Method::POST, Uri::from_static("/"));
    /// assert_eq!(Inbound::new(&method, &uri, &headers).content_length(), Some(42));
    /// ```
    pub fn content_length(&self) -> Option<u64> {
        let length = self.headers.get(header::CONTENT_LENGTH)?;
        length.to_str().ok()?.parse().ok()
    }

    /// The public URL with this request's raw query, as the provider called it.
    pub fn url(&self) -> Option<String> {
        let base = self.public_url?;
        Some(match self.uri.query() {
            Some(query) => format!("{base}?{query}"),
            None => base.to_owned(),
        })
    }
}

impl<'a> Inbound<'a> {
    /// The text at a place in the head: a header that is there once, or a parameter of the query.
    pub(crate) fn text(&self, at: At) -> Option<String> {
        match at {
            At::Query(name) => form::find(self.query()?.as_bytes(), name),
            At::Header(name) => {
                let mut values = self.headers.get_all(name).iter();
                let value = values.next()?.to_str().ok()?;
                values.next().is_none().then(|| value.to_owned())
            }
            _ => None,
        }
    }

    /// Path and raw query of the public URL. Never the request's own path, which routers rewrite.
    pub(crate) fn public_path_and_query(&self) -> Option<String> {
        public_url::path_and_query(&self.url()?)
    }
}

impl Inbound<'_> {
    /// The public URL's host, without its port.
    pub(crate) fn public_host(&self) -> Option<&str> {
        let (_, rest) = self.public_url?.split_once("://")?;
        let authority = rest.split(['/', '?']).next()?;
        // The colons of an IPv6 address stand inside of its brackets.
        match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => Some(host),
            _ => Some(authority),
        }
    }
}

/// The head of a request whose framework has no types of `http` 1 (actix-web, Rocket).
///
/// ```
/// use webhook_core::Head;
///
/// let head = Head::new("POST", "/hooks?v=2", [("content-length", "42")])?;
/// assert_eq!(head.inbound().query(), Some("v=2"));
/// # Ok::<(), webhook_core::Refusal>(())
/// ```
#[derive(Clone, Debug)]
pub struct Head {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

impl Head {
    /// Copies a head: its method, its target, and its headers, repeated ones repeated.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] for what HTTP does not allow.
    pub fn new<N: AsRef<[u8]>, V: AsRef<[u8]>>(
        method: &str,
        target: &str,
        headers: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, Refusal> {
        let malformed = |what| Refusal::Malformed { what };
        let mut head = Self {
            method: (method.parse()).map_err(|_| malformed("the method is none of HTTP's"))?,
            uri: (target.parse()).map_err(|_| malformed("the target is no URI"))?,
            headers: HeaderMap::new(),
        };
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_ref());
            let value = HeaderValue::from_bytes(value.as_ref());
            let (Ok(name), Ok(value)) = (name, value) else {
                return Err(malformed("a header is none of HTTP's"));
            };
            // More than any server lets in.
            let appended = head.headers.try_append(name, value);
            appended.map_err(|_| malformed("there are too many headers"))?;
        }
        Ok(head)
    }

    /// The same, borrowed for verification.
    pub fn inbound(&self) -> Inbound<'_> {
        Inbound::new(&self.method, &self.uri, &self.headers)
    }
}

impl From<&Inbound<'_>> for Head {
    /// Without the public URL.
    fn from(request: &Inbound<'_>) -> Self {
        Self {
            method: request.method.clone(),
            uri: request.uri.clone(),
            headers: request.headers.clone(),
        }
    }
}

impl<'a> From<&'a Parts> for Inbound<'a> {
    fn from(parts: &'a Parts) -> Self {
        Self::new(&parts.method, &parts.uri, &parts.headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_of_another_framework_is_copied_whole_or_refused() {
        let head = Head::new("POST", "/a?b=1&b=2", [("x-one", "1"), ("X-One", "2")]).unwrap();
        let inbound = head.inbound();
        assert_eq!((inbound.path(), inbound.query()), ("/a", Some("b=1&b=2")));
        assert_eq!(inbound.headers().get_all("x-one").iter().count(), 2);

        let none: [(&str, &str); 0] = [];
        for refused in [
            Head::new("PO ST", "/", none),
            Head::new("POST", "/ /", none),
            Head::new("POST", "/", [("a b", "1")]),
            Head::new("POST", "/", [("a", "1\n2")]),
        ] {
            assert_eq!(refused.unwrap_err().code(), "malformed");
        }
    }

    #[test]
    fn the_announced_length_is_a_number_or_none() {
        for (text, length) in [("42", Some(42)), ("-1", None), ("many", None), ("", None)] {
            let head = Head::new("POST", "/", [("content-length", text)]).unwrap();
            assert_eq!(head.inbound().content_length(), length, "{text}");
        }
    }
}
