//! From the signature header to candidate tags: total, capped, one pass.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use smallvec::SmallVec;
use subtle::{Choice, ConstantTimeEq as _};

use crate::{
    Refusal,
    mac::{self, MAX_TAG, Tag},
    scheme::{Encoding, Grammar, Scheme},
};

/// A longer signature header is refused unread.
pub(crate) const MAX_HEADER: usize = 8 * 1024;
/// More candidates in one header are refused without a MAC. A rotation needs two or three.
pub(crate) const MAX_CANDIDATES: usize = 16;

/// What a signature header says.
#[derive(Debug, Default)]
pub(crate) struct Parsed<'h> {
    pub(crate) candidates: Candidates,
    /// The value under the timestamp's key, in grammars that have one.
    pub(crate) timestamp: Option<&'h str>,
}

/// Decoded tags of the right length. Texts that are not canonical encodings of one are left out:
/// they cannot match, and one of them beside a good one is no reason to refuse.
#[derive(Debug, Default)]
pub(crate) struct Candidates(SmallVec<[Tag; 1]>);

impl Candidates {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The candidates, as they were decoded.
    #[cfg(feature = "jwt")]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(|candidate| candidate.as_slice())
    }

    /// Whether any candidate is right.
    pub(crate) fn any(&self, is_right: impl Fn(&[u8]) -> bool) -> bool {
        self.0.iter().any(|candidate| is_right(candidate))
    }

    /// Whether any candidate equals `tag`, in time that does not depend on the bytes.
    pub(crate) fn contains(&self, tag: &Tag) -> bool {
        let mut found = Choice::from(0);
        for candidate in &self.0 {
            found |= equal(candidate, tag);
        }
        found.into()
    }
}

/// Reads signature headers by the scheme's grammar.
pub(crate) struct Parser<'s, 'h> {
    scheme: &'s Scheme,
    timestamp_key: Option<&'static str>,
    seen: usize,
    candidates: Candidates,
    timestamp: Option<&'h str>,
}

impl<'s, 'h> Parser<'s, 'h> {
    pub(crate) fn new(scheme: &'s Scheme, timestamp_key: Option<&'static str>) -> Self {
        Self {
            scheme,
            timestamp_key,
            seen: 0,
            candidates: Candidates::default(),
            timestamp: None,
        }
    }

    /// Reads one header.
    pub(crate) fn read(&mut self, header: &'h str) -> Result<(), Refusal> {
        match self.scheme.grammar {
            Grammar::Whole { prefix } => {
                let signature = header.strip_prefix(prefix).ok_or(Refusal::Malformed {
                    what: "the signature header does not start with its scheme tag",
                })?;
                self.add(signature)
            }
            Grammar::Pairs {
                separator,
                signature,
            } => header
                .split(separator)
                .try_for_each(|pair| self.pair(pair.trim_start_matches(' '), signature, false)),
            Grammar::PairGroups { signature } => header
                .split([',', ' '])
                .filter(|pair| !pair.is_empty())
                .try_for_each(|pair| self.pair(pair, signature, true)),
            Grammar::VersionedList { version } => {
                for entry in header.split(' ').filter(|entry| !entry.is_empty()) {
                    if let Some((tag, signature)) = entry.split_once(',')
                        && tag == version
                    {
                        self.add(signature)?;
                    }
                }
                Ok(())
            }
            Grammar::List { separator, prefix } => header
                .split(separator)
                .filter_map(|entry| entry.trim_start_matches(' ').strip_prefix(prefix))
                .try_for_each(|signature| self.add(signature)),
            Grammar::TimestampFirst { separator } => {
                let mut entries = header.split(separator);
                self.timestamp = entries.next();
                entries.try_for_each(|signature| self.add(signature))
            }
        }
    }

    /// What all headers said together.
    pub(crate) fn finish(self) -> Result<Parsed<'h>, Refusal> {
        if self.seen == 0 {
            return Err(Refusal::Malformed {
                what: "the signature header holds no signature of the accepted version",
            });
        }
        if self.candidates.is_empty() {
            return Err(Refusal::BadSignature);
        }
        Ok(Parsed {
            candidates: self.candidates,
            timestamp: self.timestamp,
        })
    }

    /// One `key=value`. A timestamp stands once, or in every group the same.
    fn pair(&mut self, pair: &'h str, signature: &str, grouped: bool) -> Result<(), Refusal> {
        let (key, value) = pair.split_once('=').ok_or(Refusal::Malformed {
            what: "the signature header is not a list of key=value pairs",
        })?;
        if key == signature {
            return self.add(value);
        }
        if Some(key) == self.timestamp_key
            && self
                .timestamp
                .replace(value)
                .is_some_and(|before| !grouped || before != value)
        {
            return Err(Refusal::Malformed {
                what: "the signature header holds two timestamps",
            });
        }
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), Refusal> {
        self.seen = self.seen.saturating_add(1);
        if self.seen > MAX_CANDIDATES {
            return Err(Refusal::TooManySignatures {
                limit: MAX_CANDIDATES,
            });
        }
        if let Some(tag) = decode(self.scheme, text) {
            self.candidates.0.push(tag);
        }
        Ok(())
    }
}

/// Decodes one signature; `None` unless it is the canonical text of a tag of the right length.
fn decode(scheme: &Scheme, text: &str) -> Option<Tag> {
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
        // Read as a whole, later.
        Encoding::Jwt => return Some(Tag::from_slice(text.as_bytes())),
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

/// Decodes a signature whose length varies.
fn decode_any(scheme: &Scheme, text: &str) -> Option<Tag> {
    let bytes = match scheme.encoding {
        Encoding::Hex if !text.bytes().any(|b| b.is_ascii_uppercase()) => {
            const_hex::decode(text).ok()?
        }
        Encoding::Base64 => STANDARD.decode(text).ok()?,
        Encoding::Base64Url => URL_SAFE_NO_PAD.decode(text).ok()?,
        _ => return None,
    };
    (bytes.len() <= scheme.algorithm.tag_len()).then(|| Tag::from_vec(bytes))
}

/// The text of a tag, for signing.
pub(crate) fn encode(encoding: Encoding, tag: &Tag) -> String {
    match encoding {
        Encoding::Hex | Encoding::AnyCaseHex => const_hex::encode(tag.as_slice()),
        Encoding::UpperHex => const_hex::encode_upper(tag.as_slice()),
        // A token's own text is not to be had from here.
        Encoding::Plain | Encoding::PlainBase64 | Encoding::Jwt => String::new(),
        Encoding::Base64 => STANDARD.encode(tag.as_slice()),
        Encoding::Base64Url => URL_SAFE_NO_PAD.encode(tag.as_slice()),
    }
}

/// Constant time over eight bytes at once: byte by byte costs ten times as much.
fn equal(one: &Tag, other: &Tag) -> Choice {
    let (one, one_rest) = one.as_chunks::<8>();
    let (other, other_rest) = other.as_chunks::<8>();
    let mut same = one.len().ct_eq(&other.len()) & one_rest.ct_eq(other_rest);
    for (a, b) in one.iter().zip(other) {
        same &= u64::from_ne_bytes(*a).ct_eq(&u64::from_ne_bytes(*b));
    }
    same
}
