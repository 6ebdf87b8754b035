//! warp's filters behind the layer: a service that takes webhooks and nothing else.
//!
//! ```text
//! cargo run -p warp-tower
//! ```
//!
//! It prints a signed event to paste into a second terminal. Ctrl-C stops it: no connection is taken
//! any more, those that are open finish, and handlers whose client is gone settle their claims.

use std::{error::Error, time::SystemTime};

use tokio::net::TcpListener;
use warp::{Filter, Rejection, Reply};
use warp_webhook::{
    ConfigError, Secret, StripeEvent, WebhookLayer,
    core::{Signer, signer::Outgoing},
    event, providers, serve,
};

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(ADDRESS).await?;
    // A service has no `or_else` here: without its secret it does not start.
    let secret = Secret::from_env("STRIPE_WEBHOOK_SECRET").or_else(|unset| demo_secret(&unset))?;
    println!("listening on http://{ADDRESS}/stripe, ctrl-c stops");
    serve(WebhookLayer::stripe(secret), routes())
        .graceful(async { tokio::signal::ctrl_c().await.unwrap_or(()) })
        .incoming(listener)
        .await;
    Ok(())
}

fn routes()
-> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone + Send + Sync + 'static {
    warp::path!("stripe")
        .and(event::<StripeEvent>())
        .map(|event: StripeEvent| {
            let id = event.id().unwrap_or("without an id");
            println!("handling {} {id}", event.event_type());
            format!("handled {id}\n")
        })
}

/// A secret for this run alone, and an event signed with it.
fn demo_secret(unset: &ConfigError) -> Result<Secret, Box<dyn Error>> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let secret = Secret::new(format!("whsec_{:032x}", u128::from_ne_bytes(random)));
    let body = r#"{"id":"evt_demo_1","type":"invoice.paid","data":{"object":{"id":"in_1"}}}"#;
    let signed = Signer::new(providers::STRIPE, secret.clone())?
        .sign(&Outgoing::new(body.as_bytes(), SystemTime::now().into()));
    println!("{unset}\n");
    println!("Until then this run has a random secret. Try, within five minutes and twice:\n");
    println!("curl -i http://{ADDRESS}/stripe \\");
    for (name, value) in &signed.headers {
        println!("  -H '{name}: {}' \\", value.to_str()?);
    }
    println!("  --data-binary '{body}'\n");
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http_body_util::{BodyExt as _, Full};
    use hyper::client::conn::http1;
    use hyper_util::rt::TokioIo;
    use tokio::{net::TcpStream, sync::oneshot};
    use warp::http::Request;
    use warp_webhook::testing;

    use super::*;

    const SECRET: &str = "whsec_for_this_test_only";

    #[tokio::test]
    async fn an_event_is_handled_once_and_the_service_stops_when_told() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = serve(WebhookLayer::stripe(SECRET), routes());
        let server = server.graceful(async { stopped.await.unwrap_or(()) });
        let server = tokio::spawn(server.incoming(listener));

        let stream = TokioIo::new(TcpStream::connect(address).await.unwrap());
        let (mut client, connection) = http1::handshake(stream).await.unwrap();
        tokio::spawn(connection);
        let mut send = async |request: Request<Bytes>| {
            let answer = client.send_request(request.map(Full::new)).await.unwrap();
            let status = answer.status().as_u16();
            let body = answer.into_body().collect().await.unwrap().to_bytes();
            (status, String::from_utf8(body.to_vec()).unwrap())
        };
        let delivery = |secret: &str| {
            let request = testing::request(providers::STRIPE, secret);
            let request = request.url("http://localhost/stripe");
            request
                .body(r#"{"id":"evt_1","type":"invoice.paid"}"#)
                .build()
        };
        assert_eq!(
            send(delivery(SECRET)).await,
            (200, "handled evt_1\n".to_owned())
        );
        assert_eq!(send(delivery(SECRET)).await, (200, String::new()));
        assert_eq!(send(delivery("whsec_of_somebody_else")).await.0, 401);

        stop.send(()).unwrap();
        server.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
