//! [`Signer`]: the same table outwards, for tests, tools and senders.
//!
//! ```
//! use webhook_core::{Signer, UnixTime, providers, signer::Outgoing};
//!
//! let signer = Signer::new(providers::GITHUB, "It's a Secret to Everybody")?;
//! let signed = signer.sign(&Outgoing::new(b"Hello, World!", UnixTime::from_secs(0)));
//! assert_eq!(
//!     signed.headers["x-hub-signature-256"],
//!     "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
//! );
//! # Ok::<(), webhook_core::ConfigError>(())
//! ```

mod header;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use md5::Md5;
use sha2::{Digest as _, Sha256, Sha512};

#[cfg(feature = "message-signatures")]
use crate::message_signature;
use crate::{
    ConfigError, Inbound, Secret, UnixTime, candidates, key,
    key::Key,
    mac::{Judge, Tag},
    placed,
    scheme::{At, Content, Encoding, Keyed, Part, Scheme, SecretPlace},
    verifier::{Compiled, TemplateInput, render, timestamp},
};

/// A message to be signed.
#[derive(Clone, Debug)]
pub struct Outgoing<'a> {
    /// The method; `POST` unless set.
    pub method: Method,
    /// The full URL that the provider calls, query included.
    pub url: &'a str,
    /// The body.
    pub body: &'a [u8],
    /// Its `Content-Type`.
    pub content_type: Option<&'a str>,
    /// When it is sent.
    pub timestamp: UnixTime,
    /// The delivery's id, for schemes that send it in a header.
    pub id: Option<&'a str>,
    /// The event's type, for schemes that send it in a header.
    pub event_type: Option<&'a str>,
    /// Further headers, sent beside those of the scheme and signed where its content names them.
    /// What HTTP cannot carry is left out.
    pub headers: &'a [(&'a str, &'a str)],
}

impl<'a> Outgoing<'a> {
    /// A `POST` of JSON to `http://localhost/`.
    pub fn new(body: &'a [u8], timestamp: UnixTime) -> Self {
        Self {
            method: Method::POST,
            url: "http://localhost/",
            body,
            content_type: Some("application/json"),
            timestamp,
            id: None,
            event_type: None,
            headers: &[],
        }
    }
}

/// What to send.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The headers, `Content-Type` included.
    pub headers: HeaderMap,
    /// The URL, which some schemes extend (Twilio's `bodySHA256`).
    pub url: String,
    /// The body: the message's own, or with a signature inside it.
    pub body: Vec<u8>,
}

/// Signs as one provider does, with one secret.
#[derive(Clone)]
pub struct Signer {
    scheme: Scheme,
    key: Key,
    secret: Secret,
}

impl Signer {
    /// From the scheme and the secret's text. For Ed25519 that is the private key, 32 bytes in the
    /// form in which the scheme has the public one.
    ///
    /// # Errors
    /// [`ConfigError`] for a secret that cannot be one, or a scheme that contradicts itself.
    pub fn new(scheme: Scheme, secret: impl Into<Secret>) -> Result<Self, ConfigError> {
        Compiled::new(scheme)?;
        let secret = secret.into();
        Ok(Self {
            key: key::derive_signing(&scheme, &secret)?,
            scheme,
            secret,
        })
    }

    /// The scheme.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Signs a message. Ids, types and other headers of the scheme that the message lacks are left
    /// out, unless they are signed: then they are sent as `"-"`.
    pub fn sign(&self, message: &Outgoing<'_>) -> Signed {
        let scheme = &self.scheme;
        let timestamp = timestamp::write(message.timestamp, scheme.time_unit);
        // What is signed may depend on how a body with a signature is written, not on which.
        let dated = placed::with_time(scheme, message, &timestamp);
        let body = dated.as_deref().unwrap_or(message.body);
        let placed = |signature: &str| {
            placed::write(scheme, message.url, message.content_type, body, signature)
        };
        let unsigned = placed("");
        let message = &Outgoing {
            body: &unsigned.body,
            ..message.clone()
        };
        let url = match scheme.content {
            Content::Custom {
                outgoing_url: Some(outgoing_url),
                ..
            } => outgoing_url(message.url, message.content_type, message.body),
            _ => message.url.to_owned(),
        };
        let mut headers = HeaderMap::new();
        if let Some(content_type) = message.content_type {
            insert(&mut headers, "content-type", content_type);
        }
        let signs_id =
            matches!(scheme.content, Content::Template(parts) if parts.contains(&Part::Id));
        if let (Some(At::Header(name)), Some(id)) = (
            scheme.event_id.first(),
            message.id.or(signs_id.then_some("-")),
        ) {
            insert(&mut headers, name, id);
        }
        if let (Some(At::Header(name)), Some(event_type)) =
            (scheme.event_type.first(), message.event_type)
        {
            insert(&mut headers, name, event_type);
        }
        if let Some(At::Header(name)) = scheme.timestamp {
            insert(&mut headers, name, &timestamp);
        }
        for (name, value) in scheme.fixed_headers {
            insert(&mut headers, name, value);
        }
        for (name, value) in message.headers {
            if let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(value),
            ) {
                headers.append(name, value);
            }
        }
        let key_id = scheme.key_id_header.zip(self.key.id.as_deref());
        for (name, value) in scheme.sent_headers.iter().copied().chain(key_id) {
            if !headers.contains_key(name) {
                insert(&mut headers, name, value);
            }
        }
        if let Content::Template(parts) = scheme.content {
            for part in parts {
                if let Part::Header(name) = part
                    && !headers.contains_key(*name)
                {
                    insert(&mut headers, name, "-");
                }
            }
        }
        #[cfg(feature = "message-signatures")]
        if let Content::MessageSignature(rules) = &scheme.content {
            let named = scheme.event_id.first() == Some(&At::InSignature("nonce"));
            let nonce = named.then(|| message.id.unwrap_or("-"));
            message_signature::sign(scheme, rules, &self.key, message, nonce, &mut headers);
            let body = message.body.to_vec();
            return Signed { headers, url, body };
        }
        let lead = header::lead(scheme, &timestamp, &headers);
        let tag = self.tag(message, &url, &timestamp, &headers, &lead);
        let signature = match scheme.encoding {
            Encoding::Jwt => self.token(message, &url),
            Encoding::Plain => self.secret.text().to_owned(),
            Encoding::PlainBase64 => STANDARD.encode(self.secret.text()),
            encoding => candidates::encode(encoding, &tag),
        };
        let value = header::write(
            scheme,
            self.key.id.as_deref(),
            &lead,
            &timestamp,
            &signature,
        );
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(scheme.header.as_bytes()),
            HeaderValue::from_str(&value),
        ) {
            headers.append(name, value);
        }
        let in_body = match scheme.content {
            Content::InBody { sign, .. } => {
                let keyed = Keyed {
                    scheme,
                    mac: &self.key.mac,
                    key_id: self.key.id.as_deref(),
                    judge: Judge::new(scheme, None, message.timestamp),
                    text: Some(self.secret.text()),
                };
                sign(&keyed, message.body)
            }
            _ => None,
        };
        let mut signed = Signed {
            headers,
            url,
            body: in_body.unwrap_or_else(|| message.body.to_vec()),
        };
        if !scheme.signature_at.is_empty() {
            let placed = placed(&signature);
            signed.url = placed.url.into_owned();
            signed.body = placed.body.into_owned();
        }
        signed
    }

    /// The token of a message.
    #[cfg(feature = "jwt")]
    fn token(&self, message: &Outgoing<'_>, url: &str) -> String {
        match (&self.key.mac, &self.scheme.content) {
            (crate::mac::Mac::Jwt(key), Content::Jwt(rules)) => key.sign(&crate::jwt::Bound {
                rules,
                body: message.body,
                url: rules
                    .url
                    .and_then(|claim| claim.covers(&message.method, url))
                    .as_deref(),
                now: message.timestamp,
                tolerance: std::time::Duration::ZERO,
            }),
            _ => String::new(),
        }
    }

    /// No key can have been made.
    #[cfg(not(feature = "jwt"))]
    #[allow(clippy::unused_self, reason = "as the other")]
    fn token(&self, _: &Outgoing<'_>, _: &str) -> String {
        String::new()
    }

    fn tag(
        &self,
        message: &Outgoing<'_>,
        url: &str,
        timestamp: &str,
        headers: &HeaderMap,
        lead: &str,
    ) -> Tag {
        let mut mac = self.key.mac.clone();
        let (base, uri) = split(url);
        let request = Inbound::new(&message.method, &uri, headers).public_url(base);
        match self.scheme.content {
            Content::Template(parts) => {
                let kept: Vec<_> = headers
                    .iter()
                    .filter_map(|(name, value)| {
                        // The scheme's own static spelling of this header.
                        let own = parts.iter().find_map(|part| match part {
                            Part::Header(own) if *own == name.as_str() => Some(*own),
                            Part::NamedHeaders { must, .. } => {
                                must.iter().find(|own| **own == name.as_str()).copied()
                            }
                            Part::Id => match self.scheme.event_id.first() {
                                Some(At::Header(own)) if *own == name.as_str() => Some(*own),
                                _ => None,
                            },
                            _ => None,
                        })?;
                        Some((own, value.clone()))
                    })
                    .collect();
                let input = TemplateInput {
                    request: &request,
                    timestamp: Some(timestamp),
                    kept: &kept,
                    signature: Some(lead),
                    keys: std::slice::from_ref(&self.key),
                };
                for part in parts {
                    match part {
                        Part::Body => mac.update(message.body),
                        Part::BodySha256Hex => {
                            mac.update(const_hex::encode(Sha256::digest(message.body)).as_bytes());
                        }
                        Part::BodySha512Base64 => {
                            mac.update(STANDARD.encode(Sha512::digest(message.body)).as_bytes());
                        }
                        Part::BodyMd5Base64 => {
                            mac.update(STANDARD.encode(Md5::digest(message.body)).as_bytes());
                        }
                        Part::Secret => mac.update_secret(),
                        Part::KeyId(_) => {
                            mac.update(self.key.id.as_deref().unwrap_or_default().as_bytes());
                        }
                        Part::BodySha256Raw => mac.update(&Sha256::digest(message.body)),
                        Part::BodyBase64Url => {
                            mac.update(URL_SAFE_NO_PAD.encode(message.body).as_bytes());
                        }
                        Part::BodyCrc32 => {
                            mac.update(crc32fast::hash(message.body).to_string().as_bytes());
                        }
                        part => {
                            let _ = render(&self.scheme, *part, &input, &mut |text| {
                                mac.update(text.as_bytes());
                            });
                        }
                    }
                }
            }
            Content::Jwt(_) | Content::MessageSignature(_) | Content::InBody { .. } => {}
            Content::Custom { begin, .. } => {
                // A message that the scheme would refuse signs as nothing and is refused.
                if let Ok(content) = begin(&request, Some(timestamp)) {
                    let mut tail = Vec::new();
                    let _ = (content.tail)(message.body, &mut tail);
                    if let Some(head) = content.heads.first() {
                        mac.update(head.as_bytes());
                    }
                    mac.update(&tail);
                    if self.scheme.secret_in_content == Some(SecretPlace::Last) {
                        mac.update_secret();
                    }
                }
            }
        }
        mac.finish()
    }
}

/// A URL as its receiver knows it: what is registered, and the request's own query.
pub(crate) fn split(url: &str) -> (&str, Uri) {
    let (base, target) = match url.split_once('?') {
        Some((base, query)) => (base, format!("/?{query}")),
        None => (url, "/".to_owned()),
    };
    (base, Uri::try_from(target).unwrap_or_default())
}

/// Sets a header, unless HTTP cannot carry its value.
pub(crate) fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer")
            .field("scheme", &self.scheme.name)
            .finish_non_exhaustive()
    }
}
