//! Constructors for the best-known providers.

use webhook_core::{Secret, Secrets, providers};

use crate::WebhookLayer;

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident: $scheme:ident,)*) => {
        impl WebhookLayer {
            $(
                $(#[$doc])*
                ///
                /// # Panics
                /// At start-up, on a secret that cannot be one; see [`WebhookLayer::new`].
                #[track_caller]
                pub fn $name(secrets: impl Into<Secrets>) -> Self {
                    Self::new(providers::$scheme, secrets)
                }
            )*
        }
    };
}

named! {
    /// Stripe, with an endpoint's signing secret (`whsec_…`).
    stripe: STRIPE,
    /// GitHub, with the secret from the webhook's settings.
    github: GITHUB,
    /// Shopify, with the app's client secret.
    shopify: SHOPIFY,
    /// Slack, with the app's signing secret. `url_verification` is answered.
    slack: SLACK,
    /// Standard Webhooks v1, with an endpoint's secret (`whsec_…`).
    standard_webhooks: STANDARD_WEBHOOKS,
    /// Svix, with an endpoint's secret (`whsec_…`).
    svix: SVIX,
    /// Clerk, with an endpoint's signing secret (`whsec_…`).
    clerk: CLERK,
    /// Resend, with a webhook's signing secret (`whsec_…`).
    resend: RESEND,
    /// OpenAI, with a webhook's signing secret (`whsec_…`).
    openai: OPENAI,
    /// Anthropic, with a webhook's signing secret (`whsec_…`).
    anthropic: ANTHROPIC,
    /// Replicate, with the webhook signing secret (`whsec_…`).
    replicate: REPLICATE,
    /// Liveblocks, with an endpoint's signing secret (`whsec_…`).
    liveblocks: LIVEBLOCKS,
    /// Lithic, with an event subscription's secret.
    lithic: LITHIC,
    /// Polar, with an endpoint's secret.
    polar: POLAR,
    /// Finch, with the webhook secret.
    finch: FINCH,
    /// Adyen's payments, with the webhook's HMAC key, in hexadecimal. Those of its platforms are
    /// [`ADYEN_PLATFORM`](providers::ADYEN_PLATFORM).
    adyen: ADYEN,
    /// GitLab 18.11 or newer, with the webhook's signing token (`whsec_…`). Older ones only send a
    /// token, as [`GITLAB_TOKEN`](providers::GITLAB_TOKEN) expects.
    gitlab: GITLAB,
    /// Linear, with the webhook's signing secret.
    linear: LINEAR,
    /// Meta (Facebook, Instagram, Messenger, WhatsApp), with the app secret. Its endpoint check is
    /// answered once [`verify_token`](WebhookLayer::verify_token) is set.
    meta: META,
    /// Paddle, with the notification destination's secret key (`pdl_ntfset_…`).
    paddle: PADDLE,
    /// Twitch EventSub, with the secret of your subscriptions. New ones are confirmed.
    twitch: TWITCH,
    /// Zoom, with the app's secret token. `endpoint.url_validation` is answered.
    zoom: ZOOM,
}

impl WebhookLayer {
    /// Twilio, with the account's Auth Token and the exact URL registered there, without its
    /// query: Twilio signs it, and behind a proxy nobody else knows it.
    ///
    /// # Panics
    /// At start-up, on a token that cannot be one or a URL that is not absolute.
    #[track_caller]
    pub fn twilio(secrets: impl Into<Secrets>, public_url: &str) -> Self {
        Self::new(providers::TWILIO, secrets).public_url(public_url)
    }

    /// Square, with the subscription's signature key and the notification URL exactly as registered
    /// there, without a query: Square signs it.
    ///
    /// # Panics
    /// At start-up, on a key that cannot be one or a URL that is not absolute.
    #[track_caller]
    pub fn square(secrets: impl Into<Secrets>, public_url: &str) -> Self {
        Self::new(providers::SQUARE, secrets).public_url(public_url)
    }

    /// Amazon SNS, with the ARNs of the topics that are expected: SNS signs everybody's messages with
    /// the same keys. Needs the features `x509` and, unless a
    /// [`key_source`](WebhookLayer::key_source) is given, `fetch`.
    ///
    /// # Panics
    /// At start-up, without a topic or on something that is not the ARN of one.
    #[track_caller]
    pub fn aws_sns<T: Into<Secret>>(topics: impl IntoIterator<Item = T>) -> Self {
        Self::new(providers::AWS_SNS, topics.into_iter().collect::<Secrets>())
    }
}
