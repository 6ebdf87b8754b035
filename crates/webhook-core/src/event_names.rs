//! What the events of a delivery are chosen by: for routers, and for lists of types that are wanted.

use crate::Delivery;

impl Delivery {
    /// Calls `visit` once for each event of this delivery (each item of a batch) with the names it
    /// may be chosen by, the narrowest first: `issues.opened`, then `issues`. An event that names no
    /// type, or one that cannot be read, has none.
    ///
    /// ```
    /// use webhook_core::{Delivery, DeliveryContext, UnixTime, danger, providers};
    ///
    /// let mut headers = http::HeaderMap::new();
    /// headers.insert("x-github-event", "issues".parse()?);
    /// let verified =
    ///     danger::assume_verified(providers::GITHUB, &headers, r#"{"action":"opened"}"#)?;
    /// let delivery = Delivery::new(verified, DeliveryContext::new("code", UnixTime::from_secs(0)));
    /// delivery.visit_event_names(|names| assert_eq!(names, ["issues.opened", "issues"]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn visit_event_names(&self, mut visit: impl FnMut(&[&str])) {
        if self.scheme().sends_batches() {
            for item in self.items() {
                match &item.event_type {
                    Some(event_type) => visit(&[event_type]),
                    None => visit(&[]),
                }
            }
            return;
        }
        let Some(event_type) = self.event_type().filter(|name| !name.is_empty()) else {
            return visit(&[]);
        };
        match self.action() {
            Some(action) => visit(&[&format!("{event_type}.{action}"), event_type]),
            None => visit(&[event_type]),
        }
    }
}
