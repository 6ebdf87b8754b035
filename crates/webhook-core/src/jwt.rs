//! Tokens read, checked and made (feature `jwt`). Parsing and the MAC are `jsonwebtoken`'s; what a
//! claim must say is the scheme's.

use std::{borrow::Cow, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::{
    Refusal, Secret, UnixTime,
    json_tree::Node,
    jws,
    key::{PrivateKey, TokenKey},
    mac::Judge,
    public_key::PublicKey,
    scheme::{self, ClaimRule, HashForm, JwtRules, UrlClaim},
};

/// One secret, ready for tokens.
#[derive(Clone)]
pub(crate) struct JwtKey {
    key: Keys,
    algorithm: Algorithm,
    /// What claims are compared with.
    id: Option<Arc<str>>,
    configured: Arc<str>,
}

#[derive(Clone)]
enum Keys {
    Shared(Arc<DecodingKey>, Arc<EncodingKey>),
    Public(Arc<PublicKey>),
    Fetched,
    /// The provider's own, which signs and verifies nothing.
    Private(Arc<PrivateKey>),
}

/// What a token has to fit.
pub(crate) struct Bound<'a> {
    pub(crate) rules: &'a JwtRules,
    pub(crate) body: &'a [u8],
    /// Whether the token is the body.
    pub(crate) is_body: bool,
    /// The public URL, where a claim names it, or what stands for it.
    pub(crate) url: Option<&'a str>,
    pub(crate) now: UnixTime,
    pub(crate) tolerance: Duration,
}

impl JwtKey {
    pub(crate) fn new(key: TokenKey, algorithm: scheme::Algorithm, secret: &Secret) -> Self {
        let text = secret.text();
        Self {
            key: match key {
                TokenKey::Shared => Keys::Shared(
                    Arc::new(DecodingKey::from_secret(text.as_bytes())),
                    Arc::new(EncodingKey::from_secret(text.as_bytes())),
                ),
                TokenKey::Public(key) => Keys::Public(key),
                TokenKey::Fetched => Keys::Fetched,
                TokenKey::Private(key) => Keys::Private(key),
            },
            algorithm: match algorithm {
                scheme::Algorithm::JwtRs256 => Algorithm::RS256,
                scheme::Algorithm::JwtEs256 => Algorithm::ES256,
                _ => Algorithm::HS256,
            },
            id: secret.id().cloned(),
            // A shared secret is none of the things that claims hold.
            configured: match algorithm {
                scheme::Algorithm::JwtHs256 => "".into(),
                _ => text.into(),
            },
        }
    }

    /// Whether this key signed the token, and for this request; when, if it says so.
    ///
    /// [`Refusal::BadSignature`] leaves it to another key; anything else is final.
    pub(crate) fn check(
        &self,
        token: &[u8],
        bound: &Bound<'_>,
        judge: &Judge<'_>,
    ) -> Result<Option<UnixTime>, Refusal> {
        let text = std::str::from_utf8(token).map_err(|_| Refusal::BadSignature)?;
        // The algorithm is ours to say; times are held against the clock we were given.
        let mut validation = Validation::new(self.algorithm);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        let read = |key: &DecodingKey| {
            jsonwebtoken::decode::<Map<String, Value>>(text, key, &validation).ok()
        };
        let of = |key: &PublicKey| match key {
            PublicKey::Token(key) => read(key),
            #[cfg(any(feature = "ed25519", feature = "ecdsa", feature = "rsa"))]
            _ => None,
        };
        let token = match &self.key {
            Keys::Shared(key, _) => read(key),
            Keys::Public(key) => of(key),
            Keys::Fetched => judge.keys().find_map(of),
            Keys::Private(_) => None,
        };
        let token = token.ok_or(Refusal::BadSignature)?;
        self.check_claims(&token.claims, bound)
    }

    fn check_claims(
        &self,
        claims: &Map<String, Value>,
        bound: &Bound<'_>,
    ) -> Result<Option<UnixTime>, Refusal> {
        let text = |claim: &str| claims.get(claim).and_then(Value::as_str);
        for rule in bound.rules.claims {
            self.check_claim(*rule, claims, bound.body)?;
        }
        match (bound.rules.url, bound.url) {
            (Some(UrlClaim::Plain(claim)), Some(url)) if text(claim) == Some(url) => {}
            (Some(UrlClaim::Sha256Hex(claim) | UrlClaim::Qsh(claim)), Some(url))
                if text(claim) == Some(&*const_hex::encode(Sha256::digest(url))) => {}
            (None, _) => {}
            _ => return Err(Refusal::BadSignature),
        }
        if let Some(rule) = bound.rules.body {
            let covered = covered(rule.form, bound.body);
            let claimed = text(rule.claim).and_then(|text| decode(rule.form, text));
            let same = match claimed {
                Some(claimed) => bool::from(claimed.as_slice().ct_eq(&covered)),
                // Without a body there is nothing to bind.
                None => bound.body.is_empty() && !claims.contains_key(rule.claim),
            };
            if !same {
                return Err(Refusal::BadSignature);
            }
        }
        check_times(claims, bound)
    }

    fn check_claim(
        &self,
        rule: ClaimRule,
        claims: &Map<String, Value>,
        body: &[u8],
    ) -> Result<(), Refusal> {
        let text = |claim: &str| claims.get(claim).and_then(Value::as_str);
        let rest =
            |claim: &str, prefix: &str| text(claim).and_then(|text| text.strip_prefix(prefix));
        // Whose key it is and whom it is about are two questions: the first has been answered.
        let foreign = Refusal::NotExpected {
            what: "the token's claims are not about what is configured",
        };
        match rule {
            ClaimRule::OneOf(claim, texts) if texts.contains(&text(claim).unwrap_or_default()) => {
                Ok(())
            }
            ClaimRule::IsTrue(claim) if claims.get(claim) == Some(&Value::Bool(true)) => Ok(()),
            ClaimRule::KeyIdIfSet(claim) => match self.id.as_deref() {
                Some(id) if text(claim) != Some(id) => Err(Refusal::BadSignature),
                _ => Ok(()),
            },
            ClaimRule::KeyId(claim, prefix)
                if self.id.is_some() && rest(claim, prefix) == self.id.as_deref() =>
            {
                Ok(())
            }
            ClaimRule::Configured(claim, prefix)
                if !self.configured.is_empty()
                    && rest(claim, prefix) == Some(&*self.configured) =>
            {
                Ok(())
            }
            ClaimRule::Body(claim, pointer)
                if text(claim).is_some() && text(claim) == in_body(body, pointer).as_deref() =>
            {
                Ok(())
            }
            ClaimRule::OneOf(..) | ClaimRule::IsTrue(_) | ClaimRule::Body(..) => {
                Err(Refusal::BadSignature)
            }
            ClaimRule::KeyId(..) | ClaimRule::Configured(..) => Err(foreign),
        }
    }

    /// A token for this request, as the provider would make it.
    pub(crate) fn sign(&self, bound: &Bound<'_>) -> String {
        let now = bound.now.as_secs();
        // A body that is the token says in its claims what it has to say.
        let mut claims: Map<String, Value> = if bound.is_body {
            serde_json::from_slice(bound.body).unwrap_or_default()
        } else {
            Map::new()
        };
        for rule in bound.rules.claims {
            let id = || self.id.as_deref().unwrap_or_default();
            let (claim, value): (&str, Value) = match *rule {
                ClaimRule::OneOf(claim, texts) => {
                    (claim, texts.first().copied().unwrap_or_default().into())
                }
                ClaimRule::IsTrue(claim) => (claim, true.into()),
                ClaimRule::Body(claim, pointer) => (
                    claim,
                    in_body(bound.body, pointer).unwrap_or_default().into(),
                ),
                ClaimRule::KeyIdIfSet(_) if self.id.is_none() => continue,
                ClaimRule::KeyIdIfSet(claim) => (claim, id().into()),
                ClaimRule::KeyId(claim, prefix) => (claim, format!("{prefix}{}", id()).into()),
                ClaimRule::Configured(claim, prefix) => {
                    (claim, format!("{prefix}{}", self.configured).into())
                }
            };
            claims.insert(claim.to_owned(), value);
        }
        if !bound.rules.undated {
            for (claim, time) in [("iat", now), ("nbf", now), ("exp", now.saturating_add(300))] {
                claims.insert(claim.to_owned(), time.into());
            }
        }
        if let Some(rule) = bound.rules.body {
            let covered = covered(rule.form, bound.body);
            claims.insert(rule.claim.to_owned(), encode(rule.form, &covered).into());
        }
        let url = bound.url.unwrap_or_default();
        match bound.rules.url {
            Some(UrlClaim::Plain(claim)) => {
                claims.insert(claim.to_owned(), url.into());
            }
            Some(UrlClaim::Sha256Hex(claim) | UrlClaim::Qsh(claim)) => {
                let hash = const_hex::encode(Sha256::digest(url));
                claims.insert(claim.to_owned(), hash.into());
            }
            None => {}
        }
        let mut header = Header::new(self.algorithm);
        match &self.key {
            Keys::Shared(_, key) => jsonwebtoken::encode(&header, &claims, key).unwrap_or_default(),
            Keys::Private(key) => {
                header.kid = Some(jws::SENT_KEY_ID.to_owned());
                jws::write(&header, &claims, key)
            }
            Keys::Public(_) | Keys::Fetched => String::new(),
        }
    }
}

/// The text at a pointer into a JSON body.
fn in_body(body: &[u8], pointer: &str) -> Option<String> {
    Node::parse(body)?.text(pointer).map(Into::into)
}

/// Not before `nbf`, not after `exp`, and where there is no `exp` not long after `iat`.
fn check_times(
    claims: &Map<String, Value>,
    bound: &Bound<'_>,
) -> Result<Option<UnixTime>, Refusal> {
    let time = |claim: &str| match claims.get(claim) {
        None => Ok(None),
        Some(value) => value.as_i64().map(Some).ok_or(Refusal::Malformed {
            what: "a time in the token is not a whole number",
        }),
    };
    let (issued, not_before, expires) = (time("iat")?, time("nbf")?, time("exp")?);
    let (now, tolerance) = (bound.now, bound.tolerance);
    let age = |of: i64| now.seconds_since(UnixTime::from_secs(of));
    let beyond = |seconds: i64| Duration::from_secs(seconds.unsigned_abs());
    for start in [not_before, issued].into_iter().flatten() {
        let age = age(start);
        if age < 0 && beyond(age) > tolerance {
            return Err(Refusal::FromFuture {
                ahead: beyond(age),
                tolerance,
            });
        }
    }
    let over = match (expires, issued.or(not_before)) {
        (Some(end), _) => age(end),
        (None, Some(start)) => age(start),
        (None, None) if bound.rules.undated => return Ok(None),
        (None, None) => {
            return Err(Refusal::Malformed {
                what: "the token holds no time",
            });
        }
    };
    if over > 0 && beyond(over) > tolerance {
        return Err(Refusal::Stale {
            age: beyond(over),
            tolerance,
        });
    }
    Ok(issued.or(not_before).map(UnixTime::from_secs))
}

/// What the claim says of the body, before it is written out.
fn covered(form: HashForm, body: &[u8]) -> Cow<'_, [u8]> {
    match form {
        HashForm::Whole => body.into(),
        _ => Sha256::digest(body).to_vec().into(),
    }
}

fn decode(form: HashForm, text: &str) -> Option<Vec<u8>> {
    match form {
        HashForm::Hex if text.bytes().any(|b| b.is_ascii_uppercase()) => None,
        HashForm::Hex => const_hex::decode(text).ok(),
        HashForm::Base64 => general_purpose::STANDARD.decode(text).ok(),
        HashForm::Base64Url => general_purpose::URL_SAFE_NO_PAD
            .decode(text.trim_end_matches('='))
            .ok(),
        HashForm::Whole => Some(text.into()),
    }
}

fn encode(form: HashForm, covered: &[u8]) -> String {
    match form {
        HashForm::Hex => const_hex::encode(covered),
        HashForm::Base64 => general_purpose::STANDARD.encode(covered),
        HashForm::Base64Url => general_purpose::URL_SAFE.encode(covered),
        HashForm::Whole => String::from_utf8_lossy(covered).into_owned(),
    }
}
