//! What must not compile: schemes that contradict themselves, and proofs made by hand.
//!
//! `TRYBUILD=overwrite cargo test -p webhook-core --all-features --test compile_fail` renews the
//! expected messages, with the compiler named below.

/// Messages differ from one compiler to the next; that the code is refused does not.
const MESSAGES_OF: &str = "cargo 1.95.";

#[test]
fn t_03_mistakes_in_a_scheme_and_forged_proofs_do_not_compile() {
    let cargo = std::env::var_os("CARGO").expect("run by cargo");
    let version = std::process::Command::new(cargo)
        .arg("--version")
        .output()
        .expect("cargo tells its version");
    if String::from_utf8_lossy(&version.stdout).starts_with(MESSAGES_OF) {
        trybuild::TestCases::new().compile_fail("tests/compile-fail/*.rs");
    } else {
        println!("skipped: the expected messages are those of {MESSAGES_OF}x");
    }
}
