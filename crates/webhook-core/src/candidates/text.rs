//! Signatures as text: strict decoders, so that one signature has one accepted spelling, and the way
//! back.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::{
    mac::{self, MAX_TAG, Tag},
    scheme::{Encoding, Scheme},
};

/// Decodes one signature; `None` unless it is the canonical text of a tag of the right length.
pub(super) fn decode(scheme: &Scheme, text: &str) -> Option<Tag> {
    if matches!(
        scheme.encoding,
        Encoding::Jwt | Encoding::DetachedJws { .. }
    ) {
        // Read as a whole, later.
        return Some(Tag::from_slice(text.as_bytes()));
    }
    if scheme.algorithm.is_public_key() {
        return decode_any(scheme, text);
    }
    let length = scheme.algorithm.tag_len();
    // Two bytes more than the longest tag: the base64 decoder rounds its estimate up.
    let mut buffer = [0; MAX_TAG + 2];
    match scheme.encoding {
        Encoding::Hex | Encoding::UpperHex | Encoding::AnyCaseHex => {
            let foreign = |b: u8| match scheme.encoding {
                Encoding::Hex => b.is_ascii_uppercase(),
                Encoding::UpperHex => b.is_ascii_lowercase(),
                _ => false,
            };
            if text.len() != length.saturating_mul(2)
                || text.bytes().fold(false, |any, b| any | foreign(b))
            {
                return None;
            }
            const_hex::decode_to_slice(text, buffer.get_mut(..length)?).ok()?;
        }
        // The engines are strict about alphabet, padding and trailing bits.
        Encoding::Base64 => {
            if STANDARD.decode_slice(text, &mut buffer).ok()? != length {
                return None;
            }
        }
        Encoding::HexInBase64 => {
            let hex = STANDARD.decode(text).ok()?;
            let lower = !hex.iter().any(u8::is_ascii_uppercase);
            if hex.len() != length.saturating_mul(2) || !lower {
                return None;
            }
            const_hex::decode_to_slice(&hex, buffer.get_mut(..length)?).ok()?;
        }
        // Of public keys only, and what was read above.
        Encoding::EscapedBase64 | Encoding::Jwt | Encoding::DetachedJws { .. } => return None,
        Encoding::Plain => return Some(mac::token(text.as_bytes())),
        Encoding::PlainBase64 => return Some(mac::token(&STANDARD.decode(text).ok()?)),
        Encoding::Base64Url => {
            if URL_SAFE_NO_PAD.decode_slice(text, &mut buffer).ok()? != length {
                return None;
            }
        }
    }
    buffer.get(..length).map(Tag::from_slice)
}

/// A member of a JSON object that a header holds in base64.
pub(crate) fn json_in_base64(header: &str, member: &str) -> Option<String> {
    let json = STANDARD.decode(header).ok()?;
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&json).ok()?;
    Some(object.get(member)?.as_str()?.to_owned())
}

/// Decodes a signature whose length varies.
fn decode_any(scheme: &Scheme, text: &str) -> Option<Tag> {
    let bytes = match scheme.encoding {
        Encoding::Hex if !text.bytes().any(|b| b.is_ascii_uppercase()) => {
            const_hex::decode(text).ok()?
        }
        Encoding::Base64 => STANDARD.decode(text).ok()?,
        Encoding::Base64Url => URL_SAFE_NO_PAD.decode(text).ok()?,
        Encoding::EscapedBase64 => {
            let text: Vec<u8> = percent_decode_str(text).collect();
            STANDARD.decode(text).ok()?
        }
        _ => return None,
    };
    (bytes.len() <= scheme.algorithm.tag_len()).then(|| Tag::from_vec(bytes))
}

/// The text of a tag, for signing.
pub(crate) fn encode(encoding: Encoding, tag: &Tag) -> String {
    match encoding {
        Encoding::Hex | Encoding::AnyCaseHex => const_hex::encode(tag.as_slice()),
        Encoding::UpperHex => const_hex::encode_upper(tag.as_slice()),
        Encoding::HexInBase64 => STANDARD.encode(const_hex::encode(tag.as_slice())),
        Encoding::EscapedBase64 => {
            utf8_percent_encode(&STANDARD.encode(tag.as_slice()), NON_ALPHANUMERIC).to_string()
        }
        // A token's own text is not to be had from here.
        Encoding::Plain | Encoding::PlainBase64 | Encoding::Jwt | Encoding::DetachedJws { .. } => {
            String::new()
        }
        Encoding::Base64 => STANDARD.encode(tag.as_slice()),
        Encoding::Base64Url => URL_SAFE_NO_PAD.encode(tag.as_slice()),
    }
}
