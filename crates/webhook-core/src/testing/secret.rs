//! Secrets of any provider, from a key.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    Scheme,
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
