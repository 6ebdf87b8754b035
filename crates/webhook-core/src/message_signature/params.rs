//! The parameters of a signature (RFC 9421, section 2.3), held against scheme and clock.

use std::time::Duration;

use sfv::GenericBareItem;

use super::{registered, structured::Member};
use crate::{
    Refusal, UnixTime,
    scheme::{Algorithm, MessageRules},
    verifier::timestamp::check_age,
};

/// What a signature says of itself.
pub(super) struct SignatureParams<'a> {
    pub(super) created: UnixTime,
    pub(super) expires: Option<UnixTime>,
    pub(super) alg: Option<&'a str>,
    pub(super) keyid: Option<&'a str>,
    pub(super) nonce: Option<&'a str>,
    pub(super) tag: Option<&'a str>,
}

impl<'a> SignatureParams<'a> {
    pub(super) fn read(input: &'a Member<'_>) -> Result<Self, Refusal> {
        let find = |name: &str| {
            let mut params = input.params.iter();
            params
                .find(|(key, _)| key.as_str() == name)
                .map(|(_, value)| value)
        };
        let time = |name: &str| match find(name) {
            None => Ok(None),
            Some(GenericBareItem::Integer(seconds)) => {
                Ok(Some(UnixTime::from_secs(i64::from(*seconds))))
            }
            Some(_) => Err(mistyped()),
        };
        let text = |name: &str| match find(name) {
            None => Ok(None),
            Some(value) => value
                .as_string()
                .map(|text| Some(text.as_str()))
                .ok_or_else(mistyped),
        };
        Ok(Self {
            created: time("created")?.ok_or(Refusal::Malformed {
                what: "the signature does not say when it was created",
            })?,
            expires: time("expires")?,
            alg: text("alg")?,
            keyid: text("keyid")?,
            nonce: text("nonce")?,
            tag: text("tag")?,
        })
    }

    /// Whether the scheme takes such a signature now.
    pub(super) fn check(
        &self,
        algorithm: Algorithm,
        rules: &MessageRules,
        now: UnixTime,
        tolerance: Duration,
    ) -> Result<(), Refusal> {
        // The algorithm is ours to say; what contradicts it was not made for us.
        if self.alg.is_some_and(|alg| alg != registered(algorithm)) {
            return Err(Refusal::Malformed {
                what: "the signature names another algorithm than the scheme's",
            });
        }
        if rules.tag.is_some_and(|wanted| self.tag != Some(wanted)) {
            return Err(Refusal::Malformed {
                what: "the signature's tag is not the scheme's",
            });
        }
        check_age(self.created, now, tolerance)?;
        match self.expires.map(|expires| now.seconds_since(expires)) {
            // The sender said to the second how long it is good.
            Some(over) if over > 0 => Err(Refusal::Stale {
                age: Duration::from_secs(over.unsigned_abs()),
                tolerance: Duration::ZERO,
            }),
            _ => Ok(()),
        }
    }
}

fn mistyped() -> Refusal {
    Refusal::Malformed {
        what: "a parameter of the signature is not of its type",
    }
}
