//! Times from nothing to for ever.

use std::time::Duration;

use webhook_core::store::{Claim, DedupeStore as _, Settled};
use webhook_postgres::Effect;

use crate::server::{LEASE, key, store};

#[tokio::test]
async fn any_duration_is_a_time() {
    let Some((store, pool)) = store("times").await else {
        return;
    };
    for (i, (time, lasts)) in [
        (Duration::ZERO, false),
        (Duration::from_secs(3600), true),
        (Duration::from_secs(u64::from(u32::MAX)), true),
        (Duration::MAX, true),
    ]
    .into_iter()
    .enumerate()
    {
        let claimed = key(&format!("claimed {i}"));
        let Claim::Fresh(held) = store.claim(&claimed, time).await.unwrap() else {
            panic!("nobody claimed it");
        };
        let renewed = store.renew(&claimed, held.owner(), time).await.unwrap();
        assert_eq!(renewed == Settled::Yes, lasts, "renewed for {time:?}");
        match store.claim(&claimed, LEASE).await.unwrap() {
            Claim::InFlight { retry_after } => assert!(lasts && retry_after <= time, "{time:?}"),
            Claim::Fresh(_) => assert!(!lasts, "{time:?}"),
            Claim::Done => panic!("nobody completed it"),
        }

        let done = key(&format!("done {i}"));
        assert_eq!(
            store.complete(&done, held.owner(), time).await.unwrap(),
            Settled::Yes
        );
        let again = store.claim(&done, LEASE).await.unwrap();
        assert_eq!(matches!(again, Claim::Done), lasts, "done for {time:?}");

        let effect = key(&format!("effect {i}"));
        let mut connection = pool.acquire().await.unwrap();
        let mut effect = async || {
            store
                .claim_key_in(&mut connection, &effect, time)
                .await
                .unwrap()
        };
        assert_eq!(effect().await, Effect::Fresh);
        assert_eq!(
            effect().await == Effect::Duplicate,
            lasts,
            "recorded for {time:?}"
        );
    }
}
