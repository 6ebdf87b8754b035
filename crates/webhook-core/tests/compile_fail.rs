//! What must not compile: schemes that contradict themselves, and proofs made by hand.

#[test]
fn mistakes_in_a_scheme_and_forged_proofs_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile-fail/*.rs");
}
