//! The suite passes a store that is right, and each fault fails the check that is meant for it.

mod leases;
mod threads;

use std::{panic::AssertUnwindSafe, pin::Pin};

use self::{
    leases::{Fault, Leases},
    threads::{Threads, block_on},
};
use super::{Subject, *};

type Check = for<'a> fn(&'a Subject) -> Pin<Box<dyn Future<Output = ()> + 'a>>;

/// The names and the checks.
macro_rules! checks {
    ($($check:ident)*) => {
        [$((stringify!($check), (|subject| Box::pin($check(subject))) as Check)),*]
    };
}

const CHECKS: [(&str, Check); 20] = checks![
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
];

fn passes(name: &str, fault: Option<Fault>) -> bool {
    let (_, check) = CHECKS.iter().find(|(each, _)| *each == name).unwrap();
    let runtime = Threads::default();
    let subject = Subject::new(Leases::new(fault, runtime.clone()), runtime).keys(60);
    std::panic::catch_unwind(AssertUnwindSafe(|| block_on(check(&subject)))).is_ok()
}

#[test]
fn right_store_passes_every_check() {
    for (name, _) in CHECKS {
        assert!(passes(name, None), "{name}");
    }
}

#[test]
fn each_fault_fails_its_check() {
    for (fault, name) in [
        (Fault::ClaimIsTwoSteps, "one_fresh_claim_per_key"),
        (Fault::ClaimIsTwoSteps, "one_takeover_per_key"),
        (Fault::ClaimIsTwoSteps, "one_holder_at_a_time"),
        (Fault::ClaimWaitsWithoutEnd, "cancelled_claim_frees_its_key"),
        (Fault::CompleteForgets, "done_after_complete"),
        (Fault::CompleteForgets, "done_refuses_every_owner"),
        (
            Fault::CompleteNeedsRecord,
            "complete_of_an_absent_key_writes_done",
        ),
        (Fault::CompleteSaysYesTwice, "done_refuses_every_owner"),
        (
            Fault::CompleteStops,
            "cancelled_complete_is_done_or_claimable",
        ),
        (Fault::CompleteForgets, "answers_are_the_models"),
        (Fault::CompleteNeedsRecord, "answers_are_the_models"),
        (Fault::DoneNeverEnds, "answers_are_the_models"),
        (Fault::LeaseNeverEnds, "answers_are_the_models"),
        (Fault::OwnerUnchecked, "answers_are_the_models"),
        (Fault::ReleaseKeeps, "answers_are_the_models"),
        (Fault::ReleaseKeeps, "cancelled_release_frees_its_key"),
        (Fault::DoneEndsWithLease, "done_outlives_the_lease"),
        (Fault::DoneNeverEnds, "done_ends_with_its_time"),
        (Fault::DoneEndsEarly, "done_ends_with_its_time"),
        (Fault::LeaseEndsEarly, "held_claim_is_not_taken_over_early"),
        (
            Fault::LeaseNeverEnds,
            "vanished_holder_is_taken_over_in_time",
        ),
        (Fault::LeaseNeverEnds, "one_takeover_per_key"),
        (Fault::OneKey, "keys_are_independent"),
        (Fault::OwnersRepeat, "release_frees_the_key"),
        (Fault::OwnerUnchecked, "strangers_change_nothing"),
        (Fault::OwnerUnchecked, "late_owner_is_refused"),
        (Fault::ReleaseKeeps, "release_frees_the_key"),
        (Fault::RenewDoesNothing, "renew_extends_the_lease"),
        (
            Fault::RetryAfterZero,
            "first_claim_is_fresh_the_second_in_flight",
        ),
    ] {
        assert!(!passes(name, Some(fault)), "{fault:?} passes {name}");
    }
}
