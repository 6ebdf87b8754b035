//! Slack's incoming webhook, and a stand-in for it.

use std::{error::Error, time::Duration};

use axum::{Router, routing::post};
use tokio::{net::TcpListener, sync::mpsc};

/// How long Slack may take: GitHub waits for ten seconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where messages go: <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>.
#[derive(Clone)]
pub(crate) struct Slack {
    client: reqwest::Client,
    /// Whoever knows it can post.
    url: String,
}

impl Slack {
    pub(crate) fn new(url: String) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder().timeout(PATIENCE).build()?;
        Ok(Self { client, url })
    }

    /// Posts a message. The error leaves the address out: it is a secret.
    pub(crate) async fn post(&self, text: &str) -> Result<(), reqwest::Error> {
        let body = serde_json::json!({ "text": text }).to_string();
        let request = self.client.post(&self.url);
        let request = request
            .header("content-type", "application/json")
            .body(body);
        let answer = request
            .send()
            .await
            .and_then(reqwest::Response::error_for_status);
        answer.map(drop).map_err(reqwest::Error::without_url)
    }
}

/// Answers as Slack does, on a port of its own, and passes on what it was sent.
pub(crate) async fn stand_in() -> Result<(Slack, mpsc::UnboundedReceiver<String>), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/services/T0/B0/X0", listener.local_addr()?);
    let (shown, messages) = mpsc::unbounded_channel();
    let show = async move |body: String| {
        let _ = shown.send(body);
        "ok"
    };
    let app: Router = Router::new().route("/services/T0/B0/X0", post(show));
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok((Slack::new(url)?, messages))
}
