//! Keys that are fetched: by hostile requests, from hostile and broken key servers.

mod cache;
mod sns;
mod source;
mod vectors;
