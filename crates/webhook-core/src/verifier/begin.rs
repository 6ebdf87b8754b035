//! The head of a request: everything that can be refused before a byte of the body is read.

use http::{
    HeaderMap,
    header::{CONTENT_ENCODING, CONTENT_TYPE},
};

use super::{
    Verification, Verifier,
    compiled::Header,
    content::{Content, Macs},
    keys::NamedKeys,
    render::TemplateInput,
    timestamp,
};
#[cfg(feature = "message-signatures")]
use crate::message_signature::Opening;
use crate::{
    Inbound, Refusal, UnixTime,
    candidates::{MAX_HEADER, Parsed, Parser},
    placed,
    scheme::{self, At},
};

impl Verifier {
    /// Checks the head of a request and starts hashing. The body then goes through
    /// [`Verification::update`], frame by frame, and as a whole into [`Verification::finish`].
    ///
    /// # Errors
    /// [`Refusal`] for a wrong method, a missing or repeated header, a signature header that does
    /// not parse, a timestamp outside the tolerance, an encoded body.
    pub fn begin(&self, request: &Inbound<'_>, now: UnixTime) -> Result<Verification, Refusal> {
        let compiled = &self.compiled;
        let scheme = &compiled.scheme;
        let headers = request.headers;
        if !compiled.methods.contains(request.method) {
            return Err(Refusal::MethodNotAllowed {
                allow: scheme.methods,
            });
        }
        if headers
            .get_all(CONTENT_ENCODING)
            .iter()
            .any(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"))
        {
            return Err(Refusal::ContentEncoding);
        }

        // One family of header names, never a mixture.
        let signature = compiled.signature.as_ref();
        let alias = signature.is_some_and(|header| header.only_as_alias(headers));
        for (header, value) in &compiled.fixed {
            if header.required(headers, alias)?.as_bytes() != value.as_bytes() {
                return Err(Refusal::Malformed {
                    what: "a header names another form of signature than this scheme's",
                });
            }
        }
        let mut parser = Parser::new(scheme, compiled.timestamp_key);
        let parsed = match signature {
            None => {
                placed::check_query(scheme, request.query())?;
                Parsed::default()
            }
            Some(header) => {
                if compiled.further_signatures.is_empty() {
                    parser.read(text(header.required(headers, alias)?)?)?;
                } else {
                    self.read_each(header, headers, alias, &mut parser)?;
                }
                parser.finish()?
            }
        };

        let signature_text = match signature {
            Some(header) if compiled.rereads_signature => {
                header.single(headers, alias)?.map(text).transpose()?
            }
            _ => None,
        };
        let named = match scheme.fetched_keys() {
            None => None,
            Some(fetch) => Some(Box::new(NamedKeys::begin(
                fetch,
                signature_text,
                &parsed.candidates,
                headers,
            )?)),
        };
        let timestamp_text = match (&compiled.timestamp, scheme.timestamp) {
            (Some(header), _) => Some(text(header.required(headers, alias)?)?),
            (None, Some(At::InSignature(_))) => {
                Some(parsed.timestamp.ok_or(Refusal::Malformed {
                    what: "the signature header holds no timestamp",
                })?)
            }
            _ => None,
        };
        let timestamp = match timestamp_text {
            Some(text) => timestamp::fresh(text, scheme.time_unit, now, self.tolerance)?,
            None => None,
        };

        let mut kept = Vec::new();
        for header in &compiled.kept {
            if let Some(value) = header.single(headers, alias)? {
                text(value)?;
                if kept.is_empty() {
                    kept.reserve_exact(compiled.kept.len());
                }
                kept.push((header.name, value.clone()));
            }
        }
        let content_type = single_content_type(request)?;

        let public = match self.public_url.as_deref() {
            Some(url) if request.public_url.is_none() => request.public_url(url),
            _ => *request,
        };
        let mut verification = Verification {
            compiled: self.compiled.clone(),
            keys: self.keys.clone(),
            candidates: parsed.candidates,
            macs: Macs::new(),
            content: Content::Streaming { tail: Vec::new() },
            timestamp,
            kept,
            content_type,
            named,
            hashed: 0,
            url: match scheme.content {
                scheme::Content::Jwt(rules) => rules.url.and_then(|claim| {
                    let covered = claim.covers(public.method, &public.url()?)?;
                    Some(covered.into())
                }),
                _ => None,
            },
            now,
            tolerance: self.tolerance,
            in_signature: Vec::new(),
            query: if compiled.reads_query {
                request.query().map(Into::into)
            } else {
                None
            },
        };
        let key_id = match &compiled.key_id {
            Some(header) => Some(
                header
                    .single(headers, alias)?
                    .map_or(&b""[..], |id| id.as_bytes()),
            ),
            None => parsed.key_id.map(str::as_bytes),
        };
        #[cfg(feature = "message-signatures")]
        if let scheme::Content::MessageSignature(rules) = &scheme.content {
            let opening = Opening {
                scheme,
                rules,
                keys: &self.keys,
                request: &public,
                now,
                tolerance: self.tolerance.unwrap_or(std::time::Duration::MAX),
            };
            let opened = opening.verify()?;
            verification.timestamp = Some(opened.created);
            verification.content = Content::Opened(Box::new(opened));
            return Ok(verification);
        }
        for (index, key) in (0..).zip(&*self.keys) {
            if key.validity.covers(now) && key.answers_to(key_id) {
                verification.macs.push((index, key.mac.clone()));
            }
        }
        verification.content = Content::begin(
            scheme,
            &mut verification.macs,
            &TemplateInput {
                request: &public,
                timestamp: timestamp_text,
                kept: &verification.kept,
                signature: signature_text,
                keys: &self.keys,
            },
        )?;
        Ok(verification)
    }

    /// Reads every signature header that is there, of a scheme that has several.
    fn read_each<'h>(
        &self,
        main: &Header,
        headers: &'h HeaderMap,
        alias: bool,
        parser: &mut Parser<'_, 'h>,
    ) -> Result<(), Refusal> {
        let mut missing = true;
        for header in std::iter::once(main).chain(&self.compiled.further_signatures) {
            if let Some(value) = header.single(headers, alias)? {
                parser.read(text(value)?)?;
                missing = false;
            }
        }
        if missing {
            return Err(Refusal::MissingHeader { header: main.name });
        }
        Ok(())
    }
}

fn single_content_type(request: &Inbound<'_>) -> Result<Option<http::HeaderValue>, Refusal> {
    let mut values = request.headers.get_all(CONTENT_TYPE).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(Refusal::DuplicateHeader {
            header: "content-type",
        });
    }
    Ok(first.cloned())
}

/// A header's text: visible ASCII, of bounded length.
fn text(value: &http::HeaderValue) -> Result<&str, Refusal> {
    if value.len() > MAX_HEADER {
        return Err(Refusal::Malformed {
            what: "a header is longer than 8 KiB",
        });
    }
    let malformed = Refusal::Malformed {
        what: "a header is not visible ASCII",
    };
    // `HeaderValue` lets no control characters in but the tab; without a branch per byte this is
    // six times as fast as `to_str`.
    let bytes = value.as_bytes();
    let visible = bytes
        .iter()
        .fold(true, |all, b| all & (b.is_ascii() & (*b != b'\t')));
    match std::str::from_utf8(bytes) {
        Ok(text) if visible => Ok(text),
        _ => Err(malformed),
    }
}
