//! T-03: only a verifier makes the proof.

use webhook_core::{Verified, scheme::Scheme};

fn forge(genuine: Verified) -> Verified {
    Verified {
        timestamp: None,
        ..genuine
    }
}

fn main() {
    let _ = (forge, Scheme::name);
}
