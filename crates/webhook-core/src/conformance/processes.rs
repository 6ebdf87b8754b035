//! Two processes on one store, and two nodes whose clocks disagree.

use std::{
    io::{BufRead as _, BufReader, Lines, Write as _, stdin},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::subject::{LONG, SHORT, Subject};
use crate::store::{Claim, DedupeKey, DedupeStore as _, Settled};

/// Where the other process finds the store: the environment's variable of this name.
pub const ADDRESS: &str = "STORE_CONFORMANCE_ADDRESS";

/// Over how many keys two processes race.
const KEYS: usize = 500;
/// How many tasks race in each of the two.
const TASKS: usize = 32;
/// By how much a node's clock is wrong.
const HOUR: u64 = 3_600;
/// What the clock of a process may differ by from what it was told, until it is read.
const START: u64 = 60;

/// How to start the other process: a test binary that runs the test of this name, which calls
/// [`other_process`].
pub struct OtherProcess {
    test: String,
    address: String,
}

impl OtherProcess {
    /// The current binary, with the test `test`, on the store at `address`.
    pub fn new(test: &str, address: impl Into<String>) -> Self {
        // The names of a binary's tests lack its own.
        let test = test.split_once("::").map_or(test, |(_, test)| test);
        Self {
            test: test.to_owned(),
            address: address.into(),
        }
    }

    fn start(&self, environment: &[(&str, String)]) -> Peer {
        let binary = std::env::current_exe().expect("the path of this test");
        let mut process = Command::new(binary)
            .args(["--ignored", "--exact", "--nocapture", &self.test])
            .env(ADDRESS, &self.address)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("another process of this test");
        let asks = process.stdin.take().expect("its input");
        let answers = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut peer = Peer {
            process,
            asks,
            answers,
        };
        assert_eq!(peer.answer(), "ready");
        peer
    }
}

/// The other process. It answers each line that is written to it.
struct Peer {
    process: Child,
    asks: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Peer {
    fn ask(&mut self, what: &str) {
        writeln!(self.asks, "{what}").expect("the other process reads");
    }

    /// The next answer; what the test runner prints lies between them.
    fn answer(&mut self) -> String {
        for line in self.answers.by_ref() {
            let line = line.expect("the other process writes text");
            if let Some((_, answer)) = line.split_once("answer: ") {
                return answer.to_owned();
            }
        }
        panic!("the other process ended: {:?}", self.process.wait());
    }

    fn call(&mut self, what: &str) -> String {
        self.ask(what);
        self.answer()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The part of the other process, until the first one ends: each line is a call on the store.
pub async fn other_process(subject: &Subject) {
    answer("ready");
    for line in stdin().lines() {
        let line = line.expect("the first process writes text");
        let mut words = line.split(' ');
        let mut word = || words.next().unwrap_or_default();
        let (call, identity, millis) = (word(), word(), word());
        let key = key(identity);
        let time = Duration::from_millis(millis.parse().unwrap_or_default());
        match call {
            "race" => answer(&race(subject, key).await.to_string()),
            "claim" => answer(name(&subject.claim(&key, time).await)),
            "handle" => {
                let held = subject.fresh(&key, LONG).await;
                let settled = subject.complete(&key, held.owner(), time).await;
                answer(&format!("{settled:?}"));
            }
            "clock" => {
                let now = SystemTime::now().duration_since(UNIX_EPOCH);
                answer(&now.unwrap_or_default().as_secs().to_string());
            }
            _ => panic!("{line:?} is no call"),
        }
    }
}

fn answer(answer: &str) {
    println!("answer: {answer}");
}

fn key(identity: &str) -> DedupeKey {
    DedupeKey::new("conformance", None, "processes", identity.as_bytes())
}

fn name(claim: &Claim) -> &'static str {
    match claim {
        Claim::Fresh(_) => "fresh",
        Claim::InFlight { .. } => "in flight",
        Claim::Done => "done",
    }
}

/// Claims one key in many tasks and completes it; says how many claims were fresh.
async fn race(subject: &Subject, key: DedupeKey) -> usize {
    let fresh = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let (store, fresh) = (subject.store.clone(), fresh.clone());
            subject.runtime.spawn(Box::pin(async move {
                if let Claim::Fresh(held) = store.claim(&key, LONG).await.expect("claim") {
                    fresh.fetch_add(1, SeqCst);
                    let settled = store.complete(&key, held.owner(), LONG).await;
                    assert_eq!(settled.expect("complete"), Settled::Yes);
                }
            }))
        })
        .collect();
    for task in tasks {
        task.await;
    }
    fresh.load(SeqCst)
}

/// Of the claims that two processes make on a key at once, one is fresh.
pub async fn one_fresh_claim_per_key_in_two_processes(subject: &Subject, other: &OtherProcess) {
    let mut peer = other.start(&[]);
    for i in 0..KEYS {
        let identity = subject.identity(&format!("process{i}")).replace(' ', "-");
        peer.ask(&format!("race {identity}"));
        let ours = race(subject, key(&identity)).await;
        let theirs: usize = peer.answer().parse().expect("a number");
        assert_eq!(ours + theirs, 1, "fresh claims here {ours}, there {theirs}");
    }
}

/// Leases and records end by the store's clock: a node whose own is an hour fast takes nothing over
/// early, and what one that is an hour slow holds ends in time.
///
/// The other process gets its clock from libfaketime; without it this prints "skipped", or panics if the
/// environment has `REQUIRE_SERVERS`.
pub async fn clock_of_a_node_does_not_matter(subject: &Subject, other: &OtherProcess) {
    let Some(library) = libfaketime() else {
        return;
    };
    for offset in ["+1h", "-1h"] {
        let mut peer = other.start(&[
            ("LD_PRELOAD", library.clone()),
            ("FAKETIME", offset.to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]);
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let clock: u64 = peer.call("clock").parse().expect("a number");
        let wrong = clock.abs_diff(now.expect("after 1970").as_secs());
        assert!(wrong.abs_diff(HOUR) < START, "its clock is {wrong} s wrong");

        let identity = |name: &str| {
            let identity = subject.identity(&format!("{name}{offset}"));
            identity.replace(' ', "-")
        };
        // What this node holds and did, seen by the other.
        let (held, done) = (identity("held"), identity("done"));
        let lease = subject.fresh(&key(&held), LONG).await;
        let handled = subject.fresh(&key(&done), LONG).await;
        let settled = subject.complete(&key(&done), handled.owner(), LONG).await;
        assert_eq!(settled, Settled::Yes);
        let long = LONG.as_millis();
        assert_eq!(peer.call(&format!("claim {held} {long}")), "in flight");
        assert_eq!(peer.call(&format!("claim {done} {long}")), "done");
        let settled = subject.complete(&key(&held), lease.owner(), LONG).await;
        assert_eq!(settled, Settled::Yes);

        // What the other holds and did, seen by this one.
        let (held, done) = (identity("their-held"), identity("their-done"));
        assert_eq!(peer.call(&format!("handle {done} {long}")), "Yes");
        subject.done(&key(&done)).await;
        let since = subject.runtime.elapsed();
        let short = SHORT.as_millis();
        assert_eq!(peer.call(&format!("claim {held} {short}")), "fresh");
        let _next = subject.fresh_within(&key(&held), SHORT).await;
        subject.not_before(since, SHORT);
        assert_eq!(
            peer.call(&format!("handle {} {short}", identity("brief"))),
            "Yes"
        );
        let _next = subject.fresh_within(&key(&identity("brief")), SHORT).await;
    }
}

/// The library that gives a process another clock.
fn libfaketime() -> Option<String> {
    let folders = ["/usr/lib", "/usr/local/lib", "/usr/lib64"].map(PathBuf::from);
    let below = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).ok());
    let below = below.flatten().flatten().map(|entry| entry.path());
    let found = below
        .chain(folders.clone())
        .map(|folder| folder.join("faketime/libfaketime.so.1"))
        .find(|library| library.is_file());
    if found.is_none() {
        let required = std::env::var_os("REQUIRE_SERVERS").is_some_and(|set| set != "0");
        assert!(!required, "no libfaketime here, and REQUIRE_SERVERS is set");
        println!("skipped: no libfaketime here");
    }
    found.map(|library| library.display().to_string())
}
