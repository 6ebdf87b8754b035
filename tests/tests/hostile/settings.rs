//! Settings that must not be able to switch protection off.

use std::{
    fs,
    num::NonZeroUsize,
    panic::catch_unwind,
    path::{Path, PathBuf},
    time::Duration,
};

use axum::{Router, routing::post};
use tower_webhook::{Delivery, WebhookLayer};
use webhook_core::{Scheme, providers, testing};
use webhook_tests::{STRIPE_SECRET, raw, server::Server};

use crate::rig::{Rig, stripe, without};

#[test]
fn t_41_a_window_below_the_providers_retries_is_refused_at_start_up() {
    let usual = |scheme: &&Scheme| !scheme.signs_url() && testing::keys(scheme, &[7; 32]).is_some();
    for scheme in providers::ALL.iter().filter(usual) {
        let Some(retries) = scheme.retry_horizon() else {
            continue;
        };
        // Nor may a timestamp outlive its record.
        let horizon = retries.max(2 * scheme.tolerance().unwrap_or_default());
        let layer = || {
            let keys = testing::keys(scheme, b"a key of thirty-two bytes, as is");
            WebhookLayer::new(
                *scheme,
                keys.expect("it can be signed for").verifying_secret(),
            )
        };
        // Of a provider that never retries nothing comes late.
        let Some(below) = horizon.checked_sub(Duration::from_secs(1)) else {
            continue;
        };
        let panic = catch_unwind(|| layer().window(below)).expect_err(scheme.name());
        let text = panic.downcast_ref::<String>().expect("a message");
        assert!(text.contains("short_window"), "{text}");
        let _ = layer().window(horizon);
        let _ = layer().short_window(below);
    }
}

#[tokio::test]
async fn t_52_a_limit_is_never_zero_and_never_text() {
    // By type: whoever reads a limit from a file has to say what zero means there.
    let set: fn(WebhookLayer, NonZeroUsize) -> WebhookLayer = WebhookLayer::body_limit;
    assert_eq!(NonZeroUsize::new(0), None);
    let layer = set(WebhookLayer::stripe(STRIPE_SECRET), NonZeroUsize::MIN);
    let rig = Rig::new(layer, []).await;
    assert_eq!(rig.send(&stripe("evt_1")).await, 413);
    rig.is_untouched().await;
}

#[tokio::test]
async fn t_23_only_observing_hands_out_no_delivery() {
    async fn handle(_: Delivery) {}
    let layer = WebhookLayer::stripe(STRIPE_SECRET).observe_only();
    let app = Router::new().route("/", post(handle).route_layer(layer));
    let server = Server::axum(app).await;
    let unsigned = without(&stripe("evt_1"), "stripe-signature");
    assert_eq!(raw::send(server.address, &unsigned).await.status, 500);
    assert_eq!(
        raw::send(server.address, &stripe("evt_1")).await.status,
        200
    );
}

#[test]
fn t_23_no_public_function_takes_a_secret_that_may_be_absent() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut looked_at = 0;
    for library in [
        "webhook-core",
        "webhook-events",
        "tower-webhook",
        "axum-webhook",
        "warp-webhook",
    ] {
        for path in sources(&root.join(library).join("src")) {
            let text = fs::read_to_string(&path).unwrap();
            looked_at += 1;
            // A source of secrets may know none for a tenant; that refuses the request.
            let public = text.split("pub fn ").skip(1);
            for signature in public.filter_map(|function| function.split(['{', ';']).next()) {
                for word in [
                    "Option<Secret>",
                    "Option<impl Into<Secret",
                    "Option<&Secret",
                ] {
                    assert!(!signature.contains(word), "{signature}: {}", path.display());
                }
            }
        }
    }
    assert!(looked_at > 100, "{looked_at}");
}

pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
