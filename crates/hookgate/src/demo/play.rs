//! Plays one case of one provider against a receiver.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use http::Request;
use tokio::{task::JoinSet, time};

use super::{
    cases::{COPIES, Play},
    cast::{Actor, Signed, now, shifted},
    client::{Answer, send},
    receiver::{BODY_LIMIT, origin},
    stage::Act,
};
use crate::Error;

/// How long copies are held before those that are still out are given up.
const HOLD: Duration = Duration::from_secs(8);
/// How far beyond the tolerance a timestamp is put.
const BEYOND: i64 = 60;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The answers, in order; those to requests sent at once in ascending order of their status.
    pub answers: Vec<Answer>,
    /// How often the handler ran.
    pub runs: usize,
}

/// Plays `case` and says what happened. A provider's cases are played one at a time, for its
/// handler runs are counted together.
pub(super) async fn play(actor: &Actor, receiver: SocketAddr, case: Play) -> Result<Seen, Error> {
    let stage = actor.stage();
    let origin = &origin(receiver);
    let message = actor.message()?;
    let signed = |time, by| actor.request(origin, &message, time, by);
    let genuine = signed(now(), Signed::Rightly);
    let tolerance = actor.scheme().tolerance().unwrap_or_default().as_secs();
    let beyond = i64::try_from(tolerance)
        .unwrap_or(i64::MAX)
        .saturating_add(BEYOND);

    let runs_before = stage.runs();
    let answers = match case {
        Play::Genuine => vec![send(receiver, genuine).await],
        Play::Replay => {
            let first = send(receiver, genuine.clone()).await;
            vec![first, send(receiver, genuine).await]
        }
        Play::Copies => copies(actor, receiver, &genuine).await,
        Play::FailsOnce => {
            stage.direct(Act::FailOnce);
            // Providers stamp each attempt anew, and sign it anew.
            let first = send(receiver, signed(shifted(now(), -5), Signed::Rightly)).await;
            stage.direct(Act::Succeed);
            vec![first, send(receiver, genuine).await]
        }
        Play::Tampered => {
            vec![send(receiver, genuine.map(|_| message.tampered_body().into())).await]
        }
        Play::WrongSecret => vec![send(receiver, signed(now(), Signed::ByImpostor)).await],
        Play::Stale => {
            let request = signed(shifted(now(), beyond.saturating_neg()), Signed::Rightly);
            vec![send(receiver, request).await]
        }
        Play::Future => vec![send(receiver, signed(shifted(now(), beyond), Signed::Rightly)).await],
        Play::MissingHeader => {
            let mut request = genuine;
            request
                .headers_mut()
                .remove(actor.scheme().signature_header());
            vec![send(receiver, request).await]
        }
        Play::Oversized => {
            let mut message = message.clone();
            // Blanks at the end keep JSON what it was, and forms parsable.
            let missing = (BODY_LIMIT + 1).saturating_sub(message.body.len());
            message.body.push_str(&" ".repeat(missing));
            let request = actor.request(origin, &message, now(), Signed::Rightly);
            vec![send(receiver, request).await]
        }
    };
    Ok(Seen {
        answers,
        runs: stage.runs().saturating_sub(runs_before),
    })
}

/// Sends copies at once and holds the handler until each of them has been answered or has reached
/// it: whatever the receiver does, nothing is left to timing.
async fn copies(actor: &Actor, receiver: SocketAddr, request: &Request<Bytes>) -> Vec<Answer> {
    let stage = actor.stage();
    let runs_before = stage.runs();
    let mut state = stage.watch();
    stage.direct(Act::Wait);
    let mut out: JoinSet<Answer> = (0..COPIES)
        .map(|_| send(receiver, request.clone()))
        .collect();
    let mut answers = Vec::with_capacity(COPIES);
    let hold = time::sleep(HOLD);
    tokio::pin!(hold);
    let mut given_up = false;
    loop {
        let arrived = state.borrow_and_update().runs.saturating_sub(runs_before);
        if given_up || answers.len() + arrived >= COPIES {
            stage.direct(Act::Succeed);
        }
        tokio::select! {
            answer = out.join_next() => match answer {
                Some(answer) => answers.push(answer.unwrap_or(Answer::NONE)),
                None => break,
            },
            // The stage outlives this function, so its state is never closed.
            _ = state.changed() => {}
            () = &mut hold, if !given_up => given_up = true,
        }
    }
    stage.direct(Act::Succeed);
    answers.sort_by_key(|answer| answer.status);
    answers
}
