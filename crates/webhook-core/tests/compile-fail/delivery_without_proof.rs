//! T-03: a delivery is made from the proof and from nothing else.

use webhook_core::{Delivery, DeliveryContext};

fn forge(context: DeliveryContext) -> Delivery {
    Delivery::new(bytes::Bytes::new(), context)
}

fn main() {
    let _ = forge;
}
