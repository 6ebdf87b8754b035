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

mod content;
mod header;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

#[cfg(feature = "message-signatures")]
use crate::message_signature;
use crate::{
    ConfigError, Secret, UnixTime, candidates, jws, key,
    key::Key,
    mac::{Judge, Mac},
    placed,
    scheme::{At, Content, Encoding, InBodySigned, KeyId, Keyed, Part, Scheme},
    verifier::{Compiled, timestamp},
};

#[cfg(feature = "message-signatures")]
pub(crate) use content::split;

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
    /// From the scheme and the secret's text. Where receivers have a public key, that is the private
    /// one: PKCS#8 as PEM, or for Ed25519 also its 32 bytes in the form in which the scheme has the
    /// public one.
    ///
    /// # Errors
    /// [`ConfigError`] for a secret that cannot be one, or a scheme that contradicts itself.
    /// [`ConfigError::CannotSign`] for a scheme whose keys are fetched: that is
    /// [`Signer::with_private_key`].
    pub fn new(scheme: Scheme, secret: impl Into<Secret>) -> Result<Self, ConfigError> {
        Self::build(scheme, secret.into(), None)
    }

    /// For a scheme whose receivers fetch the public key: `secret` is what they are configured with
    /// (PayPal's webhook id; anything where there is nothing), and `private_key` the one that belongs
    /// to the key that they will fetch, PKCS#8 as PEM. Where requests name their key, it is called
    /// `test`.
    ///
    /// # Errors
    /// As [`Signer::new`]. SHA-1 is signed by nobody here: SNS's messages are of version 2, and those
    /// of eBay and Travis CI cannot be made.
    pub fn with_private_key(
        scheme: Scheme,
        secret: impl Into<Secret>,
        private_key: impl Into<Secret>,
    ) -> Result<Self, ConfigError> {
        Self::build(scheme, secret.into(), Some(&private_key.into()))
    }

    fn build(
        scheme: Scheme,
        secret: Secret,
        private_key: Option<&Secret>,
    ) -> Result<Self, ConfigError> {
        Compiled::new(scheme)?;
        Ok(Self {
            key: key::derive_signing(&scheme, &secret, private_key)?,
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
        if let Some(KeyId::Header(name)) = scheme.keys.map(|keys| keys.key_id) {
            insert(&mut headers, name, jws::SENT_KEY_ID);
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
        let content = self.content(message, &url, &timestamp, &headers, &lead);
        let signature = match scheme.encoding {
            Encoding::Jwt => self.token(message, &url),
            Encoding::DetachedJws { unencoded } => match &content {
                Mac::Private(key, _, payload) => {
                    jws::write_detached(scheme.algorithm, unencoded, payload, key)
                }
                _ => String::new(),
            },
            Encoding::Plain => self.secret.text().to_owned(),
            Encoding::PlainBase64 => STANDARD.encode(self.secret.text()),
            encoding => candidates::encode(encoding, &content.finish()),
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
            Content::Jwt(_) if scheme.header.is_empty() => Some(signature.clone().into_bytes()),
            Content::InBody { sign, .. } => {
                let keyed = Keyed {
                    scheme,
                    mac: &self.key.mac,
                    key_id: self.key.id.as_deref(),
                    judge: Judge::new(scheme, None, message.timestamp),
                    text: Some(self.secret.text()),
                    signed: &InBodySigned::default(),
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
                is_body: self.scheme.header.is_empty(),
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
