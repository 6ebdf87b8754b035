//! Fresh secrets of each provider's shape, and ids.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::Error;

/// Random bytes of the operating system as lower-case hexadecimal.
pub(crate) fn hex<const BYTES: usize>() -> Result<String, Error> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(const_hex::encode(bytes))
}

/// `whsec_` and text, all of which is the key: Stripe.
pub(crate) fn stripe() -> Result<String, Error> {
    Ok(format!("whsec_{}", hex::<32>()?))
}

/// What GitHub's documentation tells users to make: 32 random bytes in hexadecimal.
pub(crate) fn github() -> Result<String, Error> {
    hex::<32>()
}

/// An app's client secret: Shopify.
pub(crate) fn shopify() -> Result<String, Error> {
    Ok(format!("shpss_{}", hex::<16>()?))
}

/// 32 hexadecimal digits: Slack's signing secrets and Twilio's Auth Tokens.
pub(crate) fn digits() -> Result<String, Error> {
    hex::<16>()
}

/// `whsec_` and base64, whose bytes are the key: Standard Webhooks.
pub(crate) fn standard_webhooks() -> Result<String, Error> {
    let mut key = [0; 24];
    getrandom::fill(&mut key)?;
    Ok(format!("whsec_{}", STANDARD.encode(key)))
}
