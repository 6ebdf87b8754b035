//! What is signed, and how the signature is written, in words.

use axum_webhook::{
    Scheme,
    core::scheme::{Base64Prefix, Content, Encoding, Grammar, KeyFormat, Part, TimeUnit},
};

/// How the secret's text becomes the key.
pub(super) fn key(scheme: &Scheme) -> String {
    match scheme.key_format_axis() {
        KeyFormat::Utf8 => "the secret's text".to_owned(),
        KeyFormat::Base64(Base64Prefix::None) => "the secret, from base64".to_owned(),
        KeyFormat::Base64(Base64Prefix::Optional(prefix)) => {
            format!("the secret, from base64, after {prefix} if it has that")
        }
        KeyFormat::Base64(Base64Prefix::Required(prefix)) => {
            format!("the secret, from base64 after {prefix}")
        }
        KeyFormat::Base64(_) => "the secret, from base64 after its last underscore".to_owned(),
        KeyFormat::Base64IfPrefixed(prefix) => {
            format!("the secret, from base64 after {prefix} if it has that, else its text")
        }
        KeyFormat::Hex => "the secret, from hexadecimal".to_owned(),
        KeyFormat::Base64Url => "the key, from base64url".to_owned(),
        KeyFormat::PublicKey => "the public key, PEM or base64".to_owned(),
        KeyFormat::Sha1 => "the SHA-1 of the secret's text".to_owned(),
        KeyFormat::Nfkd => "the secret's text in Unicode form NFKD".to_owned(),
        // Newer than this listing: its own name is better than nothing.
        other => format!("{other:?}"),
    }
}

/// The signed content: `{timestamp}.{body}`.
pub(super) fn content(scheme: &Scheme) -> String {
    let parts = match scheme.content_axis() {
        Content::Template(parts) => parts,
        Content::Jwt(_) => return "the token's claims".to_owned(),
        Content::InBody { .. } => return "what the documentation says of the body".to_owned(),
        _ => return "see the documentation".to_owned(),
    };
    let part = |part: &Part| match part {
        Part::Lit(text) => text.replace('\n', "\\n"),
        Part::Body => "{body}".to_owned(),
        Part::Timestamp => "{timestamp}".to_owned(),
        Part::Id => "{id}".to_owned(),
        Part::Header(name) => format!("{{{name}}}"),
        Part::Secret => "{secret}".to_owned(),
        Part::UrlUnescaped(_) => "{url with some escapes written out}".to_owned(),
        Part::Method => "{method}".to_owned(),
        Part::Url => "{url}".to_owned(),
        Part::PathAndQuery => "{path and query}".to_owned(),
        Part::BodySha256Hex => "{SHA-256 of the body in hexadecimal}".to_owned(),
        Part::BodySha256Raw => "{SHA-256 of the body}".to_owned(),
        other => format!("{other:?}"),
    };
    if parts.is_empty() {
        return "nothing".to_owned();
    }
    parts.iter().map(part).collect()
}

/// The header's value: `t={timestamp},v1={hex}`.
pub(super) fn header(scheme: &Scheme) -> String {
    let signature = match scheme.encoding_axis() {
        Encoding::Hex => "{hex}",
        Encoding::UpperHex => "{HEX}",
        Encoding::Base64 => "{base64}",
        Encoding::Base64Url => "{base64url}",
        Encoding::Jwt => "{token}",
        Encoding::Plain => "{secret}",
        Encoding::PlainBase64 => "{base64 of the secret}",
        _ => "{signature}",
    };
    let key = scheme.timestamp_place().and_then(|at| match at {
        axum_webhook::core::scheme::At::InSignature(key) => Some(key),
        _ => None,
    });
    match (scheme.grammar_axis(), key) {
        (Grammar::Whole { prefix }, _) => format!("{prefix}{signature}"),
        (
            Grammar::Pairs {
                separator,
                signature: name,
            },
            Some(key),
        ) => format!("{key}={{timestamp}}{separator}{name}={signature}"),
        (
            Grammar::Pairs {
                signature: name, ..
            },
            None,
        ) => format!("{name}={signature}"),
        (Grammar::PairGroups { signature: name }, _) => {
            let key = key.unwrap_or("t");
            format!("{key}={{timestamp}},{name}={signature}, once for each secret")
        }
        (Grammar::VersionedList { version }, _) => format!("{version},{signature} …"),
        (Grammar::List { separator, prefix }, _) => {
            format!("{prefix}{signature}{separator}{prefix}{signature} …")
        }
        (Grammar::TimestampFirst { separator }, _) => {
            format!("{{timestamp}}{separator}{signature}{separator} …")
        }
        (other, _) => format!("{other:?}"),
    }
}

/// The form of the timestamp.
pub(super) fn time(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Seconds => "Unix seconds",
        TimeUnit::Milliseconds => "Unix milliseconds",
        TimeUnit::DateTime => "ISO 8601",
        TimeUnit::HttpDate => "the date of HTTP",
        _ => "signed, not held against the clock",
    }
}

#[cfg(test)]
mod tests {
    use axum_webhook::providers;

    use super::*;

    #[test]
    fn a_scheme_reads_as_its_documentation_writes_it() {
        let cases = [
            (
                providers::STRIPE,
                "{timestamp}.{body}",
                "t={timestamp},v1={hex}",
            ),
            (providers::GITHUB, "{body}", "sha256={hex}"),
            (providers::SVIX, "{id}.{timestamp}.{body}", "v1,{base64} …"),
            (providers::SQUARE, "{url}{body}", "{base64}"),
            (providers::METRONOME, "{timestamp}\\n{body}", "{hex}"),
            (providers::PAGERDUTY, "{body}", "v1={hex},v1={hex} …"),
            (providers::OURA, "{timestamp}{body}", "{HEX}"),
        ];
        for (scheme, signed, value) in cases {
            assert_eq!((&*content(&scheme), &*header(&scheme)), (signed, value));
        }
    }

    #[test]
    fn every_provider_has_its_form_in_words() {
        for scheme in providers::ALL {
            for text in [key(scheme), content(scheme), header(scheme)] {
                // No word is the code's own spelling.
                assert!(!text.is_empty() && !text.contains(['"', '(']), "{text}");
            }
        }
    }
}
