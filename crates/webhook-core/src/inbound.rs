//! [`Inbound`]: the head of a request, borrowed for verification.

use http::{HeaderMap, Method, Uri, request::Parts};

use crate::{form, public_url, scheme::At};

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

impl<'a> From<&'a Parts> for Inbound<'a> {
    fn from(parts: &'a Parts) -> Self {
        Self::new(&parts.method, &parts.uri, &parts.headers)
    }
}
