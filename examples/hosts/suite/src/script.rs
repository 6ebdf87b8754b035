//! [`Script`]: work whose outcome a test decides, and which tells how often it ran.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use bytes::Bytes;
use hosts_common::Work;
use http::{Response, StatusCode};
use tokio::sync::Semaphore;
use webhook_core::Delivery;

/// What one run does.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// Answers this status.
    Status(u16),
    /// Panics.
    Panic,
    /// Waits for [`Script::let_go`], then answers 200.
    Wait,
}

/// The acts and the runs of each delivery, by its id. What has no act left is answered 200.
#[derive(Clone, Debug, Default)]
pub struct Script(Arc<Mutex<HashMap<String, Runs>>>);

#[derive(Clone, Debug)]
struct Runs {
    acts: VecDeque<Act>,
    gate: Arc<Semaphore>,
    started: usize,
    dropped: usize,
    body: Bytes,
}

impl Default for Runs {
    fn default() -> Self {
        Self {
            acts: VecDeque::new(),
            gate: Arc::new(Semaphore::new(0)),
            started: 0,
            dropped: 0,
            body: Bytes::new(),
        }
    }
}

impl Script {
    /// What the next runs of a delivery do.
    pub fn plan(&self, id: &str, acts: impl IntoIterator<Item = Act>) {
        self.change(id, |runs| runs.acts.extend(acts));
    }

    /// How many runs started.
    pub fn started(&self, id: &str) -> usize {
        self.change(id, |runs| runs.started)
    }

    /// How many runs were dropped before their end.
    pub fn dropped(&self, id: &str) -> usize {
        self.change(id, |runs| runs.dropped)
    }

    /// The body that the last run was given.
    pub fn body(&self, id: &str) -> Bytes {
        self.change(id, |runs| runs.body.clone())
    }

    /// Lets a waiting run go on.
    pub fn let_go(&self, id: &str) {
        self.change(id, |runs| runs.gate.add_permits(1));
    }

    /// The work.
    pub fn work(&self) -> Work {
        let script = self.clone();
        Work::new(move |delivery| script.clone().run(delivery))
    }

    async fn run(self, delivery: Delivery) -> Response<String> {
        let id = delivery.id().unwrap_or_default();
        let (act, gate) = self.change(id, |runs| {
            runs.started += 1;
            runs.body = delivery.body().clone();
            (runs.acts.pop_front(), runs.gate.clone())
        });
        let mut unfinished = Unfinished(Some((&self, id)));
        let status = match act.unwrap_or(Act::Status(200)) {
            Act::Status(status) => status,
            Act::Panic => panic!("the script says so"),
            Act::Wait => {
                gate.acquire().await.expect("an open gate").forget();
                200
            }
        };
        unfinished.0 = None;
        let mut response = Response::new("handled".to_owned());
        *response.status_mut() = StatusCode::from_u16(status).expect("a status");
        response
    }

    fn change<T>(&self, id: &str, change: impl FnOnce(&mut Runs) -> T) -> T {
        let mut runs: MutexGuard<'_, HashMap<_, _>> = self.0.lock().expect("no panic inside");
        change(runs.entry(id.to_owned()).or_default())
    }
}

struct Unfinished<'a>(Option<(&'a Script, &'a str)>);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if let Some((script, id)) = self.0 {
            script.change(id, |runs| runs.dropped += 1);
        }
    }
}
