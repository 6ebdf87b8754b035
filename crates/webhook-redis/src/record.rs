//! What stands in Redis: names of keys and their values.

use webhook_core::store::{DedupeKey, Owner};

/// The value of a done record.
pub(crate) const DONE: &[u8] = b"d";

/// What stands before the owner in the value of a claim.
const IN_FLIGHT: u8 = b'o';

/// A digest in hexadecimal, and the braces around it.
const TAGGED: usize = 2 * 32 + 2;

/// The value of a claim: who holds it.
pub(crate) fn held_by(owner: Owner) -> [u8; 17] {
    let mut value = [IN_FLIGHT; 17];
    if let Some(bytes) = value.last_chunk_mut() {
        *bytes = *owner.as_bytes();
    }
    value
}

/// Whether the value is some owner's claim.
pub(crate) fn is_claim(value: &[u8]) -> bool {
    matches!(value, [IN_FLIGHT, owner @ ..] if owner.len() == 16)
}

/// The key under which a delivery's record stands: `prefix:{digest}`. The braces make the digest
/// alone choose the slot of a cluster, whatever the prefix is.
pub(crate) fn name(prefix: &str, key: &DedupeKey) -> Vec<u8> {
    let mut name = Vec::with_capacity(prefix.len().saturating_add(1 + TAGGED));
    name.extend_from_slice(prefix.as_bytes());
    name.extend_from_slice(b":{");
    let mut hex = const_hex::Buffer::<32>::new();
    name.extend_from_slice(hex.format(key.as_bytes()).as_bytes());
    name.push(b'}');
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_prefix_and_the_digest() {
        let key = DedupeKey::new("billing", None, "stripe", b"evt_1");
        let name = String::from_utf8(name("hooks", &key)).unwrap();
        assert_eq!(name, format!("hooks:{{{key}}}"));
    }

    #[test]
    fn a_claim_is_no_done_record_whoever_holds_it() {
        for byte in [0, b'd', b'o', 255] {
            let value = held_by(Owner::from_bytes([byte; 16]));
            assert!(is_claim(&value));
            assert_ne!(value, DONE);
        }
        for value in [DONE, b"", b"o", &[b'o'; 18], &[b'x'; 17]] {
            assert!(!is_claim(value), "{value:?}");
        }
    }
}
