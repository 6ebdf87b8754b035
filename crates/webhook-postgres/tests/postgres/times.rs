//! Times up to for ever. That none is less than a millisecond is the core's to test.

use std::time::Duration;

use webhook_core::store::{Claim, DedupeStore as _, Settled};
use webhook_postgres::Effect;

use crate::server::{LEASE, key, store};

#[tokio::test]
async fn any_duration_is_a_time() {
    let Some((store, pool)) = store("times").await else {
        return;
    };
    for (i, time) in [
        Duration::from_secs(3600),
        Duration::from_secs(u64::from(u32::MAX)),
        Duration::MAX,
    ]
    .into_iter()
    .enumerate()
    {
        let claimed = key(&format!("claimed {i}"));
        let Claim::Fresh(held) = store.claim(&claimed, time).await.unwrap() else {
            panic!("nobody claimed it");
        };
        let renewed = store.renew(&claimed, held.owner(), time).await.unwrap();
        assert_eq!(renewed, Settled::Yes, "{time:?}");
        let again = store.claim(&claimed, LEASE).await.unwrap();
        assert!(
            matches!(again, Claim::InFlight { retry_after } if retry_after <= time),
            "{time:?}: {again:?}"
        );

        let done = key(&format!("done {i}"));
        let completed = store.complete(&done, held.owner(), time).await.unwrap();
        assert_eq!(completed, Settled::Yes, "{time:?}");
        let again = store.claim(&done, LEASE).await.unwrap();
        assert!(matches!(again, Claim::Done), "{time:?}: {again:?}");

        let effect = key(&format!("effect {i}"));
        let mut connection = pool.acquire().await.unwrap();
        for expected in [Effect::Fresh, Effect::Duplicate] {
            let said = store.claim_key_in(&mut connection, &effect, time).await;
            assert_eq!(said.unwrap(), expected, "{time:?}");
        }
    }
}
