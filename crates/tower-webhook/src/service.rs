//! [`WebhookService`]: hands each request to its future.

use std::{
    mem,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body::Body;
use http_body_util::Full;
use tower_service::Service;
use webhook_core::{Inbound, Refusal};

use crate::{
    ResponseBody, ResponseFuture,
    reading::Head,
    shared::{Shared, Source},
};

/// The service made by [`WebhookLayer`](crate::WebhookLayer).
#[derive(Clone)]
pub struct WebhookService<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S> WebhookService<S> {
    pub(crate) fn new(inner: S, shared: Arc<Shared>) -> Self {
        Self { inner, shared }
    }
}

impl<S, B, R> Service<Request<B>> for WebhookService<S>
where
    S: Service<Request<Full<Bytes>>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Send + 'static,
    B: Body<Data: Send> + Send + 'static,
    R: Send + 'static,
{
    type Response = Response<ResponseBody<R>>;
    type Error = S::Error;
    type Future = ResponseFuture<R, S::Error>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The instance that was polled ready is the one to call; its clone waits for its own turn.
        let clone = self.inner.clone();
        let inner = mem::replace(&mut self.inner, clone);
        let shared = self.shared.clone();
        let (parts, body) = request.into_parts();
        let head = Head {
            inner,
            received_at: shared.clock.now(),
            parts,
        };
        if shared.is_closing() {
            return ResponseFuture::refused(shared, Refusal::ShuttingDown);
        }
        if let Err(refusal) = shared.sources.judge(&head.parts) {
            // Before endpoint checks, secrets and the body; only observed, the request goes on.
            return match shared.observe_only {
                true => ResponseFuture::reading(shared, head, body, None, Err(refusal)),
                false => ResponseFuture::refused(shared, refusal),
            };
        }
        match &self.shared.source {
            Source::Fixed(verifier) => {
                ResponseFuture::reading(shared, head, body, None, Ok(verifier))
            }
            Source::Tenants(tenants) => {
                let unverified = &head.parts;
                // An endpoint check is not signed, and seldom a post.
                let may_be_check = unverified.method != Method::POST
                    || shared.posts_unsigned_checks
                        && shared.scheme.may_be_check(&Inbound::from(unverified));
                if !may_be_check && !shared.scheme.is_signed(&unverified.headers) {
                    let header = shared.scheme.signature_header();
                    let refusal = Refusal::MissingHeader { header };
                    return ResponseFuture::reading(shared, head, body, None, Err(refusal));
                }
                match tenants.tenant(&Inbound::from(unverified)) {
                    Err(refusal) => ResponseFuture::reading(shared, head, body, None, Err(refusal)),
                    Ok(tenant) => match tenants.ready(&tenant) {
                        Some(ready) => {
                            let verifier = ready.as_ref().map_err(Clone::clone);
                            ResponseFuture::reading(shared, head, body, Some(tenant), verifier)
                        }
                        None => {
                            let tenants = tenants.clone();
                            ResponseFuture::looking_up(shared, head, body, tenants, tenant)
                        }
                    },
                }
            }
            // `WebhookLayer::check` ran before there was a service.
            Source::AwaitingUrl(_) => ResponseFuture::refused(shared, Refusal::KeyUnavailable),
        }
    }
}

impl<S: std::fmt::Debug> std::fmt::Debug for WebhookService<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebhookService")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}
