//! Handlers whose type is forgotten.

use std::{pin::Pin, sync::Arc};

use axum::{extract::Request, handler::Handler, response::Response};
use webhook_core::Delivery;

/// Whatever axum takes as a handler, under a name of our own so that a wrong argument is met with
/// advice. Implemented for all of them, and by nothing else.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot handle events",
    label = "not a handler",
    note = "a handler is an `async fn` whose arguments are extractors and whose result is a response",
    note = "a type of your own comes as `Webhook<YourType>`; a provider's events come bare: `StripeEvent`, `GitHubEvent`; `Delivery` holds the bytes",
    note = "every argument but the last must be read from the request's head; events and `Delivery` are, `Json`, `Form` and `Bytes` go last",
    note = "`#[axum::debug_handler]` on the function names the argument that does not fit"
)]
pub trait EventHandler<T, S>: Handler<T, S> {}

// Without this attribute the compiler asks for axum's trait, and the advice above stays unsaid.
#[diagnostic::do_not_recommend]
impl<H: Handler<T, S>, T, S> EventHandler<T, S> for H {}

pub(super) type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler, to be run any number of times.
pub(super) struct Run<S>(Arc<dyn Fn(Request, S) -> Answering + Send + Sync>);

impl<S> Run<S>
where
    S: Clone + Send + Sync + 'static,
{
    pub(super) fn new<H, T>(handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        Self(Arc::new(move |request, state| {
            Box::pin(handler.clone().call(request, state))
        }))
    }

    pub(super) fn with_state<S2>(&self, state: S) -> Run<S2> {
        let run = self.0.clone();
        Run(Arc::new(move |request, _| run(request, state.clone())))
    }
}

impl<S> Run<S> {
    pub(super) fn call(&self, request: Request, state: S) -> Answering {
        (self.0)(request, state)
    }

    /// Whether both were registered by the same call.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<S> Clone for Run<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// What a response passes through.
pub(super) type After = Arc<dyn Fn(Delivery, Response) -> Answering + Send + Sync>;

pub(super) fn after<F, R>(change: F) -> After
where
    F: Fn(Delivery, Response) -> R + Send + Sync + 'static,
    R: Future<Output = Response> + Send + 'static,
{
    Arc::new(move |delivery, response| Box::pin(change(delivery, response)))
}
