//! How a store comes to its connections, and what it says about them.

use std::error::Error as _;

use webhook_postgres::PostgresStore;

use crate::server::url;

const PASSWORD: &str = "hunter2";

#[tokio::test]
async fn password_is_never_shown() {
    let Some(url) = url() else {
        return;
    };
    let url = url.replace("test@", &format!("test:{PASSWORD}@"));
    let store = PostgresStore::connect(&url)
        .await
        .expect("a server that trusts");
    let shown = format!("{store:?}");
    assert!(
        shown.starts_with("PostgresStore") && !shown.contains(PASSWORD),
        "{shown}"
    );

    for (wrong, word) in [
        (
            url.replace("127.0.0.1:", "127.0.0.1:port"),
            "postgres://user:password@host/database",
        ),
        (
            url.replace("/postgres", "/no_such_database"),
            "see the source",
        ),
    ] {
        let error = PostgresStore::connect(&wrong).await.expect_err(&wrong);
        assert!(error.to_string().contains(word), "{error}");
        let shown = format!("{error} {error:?} {:?}", error.source());
        assert!(!shown.contains(PASSWORD), "{shown}");
    }
}
