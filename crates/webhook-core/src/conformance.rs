//! The suite every [`DedupeStore`](crate::DedupeStore) must pass (feature `conformance`).
//!
//! One function is one check: it claims, completes, waits and races as the layer does, and panics
//! where the store breaks the rules of the trait. [`store_conformance!`](crate::store_conformance)
//! turns them all into `#[tokio::test]`s of the crate that implements a store; with another
//! runtime, implement [`Runtime`] and call them one by one.
//!
//! ```
//! use std::{pin::pin, task::{Context, Poll, Waker}, time::{Duration, Instant}};
//! use webhook_core::conformance::{self, BoxFuture, Runtime, Subject};
//! # use webhook_core::store::*;
//! # struct MyStore;
//! # impl DedupeStore for MyStore {
//! #     async fn claim(&self, _: &DedupeKey, _: Duration) -> Result<Claim, StoreError> {
//! #         Ok(Claim::Done)
//! #     }
//! #     async fn renew(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
//! #         Ok(Settled::Done)
//! #     }
//! #     async fn complete(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
//! #         Ok(Settled::Yes)
//! #     }
//! #     async fn release(&self, _: &DedupeKey, _: Owner) -> Result<Settled, StoreError> {
//! #         Ok(Settled::Done)
//! #     }
//! # }
//!
//! /// A thread for each task.
//! struct Threads(Instant);
//!
//! impl Runtime for Threads {
//!     fn spawn(&self, task: BoxFuture) -> BoxFuture {
//!         let thread = std::thread::spawn(|| block_on(task));
//!         Box::pin(async { thread.join().unwrap() })
//!     }
//!     fn pause(&self, time: Duration) -> BoxFuture {
//!         Box::pin(async move { std::thread::sleep(time) })
//!     }
//!     fn elapsed(&self) -> Duration {
//!         self.0.elapsed()
//!     }
//! }
//!
//! fn block_on<T>(future: impl Future<Output = T>) -> T {
//!     let mut future = pin!(future);
//!     loop {
//!         let mut context = Context::from_waker(Waker::noop());
//!         if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
//!             return value;
//!         }
//!         std::thread::yield_now();
//!     }
//! }
//!
//! let subject = Subject::new(MyStore, Threads(Instant::now()));
//! block_on(conformance::complete_of_an_absent_key_writes_done(&subject));
//! ```
//!
//! # What it does not ask
//!
//! Where the trait leaves a choice, each answer passes: whether a claim whose holder is alive ends
//! with its lease (a shared store) or when that is dropped (memory). What only the store's own tests can
//! show is theirs: a restart, a server killed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test kit reports by panicking"
)]

mod barrier;
mod cancellation;
mod claims;
mod expiry;
mod macros;
mod model;
mod processes;
mod races;
mod subject;
#[cfg(test)]
mod tests;

pub use cancellation::{
    cancelled_claim_frees_its_key, cancelled_complete_is_done_or_claimable,
    cancelled_release_frees_its_key,
};
pub use claims::{
    complete_of_an_absent_key_writes_done, done_after_complete, done_refuses_every_owner,
    first_claim_is_fresh_the_second_in_flight, keys_are_independent, release_frees_the_key,
    strangers_change_nothing,
};
pub use expiry::{
    done_ends_with_its_time, done_outlives_the_lease, held_claim_is_not_taken_over_early,
    late_owner_is_refused, renew_extends_the_lease, vanished_holder_is_taken_over_in_time,
};
pub use model::answers_are_the_models;
pub use processes::{
    ADDRESS, OtherProcess, clock_of_a_node_does_not_matter,
    one_fresh_claim_per_key_in_two_processes, other_process,
};
pub use races::{one_fresh_claim_per_key, one_holder_at_a_time, one_takeover_per_key};
pub use subject::{BoxFuture, Runtime, Subject};
