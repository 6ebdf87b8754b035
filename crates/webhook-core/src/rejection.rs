//! [`WebhookRejection`]: why a handler's argument could not be made from a request. A type of its
//! own, whatever the framework, so that the layer can tell the operator.

use std::{error::Error, sync::Arc};

use http::StatusCode;

/// Why a handler's argument could not be made from a request.
///
/// All of them answer 500: the delivery is genuine and the mistake is ours, so the provider should
/// keep the event and send it again once the mistake is mended. The rejection itself travels in
/// the response's extensions, where a middleware or a test finds it; the peer reads what to fix
/// for mistakes of configuration, and nothing of a payload.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookRejection {
    /// No layer put a [`Delivery`](crate::Delivery) into this request.
    #[error(
        "no verified webhook delivery in this request: is WebhookLayer enabled on this route? (with observe_only, requests that fail verification carry none)"
    )]
    MissingDelivery,
    /// The handler takes another provider's event.
    #[error(
        "expected {}, verified as {verified}: give this route the layer of the event that its handler takes, or take Delivery or Webhook<T>, which any provider's delivery fits",
        .expected.join(" or ")
    )]
    WrongProvider {
        /// The slugs of the providers whose events the handler takes.
        expected: &'static [&'static str],
        /// The slug of the provider that the delivery was verified as.
        verified: &'static str,
    },
    /// The handler deduplicates items, and its layer does not offer that.
    #[error("items are not deduplicated on this route: add .dedupe_items() to its WebhookLayer")]
    MissingItemDedupe,
    /// A router cannot choose a handler: the delivery names no event type, or not where the scheme says.
    #[error(
        "the delivery names no event type, so no handler can be chosen: add otherwise(..) to the EventRouter, or take this provider's events in one handler"
    )]
    Untyped,
    /// The payload does not fit the handler's type; the source says where.
    #[error("a verified payload does not fit the type that its handler takes")]
    Payload(#[source] Arc<dyn Error + Send + Sync>),
}

impl WebhookRejection {
    /// What the peer reads where the detail may hold a customer's data.
    pub const PUBLIC_MESSAGE: &'static str = "webhook delivery could not be read\n";

    /// For a payload that could not be read, and why.
    pub fn payload(source: impl Error + Send + Sync + 'static) -> Self {
        Self::Payload(Arc::new(source))
    }

    /// The HTTP status: 500, which every provider that retries at all retries.
    pub fn status(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("invalid type: string \"jo@example.com\"")]
    struct Detail;

    #[test]
    fn rejections_say_what_to_do_and_keep_payloads_to_themselves() {
        let wrong = WebhookRejection::WrongProvider {
            expected: &["stripe"],
            verified: "github",
        };
        assert!(
            wrong
                .to_string()
                .starts_with("expected stripe, verified as github: ")
        );
        assert!(
            WebhookRejection::MissingDelivery
                .to_string()
                .contains("is WebhookLayer enabled on this route?")
        );
        let payload = WebhookRejection::payload(Detail);
        assert!(!payload.to_string().contains("jo@"));
        assert!(payload.source().unwrap().to_string().contains("jo@"));
    }
}
