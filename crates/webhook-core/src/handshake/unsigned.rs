//! What can be told of an endpoint check before anything is verified.

use std::borrow::Cow;

use http::Method;

use crate::{
    Inbound, Scheme, json,
    scheme::{At, Handshake, MAX_HANDSHAKE_BODY},
};

impl Scheme {
    /// Whether any endpoint check comes in a `POST` that need not be signed. Where none does, ordinary
    /// deliveries pay nothing for the others.
    pub fn posts_unsigned_checks(&self) -> bool {
        self.handshakes.iter().any(|check| check.is_unsigned_post())
    }

    /// Whether a request may be an endpoint check although it is not signed, by its head.
    pub fn may_be_check(&self, request: &Inbound<'_>) -> bool {
        let is_post = request.method() == Method::POST;
        let fits = |check: &Handshake| match check.challenge.place() {
            _ if !is_post => check.is_no_post(),
            _ if !check.is_unsigned_post() => false,
            Some(At::Json(_)) | None => !self.is_signed(request.headers()),
            Some(at) => request.text(at).is_some(),
        };
        self.handshakes.iter().any(fits)
    }
}

/// The text at a place of an unsigned post.
pub(crate) fn posted(request: &Inbound<'_>, body: &[u8], at: At) -> Option<String> {
    match at {
        At::Json(pointer) if body.len() <= MAX_HANDSHAKE_BODY => {
            let found = json::find(body, &[pointer]).pop().flatten();
            found.map(Cow::into_owned)
        }
        at => request.text(at),
    }
}
