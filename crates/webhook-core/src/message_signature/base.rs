//! The signature base: the very text that is signed (RFC 9421, section 2.5).

use super::{MAX_COMPONENTS, component, structured::Member};
use crate::{Inbound, Refusal};

/// One line for each component, then the parameters.
pub(super) fn signature_base(input: &Member<'_>, request: &Inbound<'_>) -> Result<String, Refusal> {
    if input.items.len() > MAX_COMPONENTS {
        return Err(Refusal::Malformed {
            what: "a signature covers more than 32 components",
        });
    }
    let mut base = String::new();
    let mut seen = Vec::with_capacity(input.items.len());
    for item in &input.items {
        let identifier = item.serialize();
        let value = component::value(item, request)?;
        // A tab may stand inside of a field; a line feed would be a line of its own.
        if value
            .bytes()
            .any(|b| b != b'\t' && !(b' '..=b'~').contains(&b))
        {
            return Err(Refusal::Malformed {
                what: "a signed component is not visible ASCII",
            });
        }
        base.push_str(&format!("{identifier}: {value}\n"));
        if seen.contains(&identifier) {
            return Err(Refusal::Malformed {
                what: "a signature covers a component twice",
            });
        }
        seen.push(identifier);
    }
    base.push_str("\"@signature-params\": ");
    base.push_str(&input.serialize());
    Ok(base)
}
