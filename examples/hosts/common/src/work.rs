//! [`Work`]: what a delivery is for.

use std::{fmt, pin::Pin, sync::Arc};

use http::Response;
use webhook_core::Delivery;

type Answer = Pin<Box<dyn Future<Output = Response<String>> + Send>>;

/// What runs for each delivery. A service of yours would have it in its handlers; here it stands apart
/// so that every host runs the same, and the suite can say what that is.
#[derive(Clone)]
pub struct Work(Arc<dyn Fn(Delivery) -> Answer + Send + Sync>);

impl Work {
    /// From a function.
    pub fn new<F, A>(work: F) -> Self
    where
        F: Fn(Delivery) -> A + Send + Sync + 'static,
        A: Future<Output = Response<String>> + Send + 'static,
    {
        Self(Arc::new(move |delivery| Box::pin(work(delivery))))
    }

    /// Prints what came.
    pub fn print() -> Self {
        Self::new(async |delivery: Delivery| {
            let id = delivery.id().unwrap_or("without an id");
            let kind = delivery.event_type().unwrap_or("an event");
            println!("handling {kind} {id} of {}", delivery.provider());
            Response::new(format!("handled {id}\n"))
        })
    }

    /// Runs it. Its answer is the handler's: a 2xx says that the delivery is done.
    pub fn run(&self, delivery: Delivery) -> impl Future<Output = Response<String>> + Send + use<> {
        (self.0)(delivery)
    }
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Work")
    }
}
