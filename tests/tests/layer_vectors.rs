//! All vectors of every provider, through the layer, over real sockets.

use std::{convert::Infallible, path::Path, sync::Mutex};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::net::TcpListener;
use tower::{Layer as _, service_fn};
use tower_webhook::{Delivery, WebhookLayer};
use webhook_core::testing::{
    FakeClock,
    vectors::{Level, Outcome, Seen, Vector},
};
use webhook_tests::raw;

/// Starts a receiver configured as the vector says, sends it the vector, and judges the answer.
async fn receive(listener: &TcpListener, vector: &Vector) -> Outcome {
    let Some(scheme) = vector.provider_scheme() else {
        return Outcome::UnknownProvider;
    };
    let layer = match WebhookLayer::try_new(scheme, vector.secrets.clone()) {
        Ok(layer) => layer
            .clock(FakeClock::at(vector.now))
            .key_source(vector.keys.clone()),
        Err(error) => {
            let why = &error.to_string();
            return vector.judge(&Seen::Rejected { why });
        }
    };
    let layer = if scheme.signs_url() {
        layer.public_url(vector.public_url())
    } else {
        layer
    };
    let handled = &*Box::leak(Box::new(Mutex::new(None)));
    let handler = service_fn(move |request: Request<Full<Bytes>>| async move {
        *handled.lock().unwrap() = request.extensions().get::<Delivery>().cloned();
        Ok::<_, Infallible>(Response::new(Full::<Bytes>::default()))
    });
    let request = match vector.request() {
        Ok(request) => request,
        Err(error) => {
            return Outcome::Difference {
                what: error.to_string(),
            };
        }
    };
    let service = TowerToHyperService::new(layer.layer(handler));
    let serve = async {
        let (stream, _) = listener.accept().await.unwrap();
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        // The client closes after its answer.
        let _ = connection.await;
    };
    let address = listener.local_addr().unwrap();
    let (answer, ()) = tokio::join!(raw::send(address, &request), serve);
    let delivery = handled.lock().unwrap().take();
    match (&delivery, answer.status) {
        (Some(delivery), 200) => {
            assert_eq!(
                delivery.body(),
                request.body(),
                "{}: body altered",
                vector.id
            );
            vector.judge(&Seen::Accepted {
                event_id: delivery.id(),
                event_type: delivery.event_type(),
            })
        }
        // The layer answers a handshake itself, once it is verified; the handler sees no id.
        (None, 200 | 204) if !scheme.handshakes_axis().is_empty() => {
            vector.judge(&Seen::Accepted {
                event_id: vector.expected_event_id.as_deref(),
                event_type: vector.expected_event_type.as_deref(),
            })
        }
        // A key that cannot be had may be had later.
        (None, 503) if scheme.fetched_keys().is_some() => vector.judge(&Seen::Rejected {
            why: "key_unavailable",
        }),
        (None, status @ 400..=499) => vector.judge(&Seen::Rejected {
            why: &status.to_string(),
        }),
        (_, status) => Outcome::Difference {
            what: format!("answered {status}"),
        },
    }
}

#[tokio::test]
async fn every_must_vector_passes_through_the_layer_over_http() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (mut passed, mut failed) = (0, Vec::new());
    let files = std::fs::read_dir(folder).unwrap();
    let files = files.map(|file| file.unwrap().path());
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "jsonl")) {
        let text = std::fs::read_to_string(file).unwrap();
        for vector in Vector::parse_lines(&text).unwrap() {
            match (receive(&listener, &vector).await, vector.level) {
                (Outcome::Pass, Level::Must) => passed += 1,
                (Outcome::Pass, Level::May) => {}
                (Outcome::Difference { what }, Level::May) => println!("{}: {what}", vector.id),
                (outcome, _) => failed.push(format!("{}: {outcome:?}", vector.id)),
            }
        }
    }
    assert_eq!(failed, [""; 0]);
    assert!(passed > 3_000, "{passed}");
}
