//! [`Webhook`]: a handler's argument that is there only if its provider sent it.

use std::{pin::Pin, time::SystemTime};

use actix_web::{
    Error, FromRequest, HttpRequest, HttpResponse, dev::Payload, error::InternalError,
    http::StatusCode, web::Data,
};
use futures_util::TryStreamExt as _;
use hosts_common::Endpoint;
use tokio::time::timeout;
use webhook_core::{Delivery, Head, NoDelivery, Refusal};

/// A verified delivery, for handlers of a resource that has an [`Endpoint`] among its data.
#[derive(Debug)]
pub struct Webhook(pub Delivery);

impl FromRequest for Webhook {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, body: &mut Payload) -> Self::Future {
        let (request, body) = (request.clone(), body.take());
        Box::pin(async move {
            let endpoint: &Data<Endpoint> = request.app_data().expect("an Endpoint");
            let delivery = receive(endpoint, &request, body).await;
            // An endpoint check ends here as well, so that the handler sees deliveries alone.
            Ok(Self(delivery.map_err(|none| {
                let answer = reply(none.response(endpoint.receiver.scheme()));
                InternalError::from_response("no delivery", answer)
            })?))
        })
    }
}

async fn receive(
    endpoint: &Endpoint,
    request: &HttpRequest,
    mut body: Payload,
) -> Result<Delivery, NoDelivery> {
    let headers = request.headers().iter();
    let target = request.uri().to_string();
    let head = Head::new(request.method().as_str(), &target, headers)?;
    let mut intake = endpoint
        .receiver
        .begin(&head.inbound(), SystemTime::now().into())?;
    let read = async {
        while let Some(piece) = body.try_next().await.map_err(|_| Refusal::BodyRead)? {
            intake.push(&piece)?;
        }
        Ok::<_, Refusal>(())
    };
    let deadline = endpoint.read_timeout;
    timeout(deadline, read)
        .await
        .map_err(|_| Refusal::BodyTimeout { deadline })??;
    intake.finish()
}

/// A response in the types of actix-web, which are those of `http` 0.2.
pub fn reply(response: http::Response<String>) -> HttpResponse {
    let status = StatusCode::from_u16(response.status().as_u16()).expect("a status");
    let mut reply = HttpResponse::build(status);
    for (name, value) in response.headers() {
        reply.append_header((name.as_str(), value.as_bytes()));
    }
    reply.body(response.into_body())
}
