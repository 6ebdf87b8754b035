//! [`Webhook`]: a handler's argument that is there only if its provider sent it.

use std::{collections::HashMap, time::SystemTime};

use hosts_common::Endpoint;
use rocket::{
    Data, Request, State,
    data::{FromData, Outcome, ToByteUnit as _},
    http::Status,
    tokio::{io::AsyncReadExt as _, time::timeout},
};
use webhook_core::{Delivery, Head, NoDelivery, Refusal};

use crate::Answer;

/// The endpoints by the first segment of their path.
pub type Endpoints = HashMap<&'static str, Endpoint>;

/// A verified delivery, and the endpoint it came to. Handlers take a `Result<Webhook, Answer>` and
/// return its error: to a catcher, Rocket would tell nothing but the status.
#[derive(Debug)]
pub struct Webhook(pub Delivery, pub Endpoint);

#[rocket::async_trait]
impl<'r> FromData<'r> for Webhook {
    type Error = Answer;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        let endpoints = request.guard::<&State<Endpoints>>().await;
        let path = request.routed_segment(0).unwrap_or_default();
        let Some(endpoint) = endpoints.expect("the Endpoints").get(path).cloned() else {
            return Outcome::Forward((data, Status::NotFound));
        };
        match receive(&endpoint, request, data).await {
            Ok(delivery) => Outcome::Success(Self(delivery, endpoint)),
            Err(none) => {
                let answer = none.response(endpoint.receiver.scheme());
                Outcome::Error((Status::new(answer.status().as_u16()), Answer(answer)))
            }
        }
    }
}

async fn receive(
    endpoint: &Endpoint,
    request: &Request<'_>,
    data: Data<'_>,
) -> Result<Delivery, NoDelivery> {
    let headers = request.headers().iter();
    let headers = headers.map(|header| (header.name.to_string(), header.value.into_owned()));
    let target = request.uri().to_string();
    let head = Head::new(request.method().as_str(), &target, headers)?;
    let now = SystemTime::now().into();
    let mut intake = endpoint.receiver.begin(&head.inbound(), now)?;
    let (mut body, mut piece) = (data.open(u64::MAX.bytes()), [0; 8192]);
    let read = async {
        loop {
            match body.read(&mut piece).await.map_err(|_| Refusal::BodyRead)? {
                0 => return Ok::<_, Refusal>(()),
                length => intake.push(&piece[..length])?,
            }
        }
    };
    let deadline = endpoint.read_timeout;
    timeout(deadline, read)
        .await
        .map_err(|_| Refusal::BodyTimeout { deadline })??;
    intake.finish()
}
