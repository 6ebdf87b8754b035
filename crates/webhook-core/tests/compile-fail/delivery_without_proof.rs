//! T-03: a delivery is made from the proof and from nothing else.

use webhook_core::{DedupeBy, Delivery, DeliveryContext, UnixTime};

fn main() {
    let context = DeliveryContext {
        endpoint: "acme".into(),
        tenant: None,
        received_at: UnixTime::from_secs(0),
        dedupe: DedupeBy::Scheme,
        suspected_replay: false,
    };
    let _ = Delivery::new(bytes::Bytes::new(), context);
}
