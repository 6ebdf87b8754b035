//! Which of a request's signatures is good, and under which key.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    MAX_LABELS,
    base::signature_base,
    digest::Digests,
    fields,
    params::SignatureParams,
    structured::{self, Item, Member},
};
use crate::{
    Inbound, Refusal, UnixTime,
    candidates::Candidates,
    key::Key,
    mac::Judge,
    scheme::{Component, MessageRules, Scheme},
};

/// A request's head, with what it is held against.
pub(crate) struct Opening<'a> {
    pub(crate) scheme: &'a Scheme,
    pub(crate) rules: &'a MessageRules,
    pub(crate) keys: &'a [Key],
    /// With the public URL, where one is known.
    pub(crate) request: &'a Inbound<'a>,
    pub(crate) now: UnixTime,
    pub(crate) tolerance: Duration,
}

/// A head whose signature is good.
pub(crate) struct Opened {
    pub(crate) key_index: u8,
    pub(crate) created: UnixTime,
    /// What the body must have, where the signature covers its digest.
    digests: Option<Digests>,
    /// Parameters that handlers and deduplication may ask for, by their names.
    pub(crate) params: Vec<(&'static str, Box<str>)>,
}

impl Opened {
    /// The next piece of the body.
    pub(crate) fn update(&mut self, frame: &[u8]) {
        if let Some(digests) = &mut self.digests {
            digests.update(frame);
        }
    }

    /// Whether the body is the one that was signed; `bound` where one has to be.
    pub(crate) fn holds(&mut self, bound: bool) -> bool {
        self.digests.as_mut().map_or(!bound, Digests::hold)
    }
}

impl Opening<'_> {
    /// The first good signature. Where there is none, why the first was refused that may count.
    pub(crate) fn verify(&self) -> Result<Opened, Refusal> {
        let headers = self.request.headers;
        let signature = fields::required(headers, "signature")?;
        let input = fields::required(headers, "signature-input")?;
        for name in self.rules.fields() {
            fields::required(headers, name)?;
        }
        let signatures = structured::dictionary(&signature, MAX_LABELS)?;
        let inputs = structured::dictionary(&input, MAX_LABELS)?;
        let mut first = None;
        for input in &inputs {
            let label = input.key.as_str();
            if self.rules.label.is_some_and(|wanted| wanted != label) {
                continue;
            }
            let tag = signatures
                .iter()
                .find(|member| member.key == input.key)
                .and_then(Member::bytes)
                // Of several spellings of one signature only the canonical is accepted.
                .filter(|tag| signature.contains(&format!("=:{}:", STANDARD.encode(tag))));
            match self.open(input, tag) {
                Ok(opened) => return Ok(opened),
                Err(refusal) => {
                    first.get_or_insert(refusal);
                }
            }
        }
        Err(first.unwrap_or(Refusal::Malformed {
            what: "signature-input has no signature of the accepted label",
        }))
    }

    /// Judges one signature.
    fn open(&self, input: &Member<'_>, tag: Option<&[u8]>) -> Result<Opened, Refusal> {
        if !input.is_list {
            return Err(Refusal::Malformed {
                what: "signature-input does not list what is covered",
            });
        }
        let tag = tag.ok_or(Refusal::Malformed {
            what: "signature holds nothing under the label of signature-input",
        })?;
        let params = SignatureParams::read(input)?;
        params.check(self.scheme.algorithm, self.rules, self.now, self.tolerance)?;
        let covers = |component: &Component| input.items.iter().any(|item| is(item, component));
        if !self.rules.components.iter().all(covers) {
            return Err(Refusal::Malformed {
                what: "the signature does not cover all that the scheme requires",
            });
        }
        let base = signature_base(input, self.request)?;
        let key_index = self.signer_of(base.as_bytes(), tag, params.keyid)?;
        let digests = if covers(&Component::ContentDigest) {
            let text = fields::required(self.request.headers, "content-digest")?;
            Some(Digests::parse(&text)?)
        } else {
            None
        };
        let kept = [
            ("keyid", params.keyid),
            ("nonce", params.nonce),
            ("tag", params.tag),
        ];
        Ok(Opened {
            key_index,
            created: params.created,
            digests,
            params: kept
                .into_iter()
                .filter_map(|(name, text)| Some((name, text?.into())))
                .collect(),
        })
    }

    /// Which key made the signature. A key with an id is tried only for signatures that name it.
    fn signer_of(&self, base: &[u8], tag: &[u8], keyid: Option<&str>) -> Result<u8, Refusal> {
        let candidates = Candidates::one(tag);
        let judge = Judge::new(self.scheme, None, self.now);
        for (index, key) in (0..).zip(self.keys) {
            let named = key.id.as_deref().is_none_or(|id| Some(id) == keyid);
            if !named || !key.validity.covers(self.now) {
                continue;
            }
            let mut mac = key.mac.clone();
            mac.update(base);
            if mac.accepts(&candidates, &judge) {
                return Ok(index);
            }
        }
        Err(Refusal::BadSignature)
    }
}

/// Whether a covered item is this component, and not a part or another form of it.
fn is(item: &Item<'_>, component: &Component) -> bool {
    let same_name = item.value.as_string().map(|name| name.as_str()) == Some(component.name());
    same_name
        && match (component, &*item.params) {
            (Component::QueryParam(wanted), [(key, value)]) => {
                key.as_str() == "name"
                    && value.as_string().map(|name| name.as_str()) == Some(*wanted)
            }
            (Component::QueryParam(_), _) => false,
            (_, params) => params.is_empty(),
        }
}
