//! What the suites share: servers on free ports, a raw HTTP/1 client, handlers that tell what they
//! saw, conditions polled under a deadline.

pub mod crowd;
pub mod handler;
pub mod raw;
pub mod server;
pub mod store;
pub mod wait;

/// A Stripe signing secret for tests.
pub const STRIPE_SECRET: &str = "whsec_test_0123456789abcdef";
/// A GitHub webhook secret for tests.
pub const GITHUB_SECRET: &str = "It's a Secret to Everybody";

/// A Stripe event of this id.
pub fn stripe_event(id: &str) -> String {
    format!(r#"{{"id":"{id}","object":"event","type":"invoice.paid","data":{{"object":{{}}}}}}"#)
}
