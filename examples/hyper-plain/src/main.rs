//! A webhook endpoint on hyper alone: HTTP/1 and HTTP/2 on one port, the layer around a function.
//!
//! ```text
//! cargo run -p hyper-plain
//! ```
//!
//! It prints a signed request to paste into a second terminal. `curl --http2-prior-knowledge` sends
//! the same over HTTP/2. Ctrl-C stops it without losing a delivery.

use std::{convert::Infallible, error::Error, pin::pin, time::SystemTime};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::net::TcpListener;
use tower::{Layer as _, service_fn};
use tower_webhook::{
    ConfigError, Delivery, Secret, WebhookLayer,
    core::{Signer, signer::Outgoing},
    providers,
};
use webhook_events::StripeEvent;

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(ADDRESS).await?;
    // A service has no `or_else` here: without its secret it does not start.
    let secret = Secret::from_env("STRIPE_WEBHOOK_SECRET").or_else(|unset| demo_secret(&unset))?;
    println!("listening on http://{ADDRESS}, ctrl-c stops");
    let stop = async { tokio::signal::ctrl_c().await.unwrap_or(()) };
    serve(listener, WebhookLayer::stripe(secret), stop).await;
    Ok(())
}

/// Accepts connections until `stop`, then lets them finish.
async fn serve(listener: TcpListener, layer: WebhookLayer, stop: impl Future<Output = ()>) {
    let service = TowerToHyperService::new(layer.layer(service_fn(handle)));
    let builder = auto::Builder::new(TokioExecutor::new());
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Too many open files, a client that left at once: the next one may do better.
                Err(error) => {
                    eprintln!("could not accept: {error}");
                    tokio::task::yield_now().await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let connection = builder.serve_connection(TokioIo::new(stream), service.clone());
        let connection = connections.watch(connection.into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                eprintln!("a connection ended early: {error}");
            }
        });
    }
    connections.shutdown().await;
    // Handlers whose client is gone belong to no connection any more.
    layer.drain().await;
}

/// The layer answers what is not genuine, so whatever arrives here is.
async fn handle(request: Request<Full<Bytes>>) -> Result<Response<Full<Bytes>>, Infallible> {
    let Some(delivery) = request.extensions().get::<Delivery>() else {
        // Only with `observe_only`.
        return Ok(answer(
            StatusCode::UNAUTHORIZED,
            "not verified\n".to_owned(),
        ));
    };
    let event = StripeEvent::new(delivery.clone());
    let id = event.id().unwrap_or("without an id");
    println!("handling {} {id}", event.event_type());
    Ok(answer(StatusCode::OK, format!("handled {id}\n")))
}

fn answer(status: StatusCode, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = status;
    response
}

/// A secret for this run alone, and a request signed with it.
fn demo_secret(unset: &ConfigError) -> Result<Secret, Box<dyn Error>> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let secret = Secret::new(format!("whsec_{:032x}", u128::from_ne_bytes(random)));
    let body = r#"{"id":"evt_demo_1","type":"invoice.paid","data":{"object":{"id":"in_1"}}}"#;
    let signed = Signer::new(providers::STRIPE, secret.clone())?
        .sign(&Outgoing::new(body.as_bytes(), SystemTime::now().into()));
    println!("{unset}\n");
    println!("Until then this run has a random secret. Try, within five minutes and twice:\n");
    println!("curl -i http://{ADDRESS}/ \\");
    for (name, value) in &signed.headers {
        println!("  -H '{name}: {}' \\", value.to_str()?);
    }
    println!("  --data-binary '{body}'\n");
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use hyper::client::conn::{http1, http2};
    use tokio::{net::TcpStream, sync::oneshot};
    use webhook_core::testing;

    use super::*;

    const SECRET: &str = "whsec_for_this_test_only";

    fn delivery(secret: &str, id: &str) -> Request<Full<Bytes>> {
        let body = format!(r#"{{"id":"{id}","type":"invoice.paid"}}"#);
        let mut request = testing::request(providers::STRIPE, secret)
            .body(body)
            .build();
        // HTTP/2 wants the whole address.
        *request.uri_mut() = http::Uri::from_static("http://localhost/");
        request.map(Full::new)
    }

    async fn text(response: Response<hyper::body::Incoming>) -> (u16, String) {
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn one_port_takes_both_versions_and_a_delivery_once() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(serve(listener, WebhookLayer::stripe(SECRET), async {
            stopped.await.unwrap_or(());
        }));

        let stream = TokioIo::new(TcpStream::connect(address).await.unwrap());
        let (mut one, connection) = http1::handshake(stream).await.unwrap();
        tokio::spawn(connection);
        let answer = text(one.send_request(delivery(SECRET, "evt_1")).await.unwrap()).await;
        assert_eq!(answer, (200, "handled evt_1\n".to_owned()));
        let forged = one
            .send_request(delivery("whsec_of_somebody_else", "evt_2"))
            .await
            .unwrap();
        assert_eq!(forged.status(), 401);

        let stream = TokioIo::new(TcpStream::connect(address).await.unwrap());
        let (mut two, connection) = http2::handshake(TokioExecutor::new(), stream)
            .await
            .unwrap();
        tokio::spawn(connection);
        let duplicate = text(two.send_request(delivery(SECRET, "evt_1")).await.unwrap()).await;
        assert_eq!(
            duplicate,
            (200, String::new()),
            "it was handled over HTTP/1"
        );
        let answer = text(two.send_request(delivery(SECRET, "evt_3")).await.unwrap()).await;
        assert_eq!(answer, (200, "handled evt_3\n".to_owned()));

        stop.send(()).unwrap();
        drop((one, two));
        server.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
