//! The secret: its blanks, its prefix, and how its text becomes key bytes.

use axum_webhook::core::scheme::{Base64Prefix, KeyFormat};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::super::case::{Case, Suspicion, Undo};

const PLAIN_BASE64: KeyFormat = KeyFormat::Base64(Base64Prefix::None);

pub(super) fn suspicions(case: &Case) -> Vec<Suspicion> {
    let text = case.text();
    // Of a provider that publishes its keys, a webhook's id or the like stands in its place.
    let is_secret = case.scheme.fetched_keys().is_none();
    let it = if is_secret {
        "the secret"
    } else {
        "what is configured"
    };
    let format = case.scheme.key_format_axis();
    let mut found = Vec::new();
    let mut suspect = |code, what: &str, fix: &str, text: String, format| {
        if text.is_empty() {
            return;
        }
        found.push(Suspicion {
            code,
            what: what.to_owned(),
            fix: fix.to_owned(),
            undo: Undo::Secret(text, format),
        });
    };

    let trimmed = text.trim();
    if trimmed != text {
        suspect(
            "secret_blank",
            &format!("{it} has white space around it"),
            "trim it; a newline often comes from echo or from a file",
            trimmed.to_owned(),
            format,
        );
    }
    let bare = trimmed.trim_matches(['"', '\'']);
    if bare != trimmed {
        suspect(
            "secret_quoted",
            &format!("{it} has quotes around it"),
            "take them off; some env files keep them as part of the value",
            bare.to_owned(),
            format,
        );
    }
    if let Ok(decoded) = percent_encoding::percent_decode_str(trimmed).decode_utf8()
        && decoded != trimmed
    {
        suspect(
            "secret_url_encoded",
            &format!("{it} is URL-encoded"),
            "decode it before it is used",
            decoded.into_owned(),
            format,
        );
    }
    if !is_secret {
        return found;
    }
    if let Some((_, rest)) = trimmed.split_once('_') {
        suspect(
            "secret_prefix_extra",
            "the key is what follows the secret's prefix, and the provider signs with that",
            "give the secret without its prefix",
            rest.to_owned(),
            KeyFormat::Utf8,
        );
    } else {
        suspect(
            "secret_prefix_missing",
            "the secret lacks its prefix whsec_",
            "copy the whole secret from the endpoint's page",
            format!("whsec_{trimmed}"),
            format,
        );
    }
    let encoded = trimmed
        .rsplit_once('_')
        .map_or(trimmed, |(_, encoded)| encoded);
    suspect(
        "secret_is_text",
        "the sender signs with the secret's text, not with the bytes that it encodes",
        "the sender does not follow this provider's scheme: check which provider it is, or describe it as a scheme of your own with KeyFormat::Utf8",
        trimmed.to_owned(),
        KeyFormat::Utf8,
    );
    if STANDARD.decode(encoded).is_ok() {
        suspect(
            "secret_is_base64",
            "the sender signs with the bytes that the secret encodes as base64, not with its text",
            "the sender does not follow this provider's scheme: check which provider it is (Svix and Stripe secrets look alike), or describe it as a scheme of your own with KeyFormat::Base64",
            encoded.to_owned(),
            PLAIN_BASE64,
        );
    }
    if let Ok(bytes) = const_hex::decode(encoded) {
        suspect(
            "secret_is_hex",
            "the sender signs with the bytes that the secret encodes as hexadecimal, not with its text",
            "decode the secret, or ask the sender to sign with its text",
            STANDARD.encode(bytes),
            PLAIN_BASE64,
        );
    }
    if encoded.contains(['-', '_']) || !encoded.len().is_multiple_of(4) {
        let mut standard = encoded.replace('-', "+").replace('_', "/");
        while !standard.len().is_multiple_of(4) {
            standard.push('=');
        }
        if STANDARD.decode(&standard).is_ok() {
            suspect(
                "secret_base64_alphabet",
                "the secret is base64 in the URL alphabet, or without its padding",
                "copy the secret unchanged from the endpoint's page, or rewrite it in standard base64",
                standard,
                PLAIN_BASE64,
            );
        }
    }
    found
}
