//! [`Endpoints`]: which layers use one store, so that two never swallow each other's deliveries.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

/// The endpoint names in use on one store.
///
/// ```
/// use std::sync::Arc;
/// use webhook_core::store::Endpoints;
///
/// let endpoints = Endpoints::default();
/// let (one, other) = (Arc::new(1), Arc::new(2));
/// assert!(endpoints.register("stripe", &one));
/// assert!(endpoints.register("stripe", &one), "a layer may be applied to many routes");
/// assert!(!endpoints.register("stripe", &other));
/// drop(one);
/// assert!(endpoints.register("stripe", &other));
/// ```
#[derive(Debug, Default)]
pub struct Endpoints(Mutex<HashMap<String, Weak<dyn Any + Send + Sync>>>);

impl Endpoints {
    /// Registers a layer, known by any `Arc` of its own, as the user of a name for as long as it
    /// lives. False if another living layer uses the name.
    pub fn register(&self, endpoint: &str, layer: &Arc<impl Any + Send + Sync>) -> bool {
        let mut endpoints = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let living = endpoints.get(endpoint).and_then(Weak::upgrade);
        match living {
            Some(other) => Arc::as_ptr(&other).cast::<()>() == Arc::as_ptr(layer).cast::<()>(),
            None => {
                let layer: Arc<dyn Any + Send + Sync> = layer.clone();
                endpoints.insert(endpoint.to_owned(), Arc::downgrade(&layer));
                true
            }
        }
    }
}
