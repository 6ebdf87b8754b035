//! Keys of JSON Web Tokens, whatever signs them.

use std::sync::Arc;

use super::{Key, PrivateKey, check_length};
use crate::{ConfigError, Secret, mac::Mac, public_key::PublicKey, scheme::Scheme};

/// The key of tokens that are signed with the secret's own text.
pub(super) fn shared(scheme: &Scheme, secret: &Secret) -> Result<Key, ConfigError> {
    // As long as a key of a MAC must be.
    check_length(scheme, secret, secret.text().as_bytes())?;
    Ok(Key::new(
        token(TokenKey::Shared, scheme, secret)?,
        secret,
        None,
    ))
}

/// What a token is verified with.
#[cfg_attr(
    not(feature = "jwt"),
    allow(dead_code, reason = "without the feature it is an error")
)]
pub(crate) enum TokenKey {
    /// The secret's text.
    Shared,
    /// A public key that is configured.
    Public(Arc<PublicKey>),
    /// One that is to be fetched.
    Fetched,
    /// The provider's own, to sign with.
    Private(Arc<PrivateKey>),
}

#[cfg(feature = "jwt")]
pub(super) fn token(key: TokenKey, scheme: &Scheme, secret: &Secret) -> Result<Mac, ConfigError> {
    use crate::scheme::{ClaimRule, Content};
    if let Content::Jwt(rules) = scheme.content {
        let claim = rules.claims.iter().find_map(|rule| match rule {
            ClaimRule::KeyId(claim, _) => Some(*claim),
            _ => None,
        });
        if let (Some(what), None) = (claim, secret.id()) {
            return Err(ConfigError::KeyIdMissing {
                scheme: scheme.name,
                label: super::label(secret),
                what,
            });
        }
    }
    Ok(Mac::Jwt(crate::jwt::JwtKey::new(
        key,
        scheme.algorithm,
        secret,
    )))
}

#[cfg(not(feature = "jwt"))]
pub(super) fn token(_: TokenKey, scheme: &Scheme, _: &Secret) -> Result<Mac, ConfigError> {
    Err(ConfigError::FeatureOff {
        scheme: scheme.name,
        feature: "jwt",
    })
}
