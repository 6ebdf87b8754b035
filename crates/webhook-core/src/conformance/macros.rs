//! [`store_conformance!`](crate::store_conformance): the suite as tests of another crate.

/// Expands to a module `$name` with one `#[tokio::test]` for each check of
/// [`conformance`](crate::conformance), each on a store of its own made by the future `$make`.
///
/// The crate that calls it needs `tokio` as a dev-dependency, with `macros`, `rt-multi-thread` and
/// `time`.
///
/// ```ignore
/// // Ignored here: this crate depends on no runtime.
/// use tower_webhook::MemoryStore;
///
/// webhook_core::store_conformance!(memory, async { MemoryStore::new() });
/// ```
///
/// `STORE_CONFORMANCE_KEYS=100000 cargo test --release` runs the races at full length.
#[macro_export]
macro_rules! store_conformance {
    ($name:ident, $make:expr) => {
        mod $name {
            #[allow(unused_imports, reason = "whatever the expression needs")]
            use super::*;

            struct Tokio(::tokio::time::Instant);

            impl $crate::conformance::Runtime for Tokio {
                fn spawn(
                    &self,
                    task: $crate::conformance::BoxFuture,
                ) -> $crate::conformance::BoxFuture {
                    let task = ::tokio::spawn(task);
                    ::std::boxed::Box::pin(async { task.await.expect("a task of the check") })
                }

                fn pause(&self, time: ::core::time::Duration) -> $crate::conformance::BoxFuture {
                    ::std::boxed::Box::pin(::tokio::time::sleep(time))
                }

                fn elapsed(&self) -> ::core::time::Duration {
                    self.0.elapsed()
                }
            }

            $crate::store_conformance! {
                @tests $make;
                cancelled_claim_frees_its_key
                cancelled_complete_is_done_or_claimable
                complete_of_an_absent_key_writes_done
                done_after_complete
                done_ends_with_its_time
                done_outlives_the_lease
                done_refuses_every_owner
                first_claim_is_fresh_the_second_in_flight
                held_claim_is_not_taken_over_early
                keys_are_independent
                late_owner_is_refused
                one_fresh_claim_per_key
                one_holder_at_a_time
                one_takeover_per_key
                release_frees_the_key
                renew_extends_the_lease
                strangers_change_nothing
                vanished_holder_is_taken_over_in_time
            }
        }
    };
    (@tests $make:expr; $($check:ident)*) => {
        $(
            #[::tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $check() {
                let store = $make.await;
                let runtime = Tokio(::tokio::time::Instant::now());
                let subject = $crate::conformance::Subject::new(store, runtime);
                $crate::conformance::$check(&subject).await;
            }
        )*
    };
}
