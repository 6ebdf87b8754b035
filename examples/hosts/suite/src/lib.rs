//! One table of cases, the same for every host: what a test needs to run and to read it.

pub mod cases;
pub mod client;
pub mod gateway;
pub mod host;
pub mod script;
pub mod wait;

/// The secret of every endpoint.
pub const SECRET: &str = "whsec_test_0123456789abcdef";
