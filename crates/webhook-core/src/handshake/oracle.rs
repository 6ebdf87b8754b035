//! Keeps apart what is signed for anybody who asks and what the provider signs.

use super::challenge::could_hold;
use crate::scheme::{Algorithm, Challenge, Content, Part, Scheme};

/// The form that no body may have, as its signature may have been given away; `None` where that is no
/// danger.
///
/// # Errors
/// Why challenges cannot be signed under this scheme's keys at all.
pub(crate) fn forbidden_body(scheme: &Scheme) -> Result<Option<Challenge>, &'static str> {
    let mut signing = scheme
        .handshakes
        .iter()
        .filter(|check| check.reply.is_signed());
    let Some(check) = signing.next() else {
        return Ok(None);
    };
    if signing.next().is_some() {
        return Err("two endpoint checks that are signed: keep them apart in two schemes");
    }
    if !matches!(
        scheme.algorithm,
        Algorithm::HmacSha1 | Algorithm::HmacSha256 | Algorithm::HmacSha512
    ) {
        return Err("only a MAC can sign a challenge");
    }
    let separates = |part: &Part| match part {
        Part::Lit(text) => !could_hold(check.challenge, text),
        _ => false,
    };
    match scheme.content {
        Content::Template([Part::Body]) => Ok(Some(check.challenge)),
        Content::Template(parts) if parts.iter().any(separates) => Ok(None),
        // Its function refuses what could be a challenge.
        Content::InBody { .. } => Ok(None),
        _ => Err("a challenge that is signed could be the signed content of a delivery"),
    }
}
