//! Amazon SNS: what is fetched, for whom, and what is never fetched.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use http::Request;
use serde_json::Value;
use tower_webhook::{WebhookLayer, providers};
use webhook_core::{
    KeySource,
    keys::{KeyRequest, StaticKeys},
    sns::{ConfirmSubscription, Subscription},
    source::SourceError,
    testing::{FakeClock, RecordingStore},
};
use webhook_tests::handler::Handler;

use crate::vectors::{layer, send, vector};

/// Pinned documents, and what was asked for.
#[derive(Clone)]
pub(crate) struct Counted {
    keys: StaticKeys,
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
}

impl Counted {
    pub(crate) fn new(keys: StaticKeys) -> Self {
        let asked = Arc::default();
        Self { keys, asked }
    }

    pub(crate) fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

impl KeySource for Counted {
    async fn document(&self, request: &KeyRequest) -> Result<Bytes, SourceError> {
        self.asked.lock().unwrap().push(request.url().to_owned());
        self.keys.get(request)
    }
}

/// A vector's request with members of its body changed.
fn changed(id: &str, change: impl FnOnce(&mut Value)) -> Request<Bytes> {
    let request = vector(id).request().unwrap();
    let mut body: Value = serde_json::from_slice(request.body()).unwrap();
    change(&mut body);
    request.map(|_| body.to_string().into())
}

/// Confirms whatever it is given, and keeps it; or cannot.
#[derive(Clone, Default)]
struct Confirmer {
    confirmed: Arc<Mutex<Vec<(String, String)>>>,
    failures: Arc<AtomicUsize>,
}

impl ConfirmSubscription for Confirmer {
    async fn confirm(&self, subscription: &Subscription) -> Result<(), SourceError> {
        if self
            .failures
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1))
            .is_ok()
        {
            return Err(SourceError::new("AWS cannot be reached"));
        }
        let entry = (subscription.topic().to_owned(), subscription.confirm_url());
        self.confirmed.lock().unwrap().push(entry);
        Ok(())
    }
}

/// Never comes to an end.
struct Hanging;

impl ConfirmSubscription for Hanging {
    async fn confirm(&self, _: &Subscription) -> Result<(), SourceError> {
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn a_confirmation_that_hangs_is_given_up_and_takes_a_handlers_place() {
    let genuine = vector("sns/subscription-v2/s");
    let layer = layer(&genuine)
        .key_source(genuine.keys.clone())
        .max_in_flight(std::num::NonZeroUsize::MIN)
        .confirm_subscriptions(Hanging);
    let handler = Handler::default();
    let start = tokio::time::Instant::now();
    let (one, other) = tokio::join!(
        send(&layer, &handler, genuine.request().unwrap()),
        send(&layer, &handler, genuine.request().unwrap()),
    );
    // Whichever of them asked for the certificate.
    let mut both = [one, other];
    both.sort_unstable();
    assert_eq!(both, [(503, "check_unanswered"), (503, "overloaded")]);
    assert_eq!(start.elapsed().as_secs(), 5);
    // Its place is free again.
    let again = send(&layer, &handler, genuine.request().unwrap()).await;
    assert_eq!(again, (503, "check_unanswered"));
    assert_eq!(handler.started(), 0);
}

#[tokio::test]
async fn t_11_a_subscription_is_confirmed_by_topic_and_token_and_its_url_is_never_fetched() {
    let genuine = vector("sns/subscription-v2/s");
    let body: Value = serde_json::from_slice(&genuine.body()).unwrap();
    let topic = body["TopicArn"].as_str().unwrap();
    let token = body["Token"].as_str().unwrap();
    let keys = Counted::new(genuine.keys.clone());

    // Without a confirmer it is the handler's, and nothing but the certificate is fetched.
    let handler = Handler::default();
    let by_hand = layer(&genuine).key_source(keys.clone());
    assert_eq!(
        send(&by_hand, &handler, genuine.request().unwrap()).await,
        (200, "")
    );
    let delivery = handler.seen().pop().flatten().expect("a delivery");
    let subscription = Subscription::of(&delivery).expect("a subscription");
    let expected = format!(
        "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={}&Token={token}",
        topic.replace(':', "%3A"),
    );
    assert_eq!(subscription.confirm_url(), expected);
    assert!(!format!("{subscription:?}").contains(token));

    // With one the layer answers: 503 while it cannot be done, 200 once it is.
    let confirmer = Confirmer::default();
    confirmer.failures.store(1, Ordering::SeqCst);
    let handler = Handler::default();
    let store = RecordingStore::new(tower_webhook::MemoryStore::new());
    let by_layer = layer(&genuine)
        .key_source(keys.clone())
        .dedupe(store.clone())
        .confirm_subscriptions(confirmer.clone());
    let request = || genuine.request().unwrap();
    assert_eq!(send(&by_layer, &handler, request()).await.0, 503);
    assert_eq!(send(&by_layer, &handler, request()).await, (200, ""));
    assert_eq!(
        *confirmer.confirmed.lock().unwrap(),
        [(topic.to_owned(), expected)]
    );
    assert_eq!(handler.started(), 0);
    assert!(store.calls().is_empty(), "confirming is claimed by nobody");

    // A forged one, with an address of its own or another token, confirms nothing.
    for member in ["SubscribeURL", "Token"] {
        let forged = changed("sns/subscription-v2/s", |body| {
            body[member] = "https://evil.example/".into();
        });
        assert_eq!(
            send(&by_layer, &handler, forged).await,
            (401, "bad_signature"),
            "{member}"
        );
    }
    let asked = keys.asked.lock().unwrap().clone();
    assert!(asked.iter().all(|url| url.ends_with(".pem")), "{asked:?}");
    assert_eq!(confirmer.confirmed.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn t_12_a_certificate_is_fetched_from_sns_in_the_topics_region_and_from_nowhere_else() {
    let genuine = vector("sns/valid-1/s");
    let keys = Counted::new(genuine.keys.clone());
    let layer = layer(&genuine).key_source(keys.clone());
    let handler = Handler::default();
    let urls = [
        "",
        "garbage",
        "http://sns.us-east-1.amazonaws.com/x.pem",
        "HTTPS://sns.us-east-1.amazonaws.com/x.pem",
        "https://sns.us-east-1.amazonaws.com.evil.tld/x.pem",
        "https://evil.s3.amazonaws.com/x.pem",
        "https://s3.amazonaws.com/evil/x.pem",
        "https://sns.x.amazonaws.com@evil.example/x.pem",
        "https://sns.us-east-1.amazonaws.com:443@evil.example/x.pem",
        "https://evil.example\\.sns.us-east-1.amazonaws.com/x.pem",
        "https://evil.example\\@sns.us-east-1.amazonaws.com/x.pem",
        "https://sns.us-east-1.amazonaws.com\t/x.pem",
        "https://sns.us-east-1.amazonaws.com\r\n/x.pem",
        "https://sns.us-east-1.amazonaws.com /x.pem",
        "https://SNS.us-east-1.amazonaws.com/x.pem",
        "https://sns.us-east-1.amazonaws.com./x.pem",
        "https://sns.us-e\u{430}st-1.amazonaws.com/x.pem",
        "https://xn--sns-us-east-1.amazonaws.com/x.pem",
        "https://sns.us-east-1.amazonaws.com:8443/x.pem",
        "https://sns.us-east-1.amazonaws.com:/x.pem",
        "https://[::1]/x.pem",
        "https://127.0.0.1/x.pem",
        "https://sns%2Eus-east-1.amazonaws.com/x.pem",
        "https://sns.us-east-1.amazonaws.com/x.txt",
        "https://sns.us-east-1.amazonaws.com/x.pem?y",
        "https://sns.us-east-1.amazonaws.com/x?y=.pem",
        "https://sns.us-east-1.amazonaws.com/x#.pem",
        "https://sns.us-east-1.amazonaws.com/a/../x.pem",
        "https://sns.us-east-1.amazonaws.com//x.pem",
        "https://sns.us-east-1.amazonaws.com/%2e%2e/x.pem",
        "https://sns.us-east-1.amazonaws.com",
        "https://a.sns.us-east-1.amazonaws.com/x.pem",
        "https://evil-sns.us-east-1.amazonaws.com/x.pem",
        "https://sns.eu-west-1.amazonaws.com/x.pem",
        "https://sns.us-east-1.amazonaws.com.cn/x.pem",
        "file:///etc/passwd.pem",
        "//sns.us-east-1.amazonaws.com/x.pem",
    ];
    for url in urls {
        let forged = changed("sns/valid-1/s", |body| body["SigningCertURL"] = url.into());
        assert_eq!(
            send(&layer, &handler, forged).await,
            (403, "not_expected"),
            "{url}"
        );
    }
    assert_eq!(
        (keys.count(), handler.started()),
        (0, 0),
        "nothing was fetched"
    );
    assert_eq!(
        send(&layer, &handler, genuine.request().unwrap()).await,
        (200, "")
    );
}

#[tokio::test]
async fn t_13_a_genuine_message_of_a_strangers_topic_is_a_403_and_costs_no_fetch() {
    let genuine = vector("sns/valid-v2/s");
    let keys = Counted::new(genuine.keys.clone());
    let clock = FakeClock::at(genuine.now);
    let stranger = WebhookLayer::aws_sns(["arn:aws:sns:us-east-1:999999999999:orders"])
        .clock(clock.clone())
        .key_source(keys.clone());
    let handler = Handler::default();
    let outcome = send(&stranger, &handler, genuine.request().unwrap()).await;
    assert_eq!(outcome, (403, "not_expected"));
    assert_eq!((keys.count(), handler.started()), (0, 0));

    // Beside others it is found.
    let body: Value = serde_json::from_slice(&genuine.body()).unwrap();
    let topic = body["TopicArn"].as_str().unwrap();
    let among = WebhookLayer::aws_sns(["arn:aws:sns:us-east-1:999999999999:orders", topic])
        .clock(clock)
        .key_source(keys.clone());
    let outcome = send(&among, &handler, genuine.request().unwrap()).await;
    assert_eq!(outcome, (200, ""));
    let delivery = handler.seen().pop().flatten().unwrap();
    assert_eq!(delivery.verified().secret_index(), 1);
}

#[test]
fn topics_are_required_and_each_is_one_topic() {
    let try_topics = |topics: &[&str]| {
        let secrets = topics.iter().copied().collect::<webhook_core::Secrets>();
        WebhookLayer::try_new(providers::AWS_SNS, secrets).map(|_| ())
    };
    let message = try_topics(&[]).unwrap_err().to_string();
    assert!(message.contains("sns"), "{message}");
    for text in [
        "orders",
        "arn:aws:sns:us-east-1:123456789012:*",
        "arn:aws:sns:*:123456789012:orders",
        "arn:aws:sqs:us-east-1:123456789012:orders",
        "arn:aws:sns:us-east-1:1234:orders",
        "arn:aws:sns:us-east-1:123456789012:",
        "arn:aws:sns:us-east-1:123456789012:orders:5a1b",
        "arn:aws:sns:evil.example/:123456789012:orders",
    ] {
        let message = try_topics(&[text]).unwrap_err().to_string();
        assert!(
            message.contains("arn:aws:sns:us-east-1:123456789012:orders"),
            "{message}"
        );
    }
    assert!(try_topics(&["arn:aws-cn:sns:cn-north-1:123456789012:orders.fifo"]).is_ok());
}

#[tokio::test]
async fn raw_message_delivery_is_refused_with_the_name_of_the_setting() {
    let genuine = vector("sns/valid-1/s");
    let keys = Counted::new(genuine.keys.clone());
    let layer = layer(&genuine).key_source(keys.clone());
    let request = Request::post("/")
        .header("x-amz-sns-rawdelivery", "true")
        .header("x-amz-sns-message-type", "Notification")
        .body(Bytes::from_static(b"{\"order\":1}"))
        .unwrap();
    use http_body_util::Full;
    use tower::{Layer as _, ServiceExt as _};
    let service = layer.layer(Handler::default());
    let response = service.oneshot(request.map(Full::new)).await.unwrap();
    assert_eq!(response.status(), 400);
    let refusal = response
        .extensions()
        .get::<tower_webhook::Refusal>()
        .unwrap();
    assert!(
        refusal.to_string().contains("RawMessageDelivery"),
        "{refusal}"
    );
    assert_eq!(keys.count(), 0);
}

#[tokio::test]
async fn a_late_retry_is_taken_and_a_capture_of_hours_ago_is_not() {
    let genuine = vector("sns/valid-1/s");
    let keys = Counted::new(genuine.keys.clone());
    // Every attempt has the time of the first, and the last may come after an hour.
    for (minutes, outcome) in [(65, (200, "")), (125, (401, "stale"))] {
        let late = webhook_core::UnixTime::from_secs(genuine.now.as_secs() + minutes * 60);
        let layer = layer(&genuine)
            .clock(FakeClock::at(late))
            .key_source(keys.clone());
        let sent = send(&layer, &Handler::default(), genuine.request().unwrap()).await;
        assert_eq!(sent, outcome, "{minutes} min");
    }
}
