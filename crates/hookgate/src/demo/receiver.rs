//! The receiver: the axum application that the demo sends to, as a user would write it.

use std::{io, net::SocketAddr, num::NonZeroUsize};

use axum::{
    Router,
    extract::State,
    response::{Extension, IntoResponse, Response},
    routing::{MethodRouter, post},
};
use axum_webhook::{
    Delivery, GitHubEvent, ShopifyEvent, SlackEvent, StandardEvent, StripeEvent, TwilioEvent,
    WebhookLayer,
};
use http::{StatusCode, header::CONTENT_TYPE};
use tokio::{net::TcpListener, task::JoinHandle};

use super::{
    Actor, Cast,
    stage::{Ending, Stage},
};
use crate::Error;

/// The largest body that the demo's receiver takes: the layer's own limits (2 MiB, GitHub 25 MiB)
/// would make the demo send megabytes to show the same.
pub const BODY_LIMIT: usize = 16 * 1024;

const LIMIT: NonZeroUsize = match NonZeroUsize::new(BODY_LIMIT) {
    Some(limit) => limit,
    None => NonZeroUsize::MIN,
};

/// The six endpoints, each behind its provider's layer. `origin` is where they are reached:
/// `http://127.0.0.1:3000`.
pub fn router(cast: &Cast, origin: &str) -> Router {
    router_with(cast, origin, |layer| layer)
}

/// As [`router`], with every layer changed by `change`: for tests that break one on purpose.
pub fn router_with(
    cast: &Cast,
    origin: &str,
    change: impl Fn(WebhookLayer) -> WebhookLayer,
) -> Router {
    let endpoint = |layer: WebhookLayer, handler: MethodRouter<Stage>, actor: &Actor| {
        handler
            .route_layer(change(layer.body_limit(LIMIT)))
            .with_state(actor.stage().clone())
    };
    let stripe_layer = WebhookLayer::stripe(cast.stripe.secret());
    let github_layer = WebhookLayer::github(cast.github.secret());
    let shopify_layer = WebhookLayer::shopify(cast.shopify.secret());
    let slack_layer = WebhookLayer::slack(cast.slack.secret());
    // Twilio signs the URL it calls, so its layer must know it.
    let twilio_layer = WebhookLayer::twilio(cast.twilio.secret(), &format!("{origin}/twilio"));
    let standard_layer = WebhookLayer::standard_webhooks(cast.standard_webhooks.secret());
    Router::new()
        .route(
            "/stripe",
            endpoint(stripe_layer, post(stripe), &cast.stripe),
        )
        .route(
            "/github",
            endpoint(github_layer, post(github), &cast.github),
        )
        .route(
            "/shopify",
            endpoint(shopify_layer, post(shopify), &cast.shopify),
        )
        .route("/slack", endpoint(slack_layer, post(slack), &cast.slack))
        .route(
            "/twilio",
            endpoint(twilio_layer, post(twilio), &cast.twilio),
        )
        .route(
            "/standardwebhooks",
            endpoint(
                standard_layer,
                post(standard_webhooks),
                &cast.standard_webhooks,
            ),
        )
}

/// What a handler did its work for; in the response's extensions, for the log.
#[derive(Clone, Debug)]
pub(super) struct Handled {
    pub(super) event_type: String,
    pub(super) id: String,
}

/// The handler could not do its work: 500, and the provider sends the delivery again.
struct Failed;

async fn stripe(State(stage): State<Stage>, event: StripeEvent) -> Result<Handled, Failed> {
    handle(&stage, event.delivery()).await
}

async fn github(State(stage): State<Stage>, event: GitHubEvent) -> Result<Handled, Failed> {
    handle(&stage, event.delivery()).await
}

async fn shopify(State(stage): State<Stage>, event: ShopifyEvent) -> Result<Handled, Failed> {
    handle(&stage, event.delivery()).await
}

async fn slack(State(stage): State<Stage>, event: SlackEvent) -> Result<Handled, Failed> {
    handle(&stage, event.delivery()).await
}

async fn twilio(
    State(stage): State<Stage>,
    event: TwilioEvent,
) -> Result<impl IntoResponse, Failed> {
    let handled = handle(&stage, event.delivery()).await?;
    // Twilio reads the answer as TwiML.
    Ok((
        Extension(handled),
        [(CONTENT_TYPE, "text/xml")],
        "<Response/>\n",
    ))
}

async fn standard_webhooks(
    State(stage): State<Stage>,
    event: StandardEvent,
) -> Result<Handled, Failed> {
    handle(&stage, event.delivery()).await
}

async fn handle(stage: &Stage, delivery: &Delivery) -> Result<Handled, Failed> {
    match stage.run().await {
        Ending::Success => Ok(Handled {
            event_type: delivery.event_type().unwrap_or("an event").to_owned(),
            id: delivery.id().unwrap_or("without an id").to_owned(),
        }),
        Ending::Failure => Err(Failed),
    }
}

impl IntoResponse for Handled {
    fn into_response(self) -> Response {
        let text = format!("handled {} {}\n", self.event_type, self.id);
        (Extension(self), text).into_response()
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, "the handler failed\n").into_response()
    }
}

/// A receiver on a port of this machine. Dropping it stops it.
#[derive(Debug)]
pub struct Receiver {
    address: SocketAddr,
    task: JoinHandle<io::Result<()>>,
}

impl Receiver {
    /// Listens on `port`, or on a free one if that is 0, and serves what `app` makes of its origin.
    ///
    /// # Errors
    /// [`Error::Listen`] if the port cannot be had.
    pub async fn start(port: u16, app: impl FnOnce(&str) -> Router) -> Result<Self, Error> {
        let listen = |source| Error::Listen { port, source };
        let listener = TcpListener::bind(("127.0.0.1", port))
            .await
            .map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let server = axum::serve(listener, app(&origin(address)));
        Ok(Self {
            address,
            task: tokio::spawn(async move { server.await }),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:3000`.
    pub fn origin(&self) -> String {
        origin(self.address)
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The origin of an address: `http://127.0.0.1:3000`.
pub(super) fn origin(address: SocketAddr) -> String {
    format!("http://{address}")
}
