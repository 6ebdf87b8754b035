//! [`Subscription`]: what a `SubscriptionConfirmation` asks for.

use std::{borrow::Cow, fmt};

use zeroize::Zeroizing;

use super::Topic;
use crate::{Delivery, json, providers, source::SourceError};

/// A subscription that waits to be confirmed: topic and token of a verified `SubscriptionConfirmation`.
#[derive(Clone)]
pub struct Subscription {
    topic: String,
    token: Zeroizing<String>,
}

impl Subscription {
    /// The one that a delivery asks to confirm; `None` for other messages, and for deliveries of other
    /// providers.
    pub fn of(delivery: &Delivery) -> Option<Self> {
        let ours = [providers::AWS_SNS.name(), providers::AWS_SES.name()];
        if !ours.contains(&delivery.provider()) {
            return None;
        }
        let pointers = ["/Type", "/TopicArn", "/Token"];
        let mut found = json::find(delivery.body(), &pointers).into_iter().flatten();
        let mut next = || found.next().map(Cow::into_owned);
        let (kind, topic, token) = (next()?, next()?, next()?);
        Topic::parse(&topic)?;
        // Whatever SNS hands out is hexadecimal; nothing else goes into an address.
        let sound = !token.is_empty() && token.bytes().all(|b| b.is_ascii_alphanumeric());
        (kind == "SubscriptionConfirmation" && sound).then(|| Self {
            topic,
            token: Zeroizing::new(token),
        })
    }

    /// The topic's ARN.
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// The address that confirms it, once it is fetched with a `GET`: `ConfirmSubscription` of the
    /// topic's own region, made of topic and token. Unsubscribing wants no signature afterwards, as
    /// with the address that the message holds.
    ///
    /// <https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html>
    pub fn confirm_url(&self) -> String {
        let host = Topic::parse(&self.topic).map_or_else(String::new, |topic| topic.host());
        let topic = self.topic.replace(':', "%3A");
        let token = self.token.as_str();
        format!("https://{host}/?Action=ConfirmSubscription&TopicArn={topic}&Token={token}")
    }
}

/// Confirms subscriptions, by whatever means reach AWS.
pub trait ConfirmSubscription: Send + Sync + 'static {
    /// Confirms one whose message was verified and whose topic is configured. The layer gives it 5
    /// seconds, and a place among the handlers.
    ///
    /// # Errors
    /// [`SourceError`] if it cannot be done now: SNS is asked to send the message again.
    fn confirm(
        &self,
        subscription: &Subscription,
    ) -> impl Future<Output = Result<(), SourceError>> + Send;
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription")
            .field("topic", &self.topic)
            .field("token", &"[redacted]")
            .finish()
    }
}
