//! One delivery on its way through an [`EventRouter`].

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    handler::Handler,
    response::{IntoResponse as _, Response},
};
use http::request::Parts;
use tower_service::Service;
use webhook_core::{Delivery, Unhandled, WebhookRejection};

use super::{EventRouter, Routes, handlers::Run};

impl<S> Routes<S> {
    /// The handlers of a delivery's events, each once and in the events' order.
    fn choose(&self, delivery: &Delivery) -> Result<Vec<&Run<S>>, WebhookRejection> {
        let mut chosen: Vec<&Run<S>> = Vec::new();
        let mut untyped = false;
        delivery.visit_event_names(|names| {
            let named = names.iter().find_map(|name| self.by_name.get(*name));
            untyped |= named.is_none() && names.is_empty() && self.otherwise.is_none();
            if let Some(run) = named.or(self.otherwise.as_ref())
                && !chosen.iter().any(|earlier| earlier.is(run))
            {
                chosen.push(run);
            }
        });
        match untyped {
            true => Err(WebhookRejection::Untyped),
            false => Ok(chosen),
        }
    }
}

impl<S: Clone> Routes<S> {
    async fn answer(&self, request: Request, state: S) -> Response {
        let (parts, body) = request.into_parts();
        let Some(delivery) = parts.extensions.get::<Delivery>().cloned() else {
            return WebhookRejection::MissingDelivery.into_response();
        };
        let chosen = match self.choose(&delivery) {
            Ok(chosen) => chosen,
            Err(rejection) => return rejection.into_response(),
        };
        let Some((last, others)) = chosen.split_last() else {
            return unhandled(&delivery);
        };
        // All but the last get a copy of the head, and the same bytes.
        for run in self.before.iter().chain(others.iter().copied()) {
            let response = run.call(again(&parts, &delivery), state.clone()).await;
            if !response.status().is_success() {
                return self.finish(delivery, response).await;
            }
        }
        let response = last.call(Request::from_parts(parts, body), state).await;
        self.finish(delivery, response).await
    }

    async fn finish(&self, delivery: Delivery, mut response: Response) -> Response {
        for after in &self.after {
            response = after(delivery.clone(), response).await;
        }
        response
    }
}

fn again(parts: &Parts, delivery: &Delivery) -> Request {
    Request::from_parts(parts.clone(), Body::from(delivery.body().clone()))
}

/// The success that the provider reads, marked so that the layer counts it apart.
fn unhandled(delivery: &Delivery) -> Response {
    let mut response = delivery.success_answer().map(Body::from);
    response.extensions_mut().insert(Unhandled);
    response
}

type Serving<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl<S> Handler<EventRouter, S> for EventRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    type Future = Serving<Response>;

    fn call(self, request: Request, state: S) -> Serving<Response> {
        Box::pin(async move { self.routes.answer(request, state).await })
    }
}

impl<B> Service<http::Request<B>> for EventRouter
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Serving<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let routes = self.routes.clone();
        Box::pin(async move { Ok(routes.answer(request.map(Body::new), ()).await) })
    }
}
