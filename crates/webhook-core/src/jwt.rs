//! Tokens read, checked and made (feature `jwt`). Parsing and the MAC are `jsonwebtoken`'s; what a
//! claim must say is the scheme's.

use std::{sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::{
    Refusal, UnixTime,
    scheme::{HashForm, Issuer, JwtRules, UrlClaim},
};

/// One secret, ready for tokens.
#[derive(Clone)]
pub(crate) struct JwtKey {
    decoding: Arc<DecodingKey>,
    encoding: Arc<EncodingKey>,
    id: Option<Arc<str>>,
}

/// What a token has to fit.
pub(crate) struct Bound<'a> {
    pub(crate) rules: &'a JwtRules,
    pub(crate) body: &'a [u8],
    /// The public URL, where a claim names it, or what stands for it.
    pub(crate) url: Option<&'a str>,
    pub(crate) now: UnixTime,
    pub(crate) tolerance: Duration,
}

impl JwtKey {
    pub(crate) fn new(secret: &[u8], id: Option<Arc<str>>) -> Self {
        Self {
            decoding: Arc::new(DecodingKey::from_secret(secret)),
            encoding: Arc::new(EncodingKey::from_secret(secret)),
            id,
        }
    }

    /// Whether this key signed the token, and for this request; when, if it says so.
    ///
    /// [`Refusal::BadSignature`] leaves it to another key; anything else is final.
    pub(crate) fn check(
        &self,
        token: &[u8],
        bound: &Bound<'_>,
    ) -> Result<Option<UnixTime>, Refusal> {
        let text = std::str::from_utf8(token).map_err(|_| Refusal::BadSignature)?;
        // The algorithm is ours to say; times are held against the clock we were given.
        let mut validation = Validation::new(Algorithm::HS256);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        let token = jsonwebtoken::decode::<Map<String, Value>>(text, &self.decoding, &validation)
            .map_err(|_| Refusal::BadSignature)?;
        self.check_claims(&token.claims, bound)
    }

    fn check_claims(
        &self,
        claims: &Map<String, Value>,
        bound: &Bound<'_>,
    ) -> Result<Option<UnixTime>, Refusal> {
        let text = |claim: &str| claims.get(claim).and_then(Value::as_str);
        let issuer = match bound.rules.issuer {
            Issuer::Any => None,
            Issuer::Is(name) => Some(name),
            Issuer::KeyId => self.id.as_deref(),
        };
        if issuer.is_some_and(|name| text("iss") != Some(name)) {
            return Err(Refusal::BadSignature);
        }
        match (bound.rules.url, bound.url) {
            (Some(UrlClaim::Plain(claim)), Some(url)) if text(claim) == Some(url) => {}
            (Some(UrlClaim::Sha256Hex(claim) | UrlClaim::Qsh(claim)), Some(url))
                if text(claim) == Some(&*const_hex::encode(Sha256::digest(url))) => {}
            (None, _) => {}
            _ => return Err(Refusal::BadSignature),
        }
        if let Some(rule) = bound.rules.body {
            let digest = Sha256::digest(bound.body);
            let claimed = text(rule.claim).and_then(|text| decode(rule.form, text));
            let same = match claimed {
                Some(claimed) => bool::from(claimed.as_slice().ct_eq(&digest)),
                // Without a body there is nothing to bind.
                None => bound.body.is_empty() && !claims.contains_key(rule.claim),
            };
            if !same {
                return Err(Refusal::BadSignature);
            }
        }
        check_times(claims, bound)
    }

    /// A token for this request, as the provider would make it.
    pub(crate) fn sign(&self, bound: &Bound<'_>) -> String {
        let now = bound.now.as_secs();
        let mut claims = Map::new();
        let issuer = match bound.rules.issuer {
            Issuer::Any => None,
            Issuer::Is(name) => Some(name),
            Issuer::KeyId => self.id.as_deref(),
        };
        if let Some(issuer) = issuer {
            claims.insert("iss".to_owned(), issuer.into());
        }
        if !bound.rules.undated {
            for (claim, time) in [("iat", now), ("nbf", now), ("exp", now.saturating_add(300))] {
                claims.insert(claim.to_owned(), time.into());
            }
        }
        if let Some(rule) = bound.rules.body {
            let digest = Sha256::digest(bound.body);
            claims.insert(rule.claim.to_owned(), encode(rule.form, &digest).into());
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
        let header = Header::new(Algorithm::HS256);
        jsonwebtoken::encode(&header, &claims, &self.encoding).unwrap_or_default()
    }
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

fn decode(form: HashForm, text: &str) -> Option<Vec<u8>> {
    match form {
        HashForm::Hex if text.bytes().any(|b| b.is_ascii_uppercase()) => None,
        HashForm::Hex => const_hex::decode(text).ok(),
        HashForm::Base64 => general_purpose::STANDARD.decode(text).ok(),
        HashForm::Base64Url => general_purpose::URL_SAFE_NO_PAD
            .decode(text.trim_end_matches('='))
            .ok(),
    }
}

fn encode(form: HashForm, digest: &[u8]) -> String {
    match form {
        HashForm::Hex => const_hex::encode(digest),
        HashForm::Base64 => general_purpose::STANDARD.encode(digest),
        HashForm::Base64Url => general_purpose::URL_SAFE.encode(digest),
    }
}
