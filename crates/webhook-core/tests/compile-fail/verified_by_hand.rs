//! T-03: only a verifier makes the proof.

use webhook_core::Verified;

fn main() {
    let _ = Verified {
        facts: todo!(),
        timestamp: None,
        key: (0, None),
        content_digest: None,
    };
}
