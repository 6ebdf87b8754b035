//! HTTP Message Signatures: the standard's own examples byte for byte, and what is refused.

#[path = "../common/mod.rs"]
mod common;

mod body;
mod components;
mod identity;
mod params;
mod rfc;
mod sender;
mod several;
mod totality;
