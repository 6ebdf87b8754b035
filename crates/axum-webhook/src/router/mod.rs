//! [`EventRouter`]: a handler for each type of event.

mod handlers;
mod serve;

use std::{collections::HashMap, fmt, sync::Arc};

use axum::response::Response;
use webhook_core::Delivery;

pub use handlers::EventHandler;
use handlers::{After, Run};

/// Chooses a handler by the event's type. Handlers are axum's own, with any extractors.
///
/// ```
/// use axum::{Router, routing::post};
/// use axum_webhook::{EventRouter, StripeEvent, StripeEventType as Type, WebhookLayer};
///
/// async fn paid(event: StripeEvent) { /* … */ }
/// async fn subscription(event: StripeEvent) { /* … */ }
///
/// let events = EventRouter::new()
///     .on(Type::InvoicePaid, paid)
///     .on_any(
///         [Type::CustomerSubscriptionCreated, Type::CustomerSubscriptionDeleted],
///         subscription,
///     );
/// let app: Router = Router::new().route(
///     "/stripe",
///     post(events).route_layer(WebhookLayer::stripe("whsec_an_example_secret")),
/// );
/// ```
///
/// It is a handler, as above, and a tower service:
/// `WebhookLayer::stripe(secret).layer(EventRouter::new().on(..))` runs on any server.
///
/// # How a handler is chosen
///
/// By the name under which the provider sends the type. Where it says apart what happened (GitHub,
/// GitLab, Gitea, Linear, Sentry), `issues.opened` goes before `issues`, which takes every other
/// action. Choosing parses nothing but the type.
///
/// | the delivery | what runs |
/// |---|---|
/// | a type with a handler | that handler |
/// | a type without one | [`otherwise`](Self::otherwise); without that, the provider gets its success, and the layer counts `unhandled` |
/// | a type that cannot be read | `otherwise`; without that, 500: the provider keeps the event |
/// | a batch (SendGrid, LINE, Meta) | every handler that one of its items has, each once and one after another; a handler picks its own items. The first that does not answer a 2xx ends it |
/// | no delivery: the layer is missing | nothing, 500 |
#[must_use = "a router does nothing unless it is served"]
pub struct EventRouter<S = ()> {
    routes: Arc<Routes<S>>,
}

struct Routes<S> {
    by_name: HashMap<Box<str>, Run<S>>,
    otherwise: Option<Run<S>>,
    before: Vec<Run<S>>,
    after: Vec<After>,
}

impl<S> EventRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// A router without handlers.
    pub fn new() -> Self {
        Self {
            routes: Arc::new(Routes {
                by_name: HashMap::new(),
                otherwise: None,
                before: Vec::new(),
                after: Vec::new(),
            }),
        }
    }

    /// Runs `handler` for events of this type: `StripeEventType::InvoicePaid`, `"invoice.paid"`, or
    /// with an action `"issues.opened"`. A name in text is compared as it is: a mistyped one matches
    /// nothing.
    ///
    /// # Panics
    /// At start-up, if this type has a handler already.
    #[track_caller]
    pub fn on<H, T>(self, event_type: impl AsRef<str>, handler: H) -> Self
    where
        H: EventHandler<T, S>,
        T: 'static,
    {
        self.on_any([event_type], handler)
    }

    /// Runs `handler` for events of all these types.
    ///
    /// # Panics
    /// At start-up, if one of them has a handler already.
    #[track_caller]
    pub fn on_any<H, T>(
        self,
        event_types: impl IntoIterator<Item = impl AsRef<str>>,
        handler: H,
    ) -> Self
    where
        H: EventHandler<T, S>,
        T: 'static,
    {
        let run = Run::new(handler);
        self.set(|routes| {
            for event_type in event_types {
                let name = event_type.as_ref();
                assert!(!name.is_empty(), "an event type without a name");
                let earlier = routes.by_name.insert(name.into(), run.clone());
                assert!(
                    earlier.is_none(),
                    "two handlers for `{name}`: a type has one, chain them in it"
                );
            }
        })
    }

    /// Runs `handler` for events of every other type, in place of answering that they were handled.
    ///
    /// # Panics
    /// At start-up, if called twice.
    #[track_caller]
    pub fn otherwise<H, T>(self, handler: H) -> Self
    where
        H: EventHandler<T, S>,
        T: 'static,
    {
        self.set(|routes| {
            let earlier = routes.otherwise.replace(Run::new(handler));
            assert!(earlier.is_none(), "two handlers for every other type");
        })
    }

    /// Runs `handler` before any other. Unless it answers a 2xx its answer is the delivery's, and the
    /// event's own handler does not run. Several run in order.
    ///
    /// ```
    /// use axum::http::StatusCode;
    /// use axum_webhook::{Delivery, EventRouter, StripeEvent};
    ///
    /// async fn paid(event: StripeEvent) { /* … */ }
    ///
    /// /// Test money is none of ours.
    /// async fn live_only(event: StripeEvent) -> StatusCode {
    ///     match event.livemode() {
    ///         Some(true) => StatusCode::OK,
    ///         _ => StatusCode::UNPROCESSABLE_ENTITY,
    ///     }
    /// }
    ///
    /// let events: EventRouter = EventRouter::new().on("invoice.paid", paid).before(live_only);
    /// ```
    pub fn before<H, T>(self, handler: H) -> Self
    where
        H: EventHandler<T, S>,
        T: 'static,
    {
        self.set(|routes| routes.before.push(Run::new(handler)))
    }

    /// Passes what a handler answered through `change`, for logs, measures or another answer. Its own
    /// status counts: what is no 2xx in the end comes again. Several run in order. It does not run for
    /// events that no handler takes.
    ///
    /// ```
    /// use axum::response::Response;
    /// use axum_webhook::{Delivery, EventRouter, StripeEvent};
    ///
    /// async fn paid(event: StripeEvent) { /* … */ }
    ///
    /// async fn log(delivery: Delivery, response: Response) -> Response {
    ///     println!("{:?}: {}", delivery.event_type(), response.status());
    ///     response
    /// }
    ///
    /// let events: EventRouter = EventRouter::new().on("invoice.paid", paid).after(log);
    /// ```
    pub fn after<F, R>(self, change: F) -> Self
    where
        F: Fn(Delivery, Response) -> R + Send + Sync + 'static,
        R: Future<Output = Response> + Send + 'static,
    {
        self.set(|routes| routes.after.push(handlers::after(change)))
    }

    /// Gives the handlers their state, where the router stands alone as a service. As a handler of
    /// axum's it takes the application's.
    pub fn with_state<S2>(self, state: S) -> EventRouter<S2> {
        let routes = &*self.routes;
        let with = |run: &Run<S>| run.with_state(state.clone());
        let by_name = routes.by_name.iter();
        EventRouter {
            routes: Arc::new(Routes {
                by_name: by_name
                    .map(|(name, run)| (name.clone(), with(run)))
                    .collect(),
                otherwise: routes.otherwise.as_ref().map(with),
                before: routes.before.iter().map(with).collect(),
                after: routes.after.clone(),
            }),
        }
    }

    #[track_caller]
    fn set(mut self, change: impl FnOnce(&mut Routes<S>)) -> Self {
        change(Arc::make_mut(&mut self.routes));
        self
    }
}

impl<S> Clone for Routes<S> {
    fn clone(&self) -> Self {
        Self {
            by_name: self.by_name.clone(),
            otherwise: self.otherwise.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
        }
    }
}

impl<S> Clone for EventRouter<S> {
    fn clone(&self) -> Self {
        Self {
            routes: self.routes.clone(),
        }
    }
}

impl<S> Default for EventRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn default() -> Self {
        Self::new()
    }
}

impl<S> fmt::Debug for EventRouter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> = self.routes.by_name.keys().collect();
        names.sort();
        f.debug_struct("EventRouter")
            .field("on", &names)
            .field("otherwise", &self.routes.otherwise.is_some())
            .finish_non_exhaustive()
    }
}
