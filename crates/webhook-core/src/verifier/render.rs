//! The parts of a template that do not depend on the body, as text.

use http::HeaderValue;

use super::compiled::id_header;
use crate::{
    Inbound, Refusal, candidates,
    key::Key,
    scheme::{Part, Scheme},
};

/// What a template reads from the head of a request.
pub(crate) struct TemplateInput<'a> {
    pub(crate) request: &'a Inbound<'a>,
    pub(crate) timestamp: Option<&'a str>,
    pub(crate) kept: &'a [(&'static str, HeaderValue)],
    /// The signature header, where there is one.
    pub(crate) signature: Option<&'a str>,
    pub(crate) keys: &'a [Key],
}

/// Gives `emit` the text of a part that does not depend on the body.
pub(crate) fn render(
    scheme: &Scheme,
    part: Part,
    input: &TemplateInput<'_>,
    emit: &mut dyn FnMut(&str),
) -> Result<(), Refusal> {
    let header = |name: &'static str| {
        input
            .kept
            .iter()
            .find(|(kept, _)| *kept == name)
            .and_then(|(_, value)| value.to_str().ok())
            .ok_or(Refusal::MissingHeader { header: name })
    };
    match part {
        Part::Lit(text) => emit(text),
        Part::Timestamp => emit(input.timestamp.unwrap_or_default()),
        Part::Id => emit(header(id_header(scheme).unwrap_or_default())?),
        Part::Header(name) => emit(header(name)?),
        Part::Method => emit(input.request.method.as_str()),
        Part::Url => emit(&input.request.url().ok_or(Refusal::Malformed {
            what: "no public URL is known",
        })?),
        Part::UrlUnescaped(escapes) => {
            let mut url = input.request.url().ok_or(Refusal::Malformed {
                what: "no public URL is known",
            })?;
            for escape in escapes {
                let byte = escape
                    .strip_prefix('%')
                    .map(|hex| u8::from_str_radix(hex, 16));
                if let Some(Ok(byte)) = byte {
                    url = url.replace(escape, char::from(byte).encode_utf8(&mut [0; 4]));
                }
            }
            emit(&url);
        }
        Part::PathAndQuery => emit(&input.request.public_path_and_query().ok_or(
            Refusal::Malformed {
                what: "no public URL is known",
            },
        )?),
        Part::InSignature(key) => emit(in_signature(scheme, input, key)?),
        Part::NamedHeaders { key, must } => {
            for name in must {
                header(name)?;
            }
            let names = in_signature(scheme, input, key)?;
            emit(&named_headers(input.request, names, must)?);
        }
        // Those of the keys and the body, which are fed elsewhere.
        Part::Secret
        | Part::KeyId(_)
        | Part::Body
        | Part::BodySha256Hex
        | Part::BodySha256Raw
        | Part::BodySha512Base64
        | Part::BodyMd5Base64
        | Part::BodyBase64Url
        | Part::BodyCrc32 => {}
    }
    Ok(())
}

/// The text under a key of the signature header.
fn in_signature<'a>(
    scheme: &Scheme,
    input: &TemplateInput<'a>,
    key: &str,
) -> Result<&'a str, Refusal> {
    candidates::value_of(scheme.grammar, input.signature.unwrap_or_default(), key)
}

/// The values of the headers that the signature header names, with full stops between them.
fn named_headers(
    request: &Inbound<'_>,
    names: &str,
    must: &[&'static str],
) -> Result<String, Refusal> {
    let malformed = |what| Refusal::Malformed { what };
    let names: Vec<_> = names.split(' ').collect();
    if !must.iter().all(|name| names.contains(name)) {
        return Err(malformed("a header that must be signed is not"));
    }
    let mut values = Vec::new();
    for name in names {
        let mut all = request.headers.get_all(name).iter();
        let value = all.next().and_then(|value| value.to_str().ok());
        values.push(value.ok_or(malformed("a signed header is missing"))?);
        if all.next().is_some() {
            return Err(malformed("a signed header came more than once"));
        }
    }
    Ok(values.join("."))
}
