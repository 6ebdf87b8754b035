//! What is signed, and how the signature is written, in words.

use axum_webhook::{
    Scheme,
    core::scheme::{
        Base64Prefix, Content, Encoding, Grammar, KeyFormat, Part, SecretPlace, TimeUnit,
    },
};

/// How the secret's text becomes the key.
pub(super) fn key(scheme: &Scheme) -> String {
    if scheme.fetched_keys().is_some() {
        return "fetched".to_owned();
    }
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
        KeyFormat::Utf8AfterWord(prefix) => {
            format!("the secret's text after {prefix}…-, if it has that")
        }
        KeyFormat::Hex => "the secret, from hexadecimal".to_owned(),
        KeyFormat::Base64Url => "the key, from base64url".to_owned(),
        KeyFormat::PublicKey => "the public key, PEM or base64".to_owned(),
        KeyFormat::LowerCase => "the secret's text in lower case".to_owned(),
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
        Content::MessageSignature(rules) => {
            let names = rules.components().iter().map(|component| component.name());
            return names.collect::<Vec<_>>().join(", ");
        }
        Content::InBody { .. } => return "what the documentation says of the body".to_owned(),
        _ => {
            let words = match scheme.secret_place() {
                Some(SecretPlace::First) => "{secret}, then what the documentation says",
                Some(SecretPlace::Last) => "what the documentation says, then {secret}",
                _ => "see the documentation",
            };
            return words.to_owned();
        }
    };
    let part = |part: &Part| match part {
        Part::Lit(text) => text.replace('\n', "\\n"),
        Part::Body => "{body}".to_owned(),
        Part::Timestamp => "{timestamp}".to_owned(),
        Part::Id => "{id}".to_owned(),
        Part::Header(name) => format!("{{{name}}}"),
        Part::Secret if scheme.fetched_keys().is_some() => "{configured}".to_owned(),
        Part::Secret => "{secret}".to_owned(),
        Part::KeyId(name) => format!("{{{name}}}"),
        Part::InSignature(key) => format!("{{{key}}}"),
        Part::NamedHeaders { key, .. } => {
            format!("{{values of the headers in {key}, joined with full stops}}")
        }
        Part::UrlUnescaped(_) => "{url with some escapes written out}".to_owned(),
        Part::Method => "{method}".to_owned(),
        Part::Url => "{url}".to_owned(),
        Part::PathAndQuery => "{path and query}".to_owned(),
        Part::BodySha256Hex => "{SHA-256 of the body in hexadecimal}".to_owned(),
        Part::BodySha256Raw => "{SHA-256 of the body}".to_owned(),
        Part::BodySha512Base64 => "{SHA-512 of the body in base64}".to_owned(),
        Part::BodyMd5Base64 => "{MD5 of the body in base64}".to_owned(),
        Part::BodyBase64Url => "{body in base64url}".to_owned(),
        Part::BodyCrc32 => "{CRC-32 of the body}".to_owned(),
        other => format!("{other:?}"),
    };
    if parts.is_empty() {
        return "nothing".to_owned();
    }
    let content: String = parts.iter().map(part).collect();
    if scheme.is_prehashed() {
        return format!("SHA-256 of {content}");
    }
    content
}

/// The header's value: `t={timestamp},v1={hex}`; or the query, where the signature stands there.
pub(super) fn header(scheme: &Scheme) -> String {
    let signature = match scheme.encoding_axis() {
        Encoding::Hex => "{hex}",
        Encoding::UpperHex => "{HEX}",
        Encoding::AnyCaseHex => "{hex of either case}",
        Encoding::Base64 => "{base64}",
        Encoding::Base64Url => "{base64url}",
        Encoding::HexInBase64 => "{base64 of the hex}",
        Encoding::EscapedBase64 => "{base64 with escapes}",
        Encoding::Jwt => "{token}",
        Encoding::DetachedJws { .. } => "{JWS header}..{base64url}",
        Encoding::Plain => "{secret}",
        Encoding::PlainBase64 => "{base64 of the secret}",
        _ => "{signature}",
    };
    let names = match scheme.content_axis() {
        Content::Template(parts) => parts.iter().find_map(|part| match part {
            Part::NamedHeaders { key, .. } => Some(*key),
            _ => None,
        }),
        _ => None,
    };
    let key = scheme.timestamp_place().and_then(|at| match at {
        axum_webhook::core::scheme::At::InSignature(key) => Some(key),
        _ => None,
    });
    if let Content::MessageSignature(_) = scheme.content_axis() {
        return format!("{{label}}=:{signature}:");
    }
    match (scheme.grammar_axis(), key) {
        (Grammar::HttpSignature { algorithm, .. }, _) => {
            format!("keyid={{id}}, algorithm={algorithm}, signature={signature}, headers=…")
        }
        (Grammar::Whole { prefix }, _) => format!("{prefix}{signature}"),
        (
            Grammar::Pairs {
                separator,
                signature: name,
            },
            Some(key),
        ) => {
            let names = names.map(|key| format!("{key}={{header names}}{separator}"));
            let names = names.unwrap_or_default();
            format!("{key}={{timestamp}}{separator}{names}{name}={signature}")
        }
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
        (Grammar::Base64Json { signature: name }, _) => {
            format!("base64 of a JSON object, its {name} {signature}")
        }
        (Grammar::VersionedList { version }, _) => format!("{version},{signature} …"),
        (Grammar::List { separator, prefix }, _) => {
            format!("{prefix}{signature}{separator}{prefix}{signature} …")
        }
        (Grammar::PrefixedList { prefix, separator }, _) => {
            format!("{prefix}{signature}{separator}{signature} …")
        }
        (Grammar::Credentials { words, .. }, _) => {
            format!("{} {{key id}}:{signature}", words.join(" or "))
        }
        (Grammar::KeyedList { tag, .. }, _) => format!("{{number}}{tag}{signature} …"),
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
            (
                providers::PAYPAL,
                "{paypal-transmission-id}|{timestamp}|{configured}|{CRC-32 of the body}",
                "{base64}",
            ),
            (
                providers::NEON_AUTH,
                "{timestamp}.{body in base64url}",
                "{JWS header}..{base64url}",
            ),
            (
                providers::EBAY,
                "{body}",
                "base64 of a JSON object, its signature {base64}",
            ),
            (providers::OURA, "{timestamp}{body}", "{HEX}"),
            (providers::PANDADOC, "{body}", "{hex}"),
            (providers::TIKTOK_SHOP, "{app key}{body}", "{hex}"),
            (
                providers::BRIDGE_XYZ,
                "SHA-256 of {timestamp}.{body}",
                "t={timestamp},v0={base64}",
            ),
            (
                providers::COINBASE_CDP,
                "{timestamp}.{h}.{values of the headers in h, joined with full stops}.{body}",
                "t={timestamp},h={header names},v1={hex}",
            ),
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
