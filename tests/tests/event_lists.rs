//! The checked-in enums of event types are what `crates/webhook-events/scripts/generate-event-types`
//! makes of its lists: the same names in the same order, under the variants that it derives from them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    fs,
    path::{Path, PathBuf},
};

use axum_webhook as events;
use serde::Deserialize;

/// A list, as the script reads it.
#[derive(Deserialize)]
struct List {
    #[serde(default)]
    variants: BTreeMap<String, String>,
    sources: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    names: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/webhook-events/data")
}

/// The variant that a name gets: `invoice.paid` is `InvoicePaid`, `PAYMENT.SALE` is `PaymentSale`.
fn variant(name: &str) -> String {
    let words = name.split(['.', '/', '_', ':', ' ', '-']);
    words
        .filter(|word| !word.is_empty())
        .map(|word| {
            let shouted = word.chars().all(|c| !c.is_ascii_lowercase())
                && word.contains(|c: char| c.is_ascii_uppercase());
            let rest = &word[1..];
            let rest = if shouted {
                rest.to_lowercase()
            } else {
                rest.to_owned()
            };
            word[..1].to_uppercase() + &rest
        })
        .collect()
}

/// One enum against its list.
fn assert_listed<T: for<'a> From<&'a str> + Debug>(known: &[&str], file: &str) {
    let text = fs::read_to_string(folder().join(file)).unwrap();
    let list: List = serde_json::from_str(&text).unwrap();
    let names: BTreeSet<_> = list
        .sources
        .iter()
        .flat_map(|source| &source.names)
        .collect();
    assert!(!names.is_empty(), "{file}");
    assert!(names.iter().eq(known), "{file}");
    for name in known {
        let given = list.variants.get(*name).cloned();
        let expected = given.unwrap_or_else(|| variant(name));
        assert_eq!(format!("{:?}", T::from(name)), expected, "{file}");
    }
}

/// Each list, and the enum that is made of it.
macro_rules! lists {
    ($($file:literal: $name:ident,)*) => {
        const FILES: &[&str] = &[$($file),*];

        #[test]
        fn generated_types_are_those_of_their_lists() {
            $(assert_listed::<events::$name>(events::$name::KNOWN, $file);)*
        }
    };
}

lists! {
    "clerk-event-types.json": ClerkEventType,
    "discord-event-types.json": DiscordEventType,
    "discord-interaction-types.json": DiscordInteractionType,
    "github-event-names.json": GitHubEventType,
    "gitlab-event-types.json": GitLabEventType,
    "line-event-types.json": LineEventType,
    "linear-actions.json": LinearAction,
    "linear-event-types.json": LinearEventType,
    "meta-fields.json": MetaField,
    "meta-objects.json": MetaObject,
    "openai-event-types.json": OpenAiEventType,
    "paddle-event-types.json": PaddleEventType,
    "paypal-event-types.json": PayPalEventType,
    "resend-event-types.json": ResendEventType,
    "sendgrid-event-types.json": SendGridEventType,
    "shopify-topics.json": ShopifyTopic,
    "slack-event-types.json": SlackEventType,
    "slack-interaction-types.json": SlackInteractionType,
    "sns-message-types.json": SnsMessageType,
    "square-event-types.json": SquareEventType,
    "stripe-event-types.json": StripeEventType,
    "telegram-update-kinds.json": TelegramUpdateKind,
    "twitch-event-types.json": TwitchEventType,
    "zoom-event-types.json": ZoomEventType,
}

#[test]
fn every_list_has_its_enum() {
    let files = fs::read_dir(folder()).unwrap();
    let found: BTreeSet<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let expected: BTreeSet<_> = FILES.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}
