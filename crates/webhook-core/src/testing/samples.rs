//! Ready-made events of each provider, in the form it sends them.
//!
//! ```
//! use webhook_core::{providers, testing};
//!
//! let paid = testing::sample("stripe", "invoice.paid").expect("a sample");
//! let fresh = paid.fresh(&providers::STRIPE, "a1");
//! let request = testing::request(providers::STRIPE, "whsec_an_example_secret")
//!     .sample(&fresh)
//!     .build();
//! assert!(request.headers().contains_key("stripe-signature"));
//! ```

mod plain;
mod table;

use std::hash::{DefaultHasher, Hasher};

use crate::{
    Scheme, UnixTime, form, json,
    scheme::{At, Identity},
    verifier::timestamp,
};

/// One event of one provider, as it sends it.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The provider's slug.
    pub provider: &'static str,
    /// The event's type, with its action where the provider has those: `issues.opened`.
    pub name: &'static str,
    /// What the provider sends in its header of the type, where it has one: `issues`.
    pub event_type: Option<&'static str>,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// Further headers, which are not signed.
    pub headers: &'static [(&'static str, &'static str)],
    /// The body. It holds ids of its own, which [`Sample::fresh`] replaces.
    pub body: &'static str,
}

/// A sample as one delivery that was never sent before.
#[derive(Clone, Debug)]
pub struct FreshSample {
    /// The delivery's id, for schemes that send it in a header.
    pub id: String,
    /// As in [`Sample`].
    pub event_type: Option<&'static str>,
    /// As in [`Sample`].
    pub content_type: &'static str,
    /// As in [`Sample`].
    pub headers: Vec<(&'static str, String)>,
    /// The body, its id replaced.
    pub body: String,
}

/// All samples of a provider, the most usual first, or one plain event where none is written down;
/// none if there is no such provider.
pub fn samples(provider: &str) -> impl Iterator<Item = &'static Sample> {
    let plain = table::of(provider).next().is_none();
    let plain = plain.then(|| plain::of(provider));
    table::of(provider).chain(plain.flatten())
}

/// The sample of this provider and name.
pub fn sample(provider: &str, name: &str) -> Option<&'static Sample> {
    samples(provider).find(|sample| sample.name == name)
}

impl FreshSample {
    /// With the time in its body, for a scheme that reads it there (Linear); otherwise as it is.
    #[must_use]
    pub fn stamped(mut self, scheme: &Scheme, time: UnixTime) -> Self {
        if let Some(At::Json(pointer)) = scheme.timestamp
            && let Ok(mut body) = serde_json::from_str::<serde_json::Value>(&self.body)
        {
            let text = timestamp::write(time, scheme.time_unit);
            let number = text.parse::<i64>().map(serde_json::Value::from);
            plain::put(&mut body, pointer, number.unwrap_or_else(|_| text.into()));
            self.body = body.to_string();
        }
        self
    }
}

impl Sample {
    /// As a delivery of its own: `unique`, letters and digits, takes the place of the end of the
    /// event's id, wherever the body holds that.
    pub fn fresh(&self, scheme: &Scheme, unique: &str) -> FreshSample {
        let old = scheme.event_id.iter().find_map(|at| self.id_at(*at));
        let old = old.or_else(|| self.body.contains(plain::ID).then(|| plain::ID.to_owned()));
        let (id, body) = match old {
            Some(old) => {
                let id = if self.is_number(&old) {
                    renewed_number(&old, unique)
                } else {
                    renewed(&old, unique)
                };
                let body = self.body.replace(&old, &id);
                (id, body)
            }
            None => (unique.to_owned(), self.body.to_owned()),
        };
        let fixed = self.headers.iter();
        let mut headers: Vec<_> = fixed
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        // What deduplicates may be a header that neither id nor type is sent in (Twilio, Moov).
        if let Identity::SignedId(At::Header(name)) | Identity::IdAndContent(At::Header(name), _) =
            scheme.identity
            && !scheme.event_id.contains(&At::Header(name))
        {
            headers.push((name, unique.to_owned()));
        }
        FreshSample {
            id,
            event_type: self.event_type,
            content_type: self.content_type,
            headers,
            body,
        }
    }

    /// Whether the body's JSON holds this id as a number.
    fn is_number(&self, id: &str) -> bool {
        let stands = |end| self.body.contains(&format!(":{id}{end}"));
        id.parse::<u64>().is_ok() && (stands(',') || stands('}'))
    }

    /// The event's id, where the body has it.
    fn id_at(&self, at: At) -> Option<String> {
        let text = match at {
            At::Json(pointer) => json::find(self.body.as_bytes(), &[pointer])
                .pop()??
                .into_owned(),
            At::Form(field) => form::find(self.body.as_bytes(), field)?,
            At::FormJson(field, pointer) => {
                let payload = form::find(self.body.as_bytes(), field)?;
                json::find(payload.as_bytes(), &[pointer])
                    .pop()??
                    .into_owned()
            }
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }
}

/// The id with its end replaced, its length kept where that is long enough.
fn renewed(old: &str, unique: &str) -> String {
    let prefix = old
        .rfind(['_', '-', '.'])
        .map_or(0, |at| at.saturating_add(1));
    let room = old.len().saturating_sub(prefix);
    let kept = prefix.saturating_add(room.saturating_sub(unique.len()));
    let start = old.get(..kept).unwrap_or_default();
    format!("{start}{unique}")
}

/// A number that stays one, of the same length: its digits but the first are made of `unique`
/// (Telegram).
fn renewed_number(old: &str, unique: &str) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(unique.as_bytes());
    let digits = format!("{:020}", hasher.finish());
    let (first, rest) = old.split_at_checked(1).unwrap_or((old, ""));
    let start = digits.len().saturating_sub(rest.len());
    format!("{first}{}", digits.get(start..).unwrap_or_default())
}
