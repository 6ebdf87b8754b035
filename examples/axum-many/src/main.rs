//! Six providers on one router: each route has its provider's layer and takes its typed event.
//!
//! ```text
//! cargo run -p axum-many
//! ```
//!
//! It prints a signed request for each provider to paste into a second terminal. What else it
//! shows: one store for all routes, two secrets while one is exchanged, Twilio's public URL,
//! Slack's deadline, and a shutdown that waits for handlers whose client is gone.

use std::{
    error::Error,
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    http::header::CONTENT_TYPE,
    response::IntoResponse,
    routing::{get, post},
};
use axum_webhook::{
    ConfigError, GitHubEvent, MemoryStore, Scheme, Secret, Secrets, ShopifyEvent, SlackEvent,
    StandardEvent, StripeEvent, TwilioEvent, WebhookLayer,
    core::{Signer, signer::Outgoing, store::AnyDedupeStore},
    providers,
};

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    // A service has no `or_else` here: without its secrets it does not start. The example goes on
    // with random ones that nobody else knows.
    let config = Config::from_env().or_else(|unset| demo(&*unset))?;
    let layers = Layers::new(config);
    println!("listening on http://{ADDRESS}, ctrl-c stops");
    axum::serve(listener, app(&layers))
        .with_graceful_shutdown(async { tokio::signal::ctrl_c().await.unwrap_or(()) })
        .await?;
    // The server does not know of handlers whose client went away; the layers do.
    layers.drain().await;
    Ok(())
}

fn app(layers: &Layers) -> Router {
    Router::new()
        .route("/stripe", post(stripe).route_layer(layers.stripe.clone()))
        .route("/github", post(github).route_layer(layers.github.clone()))
        .route("/shopify", post(shopify).route_layer(layers.shopify.clone()))
        .route("/slack", post(slack).route_layer(layers.slack.clone()))
        // Twilio calls with POST or GET, as configured there.
        .route(
            "/twilio",
            post(twilio).get(twilio).route_layer(layers.twilio.clone()),
        )
        .route("/partner", post(partner).route_layer(layers.partner.clone()))
        // Not a webhook, and so no layer: layers stand on routes, not around the router.
        .route("/health", get(|| async { "ok\n" }))
}

async fn stripe(event: StripeEvent) -> String {
    note("stripe", event.event_type().as_str(), event.id())
}

async fn github(event: GitHubEvent) -> String {
    note("github", event.event_type().as_str(), event.id())
}

async fn shopify(event: ShopifyEvent) -> String {
    note("shopify", event.topic().as_str(), event.id())
}

async fn slack(event: SlackEvent) -> String {
    let delivery = event.delivery();
    note(
        "slack",
        delivery.event_type().unwrap_or_default(),
        event.id(),
    )
}

/// Twilio reads the answer: TwiML.
async fn twilio(event: TwilioEvent) -> impl IntoResponse {
    let delivery = event.delivery();
    note(
        "twilio",
        delivery.event_type().unwrap_or_default(),
        event.id(),
    );
    let twiml = "<Response><Message>Thank you</Message></Response>";
    ([(CONTENT_TYPE, "text/xml")], twiml)
}

async fn partner(event: StandardEvent) -> String {
    note("partner", event.event_type(), event.id())
}

fn note(provider: &str, event_type: &str, id: Option<&str>) -> String {
    let line = format!("{provider}: handled {event_type} {}\n", id.unwrap_or("-"));
    print!("{line}");
    line
}

/// One layer for each provider.
struct Layers {
    stripe: WebhookLayer,
    github: WebhookLayer,
    shopify: WebhookLayer,
    slack: WebhookLayer,
    twilio: WebhookLayer,
    partner: WebhookLayer,
}

impl Layers {
    fn new(config: Config) -> Self {
        // One store, its size chosen once. Each endpoint has its provider's name, so that equal
        // ids of two providers are two deliveries.
        let store = AnyDedupeStore::new(MemoryStore::with_capacity(500_000));
        let twilio_url = format!("{}/twilio", config.public_url);
        Self {
            stripe: WebhookLayer::stripe(config.stripe).dedupe(store.clone()),
            github: WebhookLayer::github(config.github).dedupe(store.clone()),
            shopify: WebhookLayer::shopify(config.shopify).dedupe(store.clone()),
            // Slack gives up after three seconds and sends again: by then the work is done.
            slack: WebhookLayer::slack(config.slack)
                .answer_within(Duration::from_millis(2_500))
                .dedupe(store.clone()),
            twilio: WebhookLayer::twilio(config.twilio, &twilio_url).dedupe(store.clone()),
            partner: WebhookLayer::standard_webhooks(config.partner)
                .endpoint("partner")
                .dedupe(store),
        }
    }

    async fn drain(&self) {
        for layer in [
            &self.stripe,
            &self.github,
            &self.shopify,
            &self.slack,
            &self.twilio,
            &self.partner,
        ] {
            layer.drain().await;
        }
    }
}

/// What the providers sign with, and where they call.
struct Config {
    stripe: Secrets,
    github: Secrets,
    shopify: Secrets,
    slack: Secrets,
    twilio: Secrets,
    partner: Secrets,
    /// As registered with the providers; behind a proxy nobody else knows it.
    public_url: String,
}

impl Config {
    fn from_env() -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            stripe: secrets("STRIPE_WEBHOOK_SECRET")?,
            github: secrets("GITHUB_WEBHOOK_SECRET")?,
            shopify: secrets("SHOPIFY_CLIENT_SECRET")?,
            slack: secrets("SLACK_SIGNING_SECRET")?,
            twilio: secrets("TWILIO_AUTH_TOKEN")?,
            partner: secrets("PARTNER_WEBHOOK_SECRET")?,
            public_url: std::env::var("PUBLIC_URL").map_err(|_| {
                "environment variable PUBLIC_URL is not set; \
                 export the address of this service as Twilio calls it"
            })?,
        })
    }
}

/// The secret of this name and, while it is being exchanged, the one before it: `…_PREVIOUS`.
fn secrets(name: &str) -> Result<Secrets, ConfigError> {
    let current = Secret::from_env(name)?;
    let previous = Secret::from_env(&format!("{name}_PREVIOUS")).ok();
    Ok([Some(current), previous].into_iter().flatten().collect())
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const PUBLIC_URL: &str = "https://hooks.example.com";

/// Path, scheme, type, content type and body of one delivery of each provider.
const SAMPLES: [(&str, Scheme, &str, &str, &str); 6] = [
    (
        "/stripe",
        providers::STRIPE,
        "invoice.paid",
        JSON,
        r#"{"id":"evt_1","type":"invoice.paid","data":{"object":{"id":"in_1"}}}"#,
    ),
    (
        "/github",
        providers::GITHUB,
        "push",
        JSON,
        r#"{"ref":"refs/heads/main","repository":{"full_name":"octocat/hello"}}"#,
    ),
    (
        "/shopify",
        providers::SHOPIFY,
        "orders/paid",
        JSON,
        r#"{"id":1,"total_price":"19.99"}"#,
    ),
    (
        "/slack",
        providers::SLACK,
        "app_mention",
        JSON,
        r#"{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention"}}"#,
    ),
    (
        "/twilio",
        providers::TWILIO,
        "received",
        FORM,
        "MessageSid=SM1&SmsStatus=received&From=%2B15550100&Body=Hello",
    ),
    (
        "/partner",
        providers::STANDARD_WEBHOOKS,
        "user.created",
        JSON,
        r#"{"type":"user.created","data":{"id":"user_1"}}"#,
    ),
];

/// Secrets for this run alone, and requests signed with them.
fn demo(unset: &dyn Error) -> Result<Config, Box<dyn Error>> {
    println!("{unset}\n");
    println!("Until all are set this run has random secrets. Try, within five minutes:\n");
    let mut made = Vec::new();
    for (path, scheme, event_type, content_type, body) in SAMPLES {
        let mut random = [0; 16];
        getrandom::fill(&mut random)?;
        let secret = Secret::new(format!("{:032x}", u128::from_ne_bytes(random)));
        let signed = Signer::new(scheme, secret.clone())?.sign(&Outgoing {
            // Twilio signs the public URL, whatever address the request travels to.
            url: &format!("{PUBLIC_URL}{path}"),
            content_type: Some(content_type),
            id: Some("demo-1"),
            event_type: Some(event_type),
            ..Outgoing::new(body.as_bytes(), SystemTime::now().into())
        });
        println!("curl -i http://{ADDRESS}{path} \\");
        for (name, value) in &signed.headers {
            println!("  -H '{name}: {}' \\", value.to_str()?);
        }
        println!("  --data-binary '{body}'\n");
        made.push(secret);
    }
    let [stripe, github, shopify, slack, twilio, partner] =
        <[Secret; 6]>::try_from(made).map_err(|_| "a sample for each provider")?;
    Ok(Config {
        stripe: stripe.into(),
        github: github.into(),
        shopify: shopify.into(),
        slack: slack.into(),
        twilio: twilio.into(),
        partner: partner.into(),
        public_url: PUBLIC_URL.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum_webhook::testing;
    use tower::ServiceExt as _;

    use super::*;

    const SECRET: &str = "one secret is enough for all of these tests";

    fn layers(secrets: impl Into<Secrets>) -> Layers {
        let secrets = secrets.into();
        Layers::new(Config {
            stripe: secrets.clone(),
            github: secrets.clone(),
            shopify: secrets.clone(),
            slack: secrets.clone(),
            twilio: secrets,
            // Standard Webhooks secrets are base64.
            partner: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into(),
            public_url: PUBLIC_URL.to_owned(),
        })
    }

    async fn send(app: &Router, request: Request<Body>) -> (u16, String) {
        let response = app.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 4096).await.unwrap();
        (status, String::from_utf8(body.into()).unwrap())
    }

    fn secret_for(path: &str) -> &'static str {
        match path {
            "/partner" => "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            _ => SECRET,
        }
    }

    /// The sample for `path`, sent to `to`.
    fn sample(path: &str, to: &str, secret: &str) -> Request<Body> {
        let (_, scheme, event_type, content_type, body) = SAMPLES
            .into_iter()
            .find(|(of, ..)| *of == path)
            .expect("a sample");
        testing::request(scheme, secret)
            .url(format!("{PUBLIC_URL}{to}"))
            .id("demo-1")
            .event_type(event_type)
            .content_type(Some(content_type))
            .body(body)
            .build()
            .map(Body::from)
    }

    #[tokio::test]
    async fn each_provider_is_handled_once_and_only_if_it_signed() {
        let app = app(&layers(SECRET));
        for (path, _, event_type, ..) in SAMPLES {
            let forged = sample(path, path, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaAA");
            assert_eq!(send(&app, forged).await.0, 401, "{path}");

            let (status, text) = send(&app, sample(path, path, secret_for(path))).await;
            assert_eq!(status, 200, "{path}");
            assert!(text.contains(event_type) || path == "/twilio", "{text}");

            let (status, text) = send(&app, sample(path, path, secret_for(path))).await;
            let empty = if path == "/twilio" { "<Response/>" } else { "" };
            assert_eq!((status, &*text), (200, empty), "{path}");
        }
    }

    #[tokio::test]
    async fn no_provider_passes_on_the_route_of_another() {
        let app = app(&layers(SECRET));
        for (path, ..) in SAMPLES {
            for (other, ..) in SAMPLES.into_iter().filter(|(other, ..)| *other != path) {
                let request = sample(path, other, secret_for(path));
                assert_eq!(send(&app, request).await.0, 401, "{path} sent to {other}");
            }
        }
    }

    #[tokio::test]
    async fn slack_gets_its_challenge_back() {
        let app = app(&layers(SECRET));
        let request = testing::request(providers::SLACK, SECRET)
            .url("http://localhost/slack")
            .body(r#"{"type":"url_verification","challenge":"3eZbrw1aB"}"#)
            .build();
        let answer = send(&app, request.map(Body::from)).await;
        assert_eq!(answer, (200, "3eZbrw1aB".to_owned()));
    }

    #[tokio::test]
    async fn both_secrets_count_during_a_rotation() {
        let old = "the secret before this one";
        let app = app(&layers([SECRET, old]));
        assert_eq!(send(&app, sample("/github", "/github", old)).await.0, 200);
        assert_eq!(send(&app, sample("/slack", "/slack", SECRET)).await.0, 200);
    }

    #[tokio::test]
    async fn what_is_no_webhook_needs_no_signature() {
        let app = app(&layers(SECRET));
        let request = Request::get("/health").body(Body::empty()).unwrap();
        assert_eq!(send(&app, request).await, (200, "ok\n".to_owned()));
    }

    #[tokio::test]
    async fn after_drain_deliveries_stay_with_their_provider() {
        let layers = layers(SECRET);
        let app = app(&layers);
        layers.drain().await;
        for (path, ..) in SAMPLES {
            let request = sample(path, path, secret_for(path));
            assert_eq!(send(&app, request).await.0, 503, "{path}");
        }
    }

    #[test]
    fn what_the_demo_prints_is_signed_with_secrets_that_work() {
        let _ = Layers::new(demo(&std::fmt::Error).unwrap());
    }
}
