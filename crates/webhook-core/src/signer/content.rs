//! The content of a message on its way through the sender's key.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use http::{HeaderMap, Uri};
use md5::Md5;
use sha2::{Digest as _, Sha256, Sha512};

use super::{Outgoing, Signer};
use crate::{
    Inbound,
    mac::Mac,
    scheme::{At, Content, Part, SecretPlace},
    verifier::{TemplateInput, render},
};

impl Signer {
    /// The key's state over the content.
    pub(super) fn content(
        &self,
        message: &Outgoing<'_>,
        url: &str,
        timestamp: &str,
        headers: &HeaderMap,
        lead: &str,
    ) -> Mac {
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
        if self.scheme.prehashed
            && let Mac::Private(_, _, message) = &mut mac
        {
            *message = Sha256::digest(&*message).to_vec();
        }
        mac
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
