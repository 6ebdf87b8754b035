//! The servers start, are killed, come back, and go with their owner.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    process::Command,
    time::{Duration, Instant},
};

use webhook_test_servers::{Postgres, Redis};

fn ask(redis: &Redis, command: &str) -> String {
    let mut connection = TcpStream::connect(("127.0.0.1", redis.port())).unwrap();
    write!(connection, "{command}\r\nQUIT\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer.replace("\r\n", " ")
}

#[test]
fn redis_comes_back_with_what_it_had_acknowledged() {
    let Some(mut redis) = Redis::start() else {
        return;
    };
    assert_eq!(ask(&redis, "SET a b"), "+OK +OK ");
    redis.kill();
    assert!(TcpStream::connect(("127.0.0.1", redis.port())).is_err());
    redis.restart();
    assert_eq!(ask(&redis, "GET a"), "$1 b +OK ");
}

#[test]
fn postgres_comes_back_with_what_it_had_committed() {
    let Some(mut postgres) = Postgres::start() else {
        return;
    };
    let ask = |url: &str, sql: &str| {
        let output = Command::new("psql")
            .args([url, "-Atc", sql])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let url = postgres.url();
    assert_eq!(ask(&url, "CREATE TABLE t AS SELECT 7 AS a"), "SELECT 1");
    postgres.stop_immediately();
    assert_eq!(ask(&url, "SELECT a FROM t"), "");
    postgres.restart();
    assert_eq!(ask(&url, "SELECT a FROM t"), "7");
}

/// Run by the next test in a process of its own.
#[test]
#[ignore = "run by server_of_an_owner_that_crashed_ends, in a process of its own"]
fn start_redis_and_abort() {
    let redis = Redis::start().unwrap();
    println!("port {}", redis.port());
    std::process::abort();
}

#[test]
fn server_of_an_owner_that_crashed_ends() {
    if Redis::start().is_none() {
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "start_redis_and_abort",
            "--nocapture",
        ])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let port = said.lines().find_map(|line| line.split("port ").nth(1));
    let port: u16 = port.expect("it started").trim().parse().unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).is_ok() {
        assert!(Instant::now() < end, "the server lives on");
        std::thread::yield_now();
    }
}
