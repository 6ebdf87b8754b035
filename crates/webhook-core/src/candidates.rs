//! From the signature header to candidate tags: total, capped, one pass.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use smallvec::SmallVec;
use subtle::{Choice, ConstantTimeEq as _};

use crate::{
    Refusal,
    mac::{MAX_TAG, Tag},
    scheme::{Encoding, Grammar, Scheme},
};

/// A longer signature header is refused unread.
pub(crate) const MAX_HEADER: usize = 8 * 1024;
/// More candidates in one header are refused without a MAC. A rotation needs two or three.
pub(crate) const MAX_CANDIDATES: usize = 16;

/// What a signature header says.
#[derive(Debug)]
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

    /// Whether any candidate equals `tag`, in time that does not depend on the bytes.
    pub(crate) fn contains(&self, tag: &Tag) -> bool {
        let mut found = Choice::from(0);
        for candidate in &self.0 {
            found |= equal(candidate, tag);
        }
        found.into()
    }
}

/// Parses `header` by the scheme's grammar.
pub(crate) fn parse<'h>(
    scheme: &Scheme,
    timestamp_key: Option<&str>,
    header: &'h str,
) -> Result<Parsed<'h>, Refusal> {
    let mut collector = Collector {
        scheme,
        seen: 0,
        candidates: Candidates::default(),
    };
    let mut timestamp = None;
    match scheme.grammar {
        Grammar::Whole { prefix } => match header.strip_prefix(prefix) {
            Some(signature) => collector.add(signature)?,
            None => {
                return Err(Refusal::Malformed {
                    what: "the signature header does not start with its scheme tag",
                });
            }
        },
        Grammar::Pairs {
            separator,
            signature,
        } => {
            for pair in header.split(separator) {
                let Some((key, value)) = pair.trim_start_matches(' ').split_once('=') else {
                    return Err(Refusal::Malformed {
                        what: "the signature header is not a list of key=value pairs",
                    });
                };
                if key == signature {
                    collector.add(value)?;
                } else if Some(key) == timestamp_key && timestamp.replace(value).is_some() {
                    return Err(Refusal::Malformed {
                        what: "the signature header holds two timestamps",
                    });
                }
            }
        }
        Grammar::VersionedList { version } => {
            for entry in header.split(' ').filter(|entry| !entry.is_empty()) {
                if let Some((tag, signature)) = entry.split_once(',')
                    && tag == version
                {
                    collector.add(signature)?;
                }
            }
        }
    }
    if collector.seen == 0 {
        return Err(Refusal::Malformed {
            what: "the signature header holds no signature of the accepted version",
        });
    }
    if collector.candidates.is_empty() {
        return Err(Refusal::BadSignature);
    }
    Ok(Parsed {
        candidates: collector.candidates,
        timestamp,
    })
}

struct Collector<'s> {
    scheme: &'s Scheme,
    seen: usize,
    candidates: Candidates,
}

impl Collector<'_> {
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
    let length = scheme.algorithm.tag_len();
    // Two bytes more than the longest tag: the base64 decoder rounds its estimate up.
    let mut buffer = [0; MAX_TAG + 2];
    match scheme.encoding {
        Encoding::Hex => {
            if text.len() != length.saturating_mul(2)
                || text
                    .bytes()
                    .fold(false, |any, b| any | b.is_ascii_uppercase())
            {
                return None;
            }
            const_hex::decode_to_slice(text, buffer.get_mut(..length)?).ok()?;
        }
        Encoding::Base64 => {
            // The engine is strict about alphabet, padding and trailing bits.
            if STANDARD.decode_slice(text, &mut buffer).ok()? != length {
                return None;
            }
        }
    }
    buffer.get(..length).map(Tag::from_slice)
}

/// The text of a tag, for signing.
pub(crate) fn encode(encoding: Encoding, tag: &Tag) -> String {
    match encoding {
        Encoding::Hex => const_hex::encode(tag.as_slice()),
        Encoding::Base64 => STANDARD.encode(tag.as_slice()),
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
