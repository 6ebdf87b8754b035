//! The search: one change, then two, until the signature verifies; then the clock.

use axum_webhook::{
    Delivery, Refusal, Scheme,
    core::{DeliveryContext, UnixTime, Verified},
    providers,
};

use super::{
    case::{Case, No, Suspicion},
    diagnosis::Diagnosis,
    suspects, symptoms,
};
use crate::{SecretArg, capture::Capture};

/// The most verdicts that are asked for; each hashes the body.
const MAX_VERDICTS: usize = 4000;
/// The most bytes that are hashed in all.
const MAX_BYTES: usize = 4 * 1024 * 1024 * 1024;

/// What came out.
#[derive(Debug)]
pub(super) struct Finding {
    /// Nothing is wrong.
    pub(super) verifies: bool,
    /// What is, the surest first.
    pub(super) diagnoses: Vec<Diagnosis>,
    /// Id and type, once anything verified.
    pub(super) id: Option<String>,
    pub(super) event_type: Option<String>,
    /// Which of several secrets, counting from 1.
    pub(super) secret: Option<usize>,
}

pub(super) fn investigate(
    scheme: Scheme,
    secrets: &[SecretArg],
    capture: &Capture,
    url: Option<&str>,
    now: UnixTime,
) -> Finding {
    let cases: Vec<Case> = secrets
        .iter()
        .map(|secret| Case {
            scheme,
            secret: secret.secret(),
            text: secret.text().to_owned(),
            capture: capture.clone(),
            url: url.map(Into::into),
        })
        .collect();
    for (index, case) in cases.iter().enumerate() {
        if let Ok(verified) = case.judge() {
            return verified_as_it_is(scheme, verified, now, index + 1);
        }
    }
    let mut budget = Budget::new(capture.body.len());
    for (index, case) in cases.iter().enumerate() {
        if let Some((causes, verified)) = search(case, &mut budget) {
            let mut diagnoses: Vec<_> = causes.iter().map(Diagnosis::from).collect();
            diagnoses.extend(skew(scheme, &verified, now));
            return Finding {
                diagnoses,
                ..verified_as_it_is(scheme, verified, now, index + 1)
            }
            .but_not_verified();
        }
    }
    unexplained(&cases)
}

fn verified_as_it_is(scheme: Scheme, verified: Verified, now: UnixTime, secret: usize) -> Finding {
    let diagnoses: Vec<_> = skew(scheme, &verified, now).into_iter().collect();
    let delivery = Delivery::new(verified, DeliveryContext::new(scheme.name(), now));
    Finding {
        verifies: diagnoses.is_empty(),
        diagnoses,
        id: delivery.id().map(Into::into),
        event_type: delivery.event_type().map(Into::into),
        secret: Some(secret),
    }
}

impl Finding {
    fn but_not_verified(self) -> Self {
        Self {
            verifies: false,
            ..self
        }
    }
}

/// One change that makes it verify, or else two of different kinds.
fn search(case: &Case, budget: &mut Budget) -> Option<(Vec<Suspicion>, Verified)> {
    let suspicions = suspects::all(case);
    for suspicion in &suspicions {
        if let Some(verified) = budget.judge(&suspicion.undo.apply(case)) {
            return Some((vec![suspicion.clone()], verified));
        }
    }
    for first in &suspicions {
        let without_first = first.undo.apply(case);
        // What is undone second may only show once the first is undone.
        for second in suspects::all(&without_first) {
            if second.undo.kind() <= first.undo.kind() {
                continue;
            }
            if budget.is_used_up() {
                return None;
            }
            if let Some(verified) = budget.judge(&second.undo.apply(&without_first)) {
                return Some((vec![first.clone(), second], verified));
            }
        }
    }
    None
}

/// How far the clock is off, if that is too far.
fn skew(scheme: Scheme, verified: &Verified, now: UnixTime) -> Option<Diagnosis> {
    let signed = verified.timestamp()?.as_secs();
    let tolerance = scheme.tolerance()?.as_secs();
    let skew = signed.saturating_sub(now.as_secs());
    if skew.unsigned_abs() <= tolerance {
        return None;
    }
    let what =
        format!("skew of {skew:+} s: the timestamp is outside the tolerance of {tolerance} s");
    Some(if skew < 0 {
        Diagnosis::proven(
            "stale",
            what.replace('-', "\u{2212}"),
            "an old capture: give the time of its arrival with --at; a fresh delivery: set this machine's clock (NTP), or drain the queue in front; anything else: a replay",
        )
    } else {
        Diagnosis::proven(
            "from_future",
            what,
            "set this machine's clock (NTP), and check that nobody reads milliseconds as seconds",
        )
    })
}

fn unexplained(cases: &[Case]) -> Finding {
    let mut diagnoses: Vec<Diagnosis> = Vec::new();
    let mut all_bad = true;
    for case in cases {
        let no = case.judge().err();
        all_bad &= matches!(&no, Some(No::Refused(Refusal::BadSignature)));
        for diagnosis in no.iter().flat_map(|no| symptoms::of(case, no)) {
            if !diagnoses.contains(&diagnosis) {
                diagnoses.push(diagnosis);
            }
        }
        if let Some(other) = elsewhere(case) {
            diagnoses.insert(0, other);
        }
    }
    if all_bad && diagnoses.is_empty() {
        diagnoses.push(Diagnosis::likely(
            "other_secret",
            "nothing that usually happens to a body explains it: most likely it was signed with another secret",
            "compare with the endpoint's page: test or live mode, another endpoint, the secret of a command-line listener, one that was rotated",
        ));
    }
    diagnoses.sort_by_key(|diagnosis| diagnosis.certainty as u8);
    Finding {
        verifies: false,
        diagnoses,
        id: None,
        event_type: None,
        secret: None,
    }
}

/// Whether another provider's scheme accepts it under the same secret.
fn elsewhere(case: &Case) -> Option<Diagnosis> {
    let other = providers::ALL.iter().find(|other| {
        let mut there = case.clone();
        there.scheme = **other;
        there.judge().is_ok()
    })?;
    Some(Diagnosis::proven(
        "other_provider",
        format!("it verifies as {}", other.title()),
        format!("use the provider {}", other.name()),
    ))
}

/// Bounds the work, whatever the request holds.
struct Budget {
    verdicts: usize,
}

impl Budget {
    fn new(body: usize) -> Self {
        Self {
            verdicts: MAX_VERDICTS.min(MAX_BYTES / body.max(1)),
        }
    }

    fn is_used_up(&self) -> bool {
        self.verdicts == 0
    }

    fn judge(&mut self, case: &Case) -> Option<Verified> {
        self.verdicts = self.verdicts.checked_sub(1)?;
        case.judge().ok()
    }
}
