//! From the signature header to candidate tags: total, capped, one pass.

mod text;

use smallvec::SmallVec;
use subtle::{Choice, ConstantTimeEq as _};

use crate::{
    Refusal,
    mac::Tag,
    scheme::{Grammar, Scheme},
};
pub(crate) use text::{encode, json_in_base64};

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
    /// The key that it names, in the grammar that has one.
    pub(crate) key_id: Option<&'h str>,
}

/// Decoded tags of the right length. Texts that are not canonical encodings of one are left out:
/// they cannot match, and one of them beside a good one is no reason to refuse.
#[derive(Debug, Default)]
pub(crate) struct Candidates(SmallVec<[Tag; 1]>);

impl Candidates {
    /// The one candidate that a label names.
    #[cfg(feature = "message-signatures")]
    pub(crate) fn one(tag: &[u8]) -> Self {
        Self(SmallVec::from_elem(Tag::from_slice(tag), 1))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The candidates, as they were decoded.
    #[cfg(feature = "jwt")]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(|candidate| candidate.as_slice())
    }

    /// One token, which stood somewhere else than in a header.
    #[cfg(feature = "jwt")]
    pub(crate) fn token(text: &[u8]) -> Self {
        Self(SmallVec::from_iter([Tag::from_slice(text)]))
    }

    /// The first one, whatever it is.
    pub(crate) fn first(&self) -> Option<&[u8]> {
        self.0.first().map(|candidate| candidate.as_slice())
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
    key_id: Option<&'h str>,
}

impl<'s, 'h> Parser<'s, 'h> {
    pub(crate) fn new(scheme: &'s Scheme, timestamp_key: Option<&'static str>) -> Self {
        Self {
            scheme,
            timestamp_key,
            seen: 0,
            candidates: Candidates::default(),
            timestamp: None,
            key_id: None,
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
            Grammar::HttpSignature { algorithm, headers } => header
                .split(',')
                .try_for_each(|pair| self.quoted(pair.trim_matches(' '), algorithm, headers)),
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
            Grammar::Base64Json { signature } => {
                let member = json_in_base64(header, signature).ok_or(Refusal::Malformed {
                    what: "the signature header is not JSON in base64",
                })?;
                self.add(&member)
            }
            Grammar::PrefixedList { prefix, separator } => {
                let list = header.strip_prefix(prefix).ok_or(Refusal::Malformed {
                    what: "the signature header does not start with its scheme tag",
                })?;
                let mut entries = list.split(separator);
                self.add(entries.next().unwrap_or_default())?;
                entries.try_for_each(|entry| self.add(entry.strip_prefix(prefix).unwrap_or(entry)))
            }
            Grammar::KeyedList { separator, tag } => header
                .split(separator)
                .filter_map(|entry| entry.trim_start_matches(' ').split_once(tag))
                .filter(|(number, _)| is_number(number))
                .try_for_each(|(_, signature)| self.add(signature)),
            Grammar::Credentials { words, .. } => {
                let (first, credentials) = header.split_once(' ').unwrap_or_default();
                let opens = words.iter().any(|word| word.eq_ignore_ascii_case(first));
                let pair = credentials.split_once(':').filter(|_| opens);
                let (key_id, signature) = pair.ok_or(Refusal::Malformed {
                    what: "the signature header does not hold a key's name and a signature",
                })?;
                self.key_id = Some(key_id);
                self.add(signature)
            }
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
            key_id: self.key_id,
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

    /// One `key="value"`. What the signature is about must be what the scheme is about.
    fn quoted(&mut self, pair: &'h str, algorithm: &str, headers: &str) -> Result<(), Refusal> {
        let (key, value) = pair
            .split_once("=\"")
            .and_then(|(key, value)| Some((key, value.strip_suffix('"')?)))
            .ok_or(Refusal::Malformed {
                what: "the signature header is not a list of key=\"value\" pairs",
            })?;
        match key {
            "signature" => self.add(value),
            "algorithm" if value != algorithm => Err(Refusal::Malformed {
                what: "the signature names another algorithm than the scheme's",
            }),
            "headers" if value != headers => Err(Refusal::Malformed {
                what: "the signature is about other headers than the scheme's",
            }),
            _ => Ok(()),
        }
    }

    fn add(&mut self, text: &str) -> Result<(), Refusal> {
        self.seen = self.seen.saturating_add(1);
        if self.seen > MAX_CANDIDATES {
            return Err(Refusal::TooManySignatures {
                limit: MAX_CANDIDATES,
            });
        }
        if let Some(tag) = text::decode(self.scheme, text) {
            self.candidates.0.push(tag);
        }
        Ok(())
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The text under a key of a signature header of pairs, which must stand there once.
pub(crate) fn value_of<'h>(
    grammar: Grammar,
    header: &'h str,
    key: &str,
) -> Result<&'h str, Refusal> {
    let malformed = |what| Refusal::Malformed { what };
    let Grammar::Pairs { separator, .. } = grammar else {
        return Err(malformed("the signature header holds no pairs"));
    };
    let mut values = header
        .split(separator)
        .filter_map(|pair| pair.trim_start_matches(' ').split_once('='))
        .filter(|(name, _)| *name == key);
    let (_, value) = values.next().ok_or(malformed(
        "the signature header does not say which headers are signed",
    ))?;
    match values.next() {
        None => Ok(value),
        Some(_) => Err(malformed(
            "the signature header says twice which headers are signed",
        )),
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
