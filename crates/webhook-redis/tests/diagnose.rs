//! Settings that make the server forget are found on a real one.

mod common;

use webhook_redis::{Finding, RedisStore};
use webhook_test_servers::Redis;

#[tokio::test]
async fn settings_that_forget_are_found() {
    // Of its own: its settings change.
    let Some(server) = Redis::start() else { return };
    let store = RedisStore::connect(&server.url()).await.unwrap();
    let mut connection = common::connection(&server.url()).await;
    assert_eq!(store.diagnose().await.unwrap(), []);

    for (setting, value, finding) in [
        (
            "appendfsync",
            "everysec",
            Finding::AppendsLate("everysec".into()),
        ),
        ("appendonly", "no", Finding::NoAppendOnlyFile),
        (
            "maxmemory-policy",
            "allkeys-lru",
            Finding::Evicts("allkeys-lru".into()),
        ),
    ] {
        let set = redis::cmd("CONFIG")
            .arg(&["SET", setting, value])
            .to_owned();
        let set: redis::RedisResult<String> = set.query_async(&mut connection).await;
        set.unwrap();
        let findings = store.diagnose().await.unwrap();
        assert!(
            findings.contains(&finding),
            "{findings:?} without {finding:?}"
        );
    }
}

#[tokio::test]
async fn a_user_without_rights_still_claims_and_cannot_diagnose() {
    let Some(server) = Redis::start() else { return };
    let mut connection = common::connection(&server.url()).await;
    let user = "ACL SETUSER hooks on >word resetkeys ~webhook:* -@all +set +get +del +pttl +pexpire +eval +evalsha";
    let mut words = user.split(' ');
    let mut command = redis::cmd(words.next().unwrap());
    command.arg(words.collect::<Vec<_>>());
    let made: redis::RedisResult<String> = command.query_async(&mut connection).await;
    made.unwrap();

    let url = server.url().replace("redis://", "redis://hooks:word@");
    let store = RedisStore::connect(&url).await.unwrap();
    assert_eq!(store.diagnose().await.unwrap(), [Finding::Unreadable]);

    let error = store.prefix("theirs").check().await.unwrap_err();
    assert!(error.to_string().contains("allow"), "{error}");
}
