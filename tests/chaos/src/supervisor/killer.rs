//! [`Killers`]: two threads that kill on a schedule, one the receiver, one the store's server.

use std::{
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{child::Child, server::Server};
use crate::{
    Error,
    args::RunArgs,
    clock,
    events::{Events, Restart},
    plan::Plan,
};

/// They run until they are stopped.
pub(super) struct Killers {
    /// Closed, they stop.
    stops: [Sender<()>; 2],
    receiver: JoinHandle<Result<Child, Error>>,
    store: JoinHandle<Server>,
}

impl Killers {
    /// Starts both.
    pub(super) fn start(
        args: &RunArgs,
        plan: Plan,
        child: Child,
        server: Server,
        events: &Arc<Events>,
    ) -> Result<Self, Error> {
        let (stop_receiver, receiver_stops) = mpsc::channel();
        let (stop_store, store_stops) = mpsc::channel();
        let (every, log) = (args.kill_every, events.clone());
        let receiver = thread::Builder::new().name("kill receiver".to_owned());
        let receiver =
            receiver.spawn(move || kill_receiver(child, &plan, every, &log, &receiver_stops))?;
        let (every, log) = (args.restart_every, events.clone());
        let store = thread::Builder::new().name("restart store".to_owned());
        let store = store.spawn(move || restart_store(server, &plan, every, &log, &store_stops))?;
        Ok(Self {
            stops: [stop_receiver, stop_store],
            receiver,
            store,
        })
    }

    /// Stops both and ends the receiver. The server is left running.
    ///
    /// # Errors
    /// If a receiver ended by itself or did not start, or the server did not come back.
    pub(super) fn stop(self) -> Result<Server, Error> {
        drop(self.stops);
        let child = self.receiver.join().map_err(|_| "the killer panicked")?;
        let server = self
            .store
            .join()
            .map_err(|_| "the store did not come back")?;
        drop(child?);
        Ok(server)
    }
}

/// Whether to go on after this pause.
fn goes_on(stops: &Receiver<()>, pause: Duration) -> bool {
    stops.recv_timeout(pause) == Err(RecvTimeoutError::Timeout)
}

fn kill_receiver(
    mut child: Child,
    plan: &Plan,
    every: Duration,
    events: &Events,
    stops: &Receiver<()>,
) -> Result<Child, Error> {
    while goes_on(stops, plan.until_kill(child.incarnation, every)) {
        child.kill(events)?;
        child.succeed()?;
        events.ready(clock::now());
    }
    Ok(child)
}

fn restart_store(
    mut server: Server,
    plan: &Plan,
    every: Duration,
    events: &Events,
    stops: &Receiver<()>,
) -> Server {
    let numbers = 0..if server.is_process() { u32::MAX } else { 0 };
    for number in numbers {
        let (until, away) = plan.until_restart(number, every);
        if !goes_on(stops, until) {
            break;
        }
        let at = clock::now();
        server.stop();
        thread::sleep(away);
        server.restart();
        let back = clock::now();
        events.restarted(Restart { at, back });
    }
    server
}
