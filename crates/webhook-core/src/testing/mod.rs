//! The signing test kit: requests of any provider in one line, a clock moved by hand, a store that
//! tells what it was asked (feature `testing`).
//!
//! ```
//! use webhook_core::{providers, testing};
//!
//! let request = testing::request(providers::GITHUB, "a secret of some length")
//!     .event_type("push")
//!     .body(r#"{"ref":"refs/heads/main"}"#)
//!     .build();
//! assert!(request.headers().contains_key("x-hub-signature-256"));
//! ```

mod clock;
mod delivery;
mod keys;
mod published;
mod request;
mod samples;
mod secret;
mod store;
pub mod vectors;

pub use clock::FakeClock;
pub use delivery::delivery;
pub use published::Published;
pub use request::{RequestBuilder, request};
pub use samples::{FreshSample, Sample, sample, samples};
pub use secret::{Keys, keys, secret};
pub use store::{Call, RecordingStore};
