//! T-03: the proof has no public constructor.

use webhook_core::Verified;

fn main() {
    let _ = Verified::new();
}
