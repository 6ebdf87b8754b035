//! Servers that die, come back, or are not what they should be.

mod common;

use std::{
    error::Error as _,
    time::{Duration, Instant},
};

use common::{KEEP, LEASE, fresh, key};
use redis::AsyncCommands as _;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, copy},
    net::{TcpListener, TcpStream},
    sync::watch,
};
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _, Settled};
use webhook_redis::RedisStore;
use webhook_test_servers::Redis;

/// A delivery, done before the restart, is a duplicate after it.
#[tokio::test]
async fn t_32_a_restart_between_two_copies_does_not_run_the_second() {
    let Some(mut server) = Redis::start() else {
        return;
    };
    let key = key("two copies");
    {
        let store = RedisStore::connect(&server.url()).await.unwrap();
        let held = fresh(&store, &key, LEASE).await;
        let settled = store.complete(&key, held.owner(), KEEP).await.unwrap();
        assert_eq!(settled, Settled::Yes);
    }
    server.restart();
    let store = RedisStore::connect(&server.url()).await.unwrap();
    assert!(matches!(
        store.claim(&key, LEASE).await.unwrap(),
        Claim::Done
    ));
}

#[tokio::test]
async fn a_dead_server_fails_each_call_at_once_and_is_found_again_by_the_first() {
    let Some(mut server) = Redis::start() else {
        return;
    };
    let store = RedisStore::connect(&server.url()).await.unwrap();
    let (running, next) = (key("running"), key("next"));
    let held = fresh(&store, &running, LEASE).await;

    server.kill();
    for _ in 0..3 {
        let start = Instant::now();
        let claim = store.claim(&next, LEASE).await.unwrap_err();
        let complete = store
            .complete(&running, held.owner(), KEEP)
            .await
            .unwrap_err();
        assert!(
            start.elapsed() < Duration::from_secs(1),
            "{:?}",
            start.elapsed()
        );
        for error in [claim, complete] {
            assert!(error.to_string().contains("cannot be reached"), "{error}");
            assert!(error.source().is_some());
        }
    }

    // The same store, without a call that fails first.
    server.restart();
    let settled = store.complete(&running, held.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);
    fresh(&store, &next, LEASE).await;

    // A restart between two calls goes unnoticed.
    server.restart();
    assert!(matches!(
        store.claim(&running, LEASE).await.unwrap(),
        Claim::Done
    ));
}

/// Many callers at once during an outage share one attempt to connect and all get an answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn callers_do_not_pile_up_while_the_server_is_down() {
    let Some(mut server) = Redis::start() else {
        return;
    };
    let store = RedisStore::connect(&server.url()).await.unwrap();
    server.kill();
    let start = Instant::now();
    let calls: Vec<_> = (0..500)
        .map(|id| {
            let store = store.clone();
            tokio::spawn(async move { store.claim(&key(&format!("pile {id}")), LEASE).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap_err();
    }
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    server.restart();
    fresh(&store, &key("pile 0"), LEASE).await;
}

/// What becomes of a server's answers.
#[derive(Clone, Copy, PartialEq)]
enum Answers {
    Pass,
    Wait,
    /// The connection ends without the next one; later connections pass theirs.
    End,
    /// The connection stays open and is silent from now on; later connections pass theirs.
    Silence,
}

/// Stands between a store and its server. Commands always pass.
async fn proxy(server: &Redis, answers: watch::Sender<Answers>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("redis://{}", listener.local_addr().unwrap());
    let port = server.port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            let (mut from_client, mut to_client) = client.into_split();
            let (mut from_server, mut to_server) = server.into_split();
            tokio::spawn(async move { copy(&mut from_client, &mut to_server).await });
            let answers = answers.clone();
            tokio::spawn(async move {
                let mut answer = [0; 1_024];
                while let Ok(length @ 1..) = from_server.read(&mut answer).await {
                    let mut now = answers.subscribe();
                    let now = *now.wait_for(|now| *now != Answers::Wait).await.unwrap();
                    if now != Answers::Pass {
                        answers.send_replace(Answers::Pass);
                    }
                    match now {
                        Answers::End => return,
                        Answers::Silence => std::future::pending().await,
                        Answers::Pass | Answers::Wait => {}
                    }
                    to_client.write_all(&answer[..length]).await.unwrap();
                }
            });
        }
    });
    url
}

/// Waits until the server has the record of `key`, or has it no more.
async fn until_it_exists(server: &Redis, key: &DedupeKey, expected: bool) {
    let mut connection = common::connection(&server.url()).await;
    let name = format!("webhook:{{{key}}}");
    let end = Instant::now() + Duration::from_secs(5);
    loop {
        let exists: bool = connection.exists(&name).await.unwrap();
        if exists == expected {
            return;
        }
        assert!(Instant::now() < end, "the record's existence is {exists}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn a_claim_whose_caller_went_away_before_the_answer_is_released() {
    let Some(server) = Redis::start() else { return };
    let answers = watch::Sender::new(Answers::Pass);
    let store = RedisStore::connect(&proxy(&server, answers.clone()).await)
        .await
        .unwrap();
    let key = key("gone");

    answers.send_replace(Answers::Wait);
    let claim = tokio::spawn({
        let store = store.clone();
        async move { store.claim(&key, LEASE).await }
    });
    until_it_exists(&server, &key, true).await;
    claim.abort();
    assert!(claim.await.unwrap_err().is_cancelled());
    answers.send_replace(Answers::Pass);
    until_it_exists(&server, &key, false).await;
}

#[tokio::test]
async fn a_connection_that_went_silent_is_replaced_and_its_claim_released() {
    let Some(server) = Redis::start() else { return };
    let answers = watch::Sender::new(Answers::Pass);
    let store = RedisStore::connect(&proxy(&server, answers.clone()).await)
        .await
        .unwrap();
    let key = key("silent");

    answers.send_replace(Answers::Silence);
    let error = store.claim(&key, LEASE).await.unwrap_err();
    assert!(error.to_string().contains("in time"), "{error}");
    until_it_exists(&server, &key, false).await;
    fresh(&store, &key, LEASE).await;
}

#[tokio::test]
async fn a_claim_sent_twice_recognises_itself() {
    let Some(server) = Redis::start() else { return };
    let answers = watch::Sender::new(Answers::Pass);
    let store = RedisStore::connect(&proxy(&server, answers.clone()).await)
        .await
        .unwrap();
    let key = key("sent twice");

    answers.send_replace(Answers::Wait);
    let claim = tokio::spawn({
        let store = store.clone();
        async move { fresh(&store, &key, LEASE).await }
    });
    until_it_exists(&server, &key, true).await;
    answers.send_replace(Answers::End);
    let held = claim.await.unwrap();
    assert!(*answers.borrow() == Answers::Pass, "nothing was cut off");
    let settled = store.complete(&key, held.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);
}

/// A server that knows no more than what it is told here.
async fn server_that_answers_set_with(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("redis://:hunter2@{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let (from, mut to) = connection.into_split();
            let mut lines = BufReader::new(from).split(b'\n');
            // In bytes: owners are no text.
            while let Ok(Some(line)) = lines.next_segment().await {
                let answer = match line.trim_ascii_end() {
                    b"SET" => answer,
                    b"CLIENT" | b"AUTH" => "+OK",
                    _ => continue,
                };
                to.write_all(format!("{answer}\r\n").as_bytes())
                    .await
                    .unwrap();
            }
        }
    });
    url
}

#[tokio::test]
async fn connect_says_why_a_server_will_not_do() {
    for (answer, expected) in [
        ("-ERR syntax error", "Redis 7.0"),
        (
            "-READONLY You can't write against a read only replica.",
            "primary",
        ),
        ("-NOPERM this user has no permissions", "EVALSHA"),
        ("-LOADING Redis is loading the dataset in memory", "soon"),
        ("-MISCONF Redis is configured to save RDB snapshots", "log"),
    ] {
        let url = server_that_answers_set_with(answer).await;
        let error = RedisStore::connect(&url).await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn no_error_and_no_debug_names_the_password() {
    let refused = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("redis://user:hunter2@{}", listener.local_addr().unwrap())
    };
    let strange = server_that_answers_set_with("-ERR no").await;
    for url in [
        refused.as_str(),
        strange.as_str(),
        "redis://:hunter2@host:port",
        "hunter2",
    ] {
        let error = RedisStore::connect(url).await.unwrap_err();
        let source = error.source().map(ToString::to_string);
        let said = format!("{error} {error:?} {source:?}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    let Some(url) = common::url() else { return };
    let url = url.replace("redis://", "redis://default:hunter2@");
    // The default user has no password, so that any will do.
    let store = RedisStore::connect(&url).await.unwrap();
    assert!(!format!("{store:?}").contains("hunter2"));
}
