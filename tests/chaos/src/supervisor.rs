//! `run`: starts the store, the receiver and the sender, kills the first two, and has the rest judged.

mod child;
mod killer;
mod server;

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
};

use self::{child::Child, killer::Killers, server::Server};
use crate::{
    Error,
    args::{Mode, RunArgs},
    checker::{Evidence, check},
    clock, effects,
    events::Events,
    journal,
    plan::Plan,
    report::{self, Report},
    sender::{Attempt, Sender},
    witness::Note,
};

/// Runs the modes one after the other; whether every rule held.
pub(crate) fn run(args: &RunArgs) -> Result<bool, Error> {
    let seed = args.seed.unwrap_or_else(|| fastrand::u64(..));
    println!("seed {seed}");
    let mut reports = Vec::new();
    for mode in args.mode.each() {
        let folder = tempfile::Builder::new().prefix("chaos").tempdir()?;
        let Some(server) = Server::start(mode, folder.path()) else {
            continue;
        };
        println!("{}: {} deliveries …", mode.name(), args.deliveries);
        let (report, evidence) = one(args, seed, mode, server, folder.path())?;
        if args.keep || !report.broken.is_empty() {
            keep(&evidence, folder.path())?;
            println!(
                "{}: the evidence is in {}",
                mode.name(),
                folder.keep().display()
            );
        }
        reports.push(report);
    }
    report::print(&reports);
    if let Some(path) = &args.report {
        fs::write(path, serde_json::to_string_pretty(&reports)?)?;
    }
    Ok(reports.iter().all(|report| report.broken.is_empty()))
}

/// Runs one mode.
fn one(
    args: &RunArgs,
    seed: u64,
    mode: Mode,
    server: Server,
    folder: &Path,
) -> Result<(Report, Evidence), Error> {
    let plan = Plan::new(seed, args.restart_every.mul_f64(0.8));
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
    let location = server.location();
    let events = Arc::new(Events::default());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    if mode.is_transactional() {
        runtime.block_on(effects::create_table(&location))?;
    }
    let child = Child::start(args, seed, mode, &location, address.port(), folder)?;
    let sender = Sender::new(plan, address, args.concurrency.get(), events.clone())?;

    let start = clock::now();
    let killers = Killers::start(args, plan, child, server, &events)?;
    let sending = Arc::new(sender).send(args.deliveries, args.stall);
    let attempts = runtime.block_on(sending);
    let took = clock::now() - start;
    // The store is up again, and nobody handles anything any more.
    let server = killers.stop()?;

    let effects = match mode.is_transactional() {
        true => runtime.block_on(effects::select(&location))?,
        false => effects::read(&folder.join(child::EFFECTS))?,
    };
    drop(server);
    let evidence = Evidence {
        plan,
        deliveries: args.deliveries,
        attempts,
        effects,
        notes: journal::read(&folder.join(child::CLAIMS), Note::parse)?,
        kills: events.kills(),
        restarts: events.restarts(),
        lease: args.lease,
        concurrency: args.concurrency.get(),
        transactional: mode.is_transactional(),
    };
    let verdict = check(&evidence);
    Ok((Report::new(seed, mode, took, &evidence, verdict), evidence))
}

/// Where nobody listens.
fn free_port() -> Result<u16, Error> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// Writes down what only this process knew, beside what the receivers wrote.
fn keep(evidence: &Evidence, folder: &Path) -> Result<(), Error> {
    let lines: Result<Vec<_>, _> = evidence.attempts.iter().map(line).collect();
    fs::write(folder.join("attempts.jsonl"), lines?.concat())?;
    let chaos = serde_json::json!({ "kills": evidence.kills, "restarts": evidence.restarts });
    Ok(fs::write(folder.join("events.json"), chaos.to_string())?)
}

fn line(attempt: &Attempt) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string(attempt)? + "\n")
}
