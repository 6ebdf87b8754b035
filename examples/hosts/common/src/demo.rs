//! A signed request to paste into a second terminal.

use std::{error::Error, time::SystemTime};

use webhook_core::{Signer, signer::Outgoing};

use crate::Settings;

/// An event as Stripe sends it.
pub fn stripe_event(id: &str) -> String {
    format!(r#"{{"id":"{id}","type":"invoice.paid","data":{{"object":{{"id":"in_1"}}}}}}"#)
}

/// Prints a request of Stripe's to `address`, signed now.
///
/// # Errors
/// If Stripe is not among the providers.
pub fn demo(settings: &Settings, address: &str) -> Result<(), Box<dyn Error>> {
    let stripe = settings
        .provider("stripe")
        .ok_or("no endpoint of Stripe's")?;
    let body = stripe_event("evt_demo_1");
    let signed = Signer::new(stripe.scheme, stripe.secret.clone())?
        .sign(&Outgoing::new(body.as_bytes(), SystemTime::now().into()));
    println!("This run has a random secret. Try, within five minutes and twice:\n");
    println!("curl -i http://{address}/stripe \\");
    for (name, value) in &signed.headers {
        println!("  -H '{name}: {}' \\", value.to_str()?);
    }
    println!("  --data-binary '{body}'\n");
    println!("listening on http://{address}");
    Ok(())
}
