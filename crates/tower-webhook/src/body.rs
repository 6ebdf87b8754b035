//! [`ResponseBody`]: the handler's body, or one of ours.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::{Either, Full};
use pin_project::pin_project;

/// The body of a response that went through the layer.
#[pin_project]
#[derive(Debug)]
pub struct ResponseBody<B> {
    #[pin]
    kind: Kind<B>,
}

#[pin_project(project = KindProj)]
#[derive(Debug)]
enum Kind<B> {
    Handler(#[pin] B),
    Layer(#[pin] Full<Bytes>),
}

impl<B> ResponseBody<B> {
    pub(crate) fn handler(body: B) -> Self {
        Self {
            kind: Kind::Handler(body),
        }
    }

    pub(crate) fn layer(body: Bytes) -> Self {
        Self {
            kind: Kind::Layer(Full::new(body)),
        }
    }

    /// The handler's body on the left, the layer's own on the right: for a framework that has a body
    /// type of its own and can take the handler's back as it was.
    pub fn into_either(self) -> Either<B, Full<Bytes>> {
        match self.kind {
            Kind::Handler(body) => Either::Left(body),
            Kind::Layer(body) => Either::Right(body),
        }
    }
}

/// Empty. tower-http's timeout layer asks for it.
impl<B> Default for ResponseBody<B> {
    fn default() -> Self {
        Self::layer(Bytes::new())
    }
}

impl<B: Body<Data = Bytes>> Body for ResponseBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        match self.project().kind.project() {
            KindProj::Handler(body) => body.poll_frame(cx),
            KindProj::Layer(body) => body.poll_frame(cx).map_err(|never| match never {}),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            Kind::Handler(body) => body.is_end_stream(),
            Kind::Layer(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            Kind::Handler(body) => body.size_hint(),
            Kind::Layer(body) => body.size_hint(),
        }
    }
}
