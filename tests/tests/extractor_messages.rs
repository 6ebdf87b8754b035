//! What the compiler says to somebody who takes a wrong type: the advice must name what to do.
//!
//! The `.stderr` files hold the messages of the toolchain that CI pins; after an update of it,
//! `TRYBUILD=overwrite` writes them anew, and what changed is to be read.

#[test]
fn wrong_arguments_are_told_what_to_do() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("compile-fail/extractors/*.rs");
}
