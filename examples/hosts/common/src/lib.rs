//! What the hosts share, so that each shows its own part alone: the endpoints, the work that a delivery
//! is for, and, for hosts without the layer, what the layer does besides verifying.

mod claims;
mod demo;
mod endpoint;
mod settings;
mod work;

pub use claims::claimed;
pub use demo::{demo, stripe_event};
pub use endpoint::Endpoint;
pub use settings::{Provider, Settings};
pub use work::Work;
