//! Secrets of any provider, from a key.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::keys::pair;
use crate::{
    Scheme, Secret, Signer,
    scheme::{Base64Prefix, KeyFormat},
};

/// A secret's text as this scheme's provider would write it, made from `key`, which should have 16
/// bytes or more. Where the text itself is the key, it is another key than `key`.
///
/// ```
/// use webhook_core::{Verifier, providers, testing};
///
/// let secret = testing::secret(&providers::ADYEN_PLATFORM, &[7; 32]);
/// assert_eq!(secret.len(), 64, "hexadecimal");
/// assert!(Verifier::new(providers::ADYEN_PLATFORM, secret).is_ok());
/// ```
pub fn secret(scheme: &Scheme, key: &[u8]) -> String {
    let encoded = STANDARD.encode(key);
    match scheme.key_format {
        KeyFormat::Hex => const_hex::encode(key),
        KeyFormat::Base64(Base64Prefix::None) => encoded,
        KeyFormat::Base64(Base64Prefix::Required(prefix)) => format!("{prefix}{encoded}"),
        _ => format!("whsec_{encoded}"),
    }
}

/// Both ends' keys: what a [`Signer`](crate::Signer) takes, and what the receiver is configured with.
/// They differ only where the provider signs with a private key.
#[derive(Clone, Debug)]
pub struct Keys {
    /// For whoever signs.
    pub signing: String,
    /// For whoever verifies.
    pub verifying: String,
    /// The [key id](Secret::key_id) of both, where the content names one.
    pub key_id: Option<&'static str>,
}

impl Keys {
    /// For whoever signs, with its key id.
    pub fn signing_secret(&self) -> Secret {
        self.secret(&self.signing)
    }

    /// For whoever verifies, with its key id.
    pub fn verifying_secret(&self) -> Secret {
        self.secret(&self.verifying)
    }

    fn secret(&self, text: &str) -> Secret {
        let secret = Secret::new(text);
        match self.key_id {
            Some(id) => secret.key_id(id),
            None => secret,
        }
    }
}

/// The keys of both ends, made from `key`, of which at least 32 bytes are needed for Ed25519; of RSA and
/// ECDSA always the same test keys. `None` for schemes that nothing here can sign for (SHA-1 with RSA
/// or ECDSA, and families that are switched off), and for those whose keys are fetched: those are
/// [`Published`](super::Published).
///
/// ```
/// use webhook_core::{providers, testing};
///
/// let keys = testing::keys(&providers::STRIPE, &[7; 32]).unwrap();
/// assert_eq!(keys.signing, keys.verifying);
/// let keys = testing::keys(&providers::SENDGRID, &[7; 32]).unwrap();
/// assert!(keys.signing.contains("PRIVATE KEY") && keys.verifying.contains("PUBLIC KEY"));
/// assert!(testing::keys(&providers::PAYPAL, &[7; 32]).is_none());
/// ```
pub fn keys(scheme: &Scheme, key: &[u8]) -> Option<Keys> {
    if scheme.keys.is_some() {
        return None;
    }
    if !scheme.algorithm.is_public_key() {
        let secret = secret(scheme, key);
        return Some(Keys {
            signing: secret.clone(),
            verifying: secret,
            key_id: scheme.key_id_name().map(|_| "test-key-id"),
        });
    }
    #[cfg(feature = "ed25519")]
    if scheme.algorithm == crate::scheme::Algorithm::Ed25519 {
        let private = ed25519_dalek::SigningKey::from_bytes(key.first_chunk()?);
        let written = |bytes: &[u8]| match scheme.key_format {
            KeyFormat::Hex => const_hex::encode(bytes),
            KeyFormat::Base64Url => base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes),
            KeyFormat::Base64(Base64Prefix::Required(prefix)) => {
                format!("{prefix}{}", STANDARD.encode(bytes))
            }
            _ => STANDARD.encode(bytes),
        };
        return Some(Keys {
            signing: written(private.as_bytes()),
            verifying: written(private.verifying_key().as_bytes()),
            key_id: None,
        });
    }
    let pair = pair(scheme.algorithm)?;
    let keys = Keys {
        signing: pair.private.to_owned(),
        verifying: pair.public.to_owned(),
        key_id: None,
    };
    Signer::new(*scheme, keys.signing_secret()).ok()?;
    Some(keys)
}
