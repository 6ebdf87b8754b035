//! [`store_conformance!`](crate::store_conformance): the suite as tests of another crate.

/// Expands to a module `$name` with one `#[tokio::test]` for each check of
/// [`conformance`](crate::conformance).
///
/// A store in this process is made anew for each check, by a future. One that lives elsewhere is two
/// functions: the first says where it lives, or `None` to skip the checks, the second opens it there,
/// also in another process, which [`processes`](crate::conformance::OtherProcess) are about. `shared` is
/// a store with a clock of its own, `one_machine` one that goes by the clock of the machine that all its
/// processes run on.
///
/// The crate that calls it needs `tokio` as a dev-dependency, with `macros`, `rt-multi-thread` and
/// `time`.
///
/// ```ignore
/// // Ignored here: this crate depends on no runtime.
/// use tower_webhook::MemoryStore;
/// use webhook_redis::RedisStore;
///
/// webhook_core::store_conformance!(memory, async { MemoryStore::new() });
///
/// async fn address() -> Option<String> {
///     std::env::var("TEST_REDIS_URL").ok()
/// }
///
/// async fn open(address: String) -> RedisStore {
///     RedisStore::connect(&address).await.expect("a server")
/// }
///
/// webhook_core::store_conformance!(redis, shared: address, open);
/// ```
///
/// `STORE_CONFORMANCE_KEYS=100000 cargo test --release` runs the races at full length, and
/// `PROPTEST_CASES` says how many random sequences of operations are compared with the model's.
#[macro_export]
macro_rules! store_conformance {
    ($name:ident, shared: $address:path, $open:path) => {
        mod $name {
            $crate::store_conformance! { @runtime }
            $crate::store_conformance! { @checks $crate::store_conformance!(@open $address, $open) }
            $crate::store_conformance! {
                @processes $address, $open;
                one_fresh_claim_per_key_in_two_processes
                clock_of_a_node_does_not_matter
            }
        }
    };
    ($name:ident, one_machine: $address:path, $open:path) => {
        mod $name {
            $crate::store_conformance! { @runtime }
            $crate::store_conformance! { @checks $crate::store_conformance!(@open $address, $open) }
            $crate::store_conformance! {
                @processes $address, $open;
                one_fresh_claim_per_key_in_two_processes
            }
        }
    };
    ($name:ident, $make:expr) => {
        mod $name {
            $crate::store_conformance! { @runtime }
            $crate::store_conformance! {
                @checks async { ::core::option::Option::Some($make.await) }
            }
        }
    };
    (@open $address:path, $open:path) => {
        async {
            match $address().await {
                ::core::option::Option::Some(address) => {
                    ::core::option::Option::Some($open(address).await)
                }
                ::core::option::Option::None => ::core::option::Option::None,
            }
        }
    };
    (@runtime) => {
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

        fn subject(
            store: impl $crate::store::DedupeStore,
        ) -> $crate::conformance::Subject {
            $crate::conformance::Subject::new(store, Tokio(::tokio::time::Instant::now()))
        }
    };
    (@checks $make:expr) => {
        $crate::store_conformance! {
            @tests $make;
            answers_are_the_models
            cancelled_claim_frees_its_key
            cancelled_complete_is_done_or_claimable
            cancelled_release_frees_its_key
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
    };
    (@tests $make:expr; $($check:ident)*) => {
        $(
            #[::tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $check() {
                if let ::core::option::Option::Some(store) = $make.await {
                    $crate::conformance::$check(&subject(store)).await;
                }
            }
        )*
    };
    (@processes $address:path, $open:path; $($check:ident)*) => {
        $(
            #[::tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $check() {
                if let ::core::option::Option::Some(address) = $address().await {
                    let test = ::core::concat!(::core::module_path!(), "::other_process");
                    let other = $crate::conformance::OtherProcess::new(test, address.clone());
                    let store = $open(address).await;
                    $crate::conformance::$check(&subject(store), &other).await;
                }
            }
        )*

        #[::tokio::test(flavor = "multi_thread", worker_threads = 4)]
        #[ignore = "run by the tests of two processes, in the second"]
        async fn other_process() {
            let address = ::std::env::var($crate::conformance::ADDRESS);
            let store = $open(address.expect("started by another test")).await;
            $crate::conformance::other_process(&subject(store)).await;
        }
    };
}
