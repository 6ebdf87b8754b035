//! The search: one change, then two, until the signature verifies; then the clock.

use axum_webhook::{
    Delivery, Refusal,
    core::{DeliveryContext, Verified},
    providers,
};

use super::{
    case::{Case, No, Suspicion},
    clock,
    diagnosis::Diagnosis,
    foreign, suspects, symptoms,
};
use crate::SecretArg;

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

/// `case` with each of the secrets, or as it is where there are none.
pub(super) fn investigate(case: Case, secrets: &[SecretArg]) -> Finding {
    let mut budget = Budget::new(case.capture.body.len());
    let mut cases: Vec<Case> = secrets
        .iter()
        .map(|secret| Case {
            secret: Some(secret.clone()),
            ..case.clone()
        })
        .collect();
    if cases.is_empty() {
        cases.push(case);
    }
    let verdicts: Vec<_> = cases.iter().map(Case::judge).collect();
    // Nothing more can be said until the key is there.
    let without_key = verdicts
        .iter()
        .any(|verdict| matches!(verdict, Err(No::Key(_))));
    for (number, (case, verdict)) in (1..).zip(cases.iter().zip(verdicts)) {
        if let Ok(verified) = verdict {
            return Finding::verified(case, verified, Vec::new(), number);
        }
    }
    if without_key {
        return unexplained(&cases);
    }
    for search in [once, twice] {
        for (number, case) in (1..).zip(&cases) {
            if let Some((causes, mended, verified)) = search(case, &mut budget) {
                let diagnoses = causes.iter().map(Diagnosis::from).collect();
                return Finding::verified(&mended, verified, diagnoses, number);
            }
        }
    }
    unexplained(&cases)
}

impl Finding {
    /// Of a case that verifies once `diagnoses` are undone, with secret `number`.
    fn verified(
        case: &Case,
        verified: Verified,
        mut diagnoses: Vec<Diagnosis>,
        number: usize,
    ) -> Self {
        diagnoses.extend(clock::skew(case));
        let context = DeliveryContext::new(case.scheme.name(), case.now);
        let delivery = Delivery::new(verified, context);
        Self {
            verifies: diagnoses.is_empty(),
            diagnoses,
            id: delivery.id().map(Into::into),
            event_type: delivery.event_type().map(Into::into),
            secret: case.secret.as_ref().map(|_| number),
        }
    }
}

/// What was undone, and the case after it.
type Mended = (Vec<Suspicion>, Case, Verified);

/// One change that makes it verify.
fn once(case: &Case, budget: &mut Budget) -> Option<Mended> {
    suspects::all(case).into_iter().find_map(|suspicion| {
        let mended = suspicion.undo.apply(case);
        let verified = budget.judge(&mended)?;
        Some((vec![suspicion], mended, verified))
    })
}

/// Two changes of different kinds.
fn twice(case: &Case, budget: &mut Budget) -> Option<Mended> {
    for first in &suspects::all(case) {
        let without_first = first.undo.apply(case);
        // What is undone second may only show once the first is undone.
        for second in suspects::all(&without_first) {
            if second.undo.kind() <= first.undo.kind() {
                continue;
            }
            if budget.is_used_up() {
                return None;
            }
            let mended = second.undo.apply(&without_first);
            if let Some(verified) = budget.judge(&mended) {
                return Some((vec![first.clone(), second], mended, verified));
            }
        }
    }
    None
}

fn unexplained(cases: &[Case]) -> Finding {
    let mut diagnoses: Vec<Diagnosis> = Vec::new();
    let judged = cases
        .iter()
        .filter_map(|case| Some((case, case.judge().err()?)));
    let mut judged: Vec<_> = judged.collect();
    // Of several topics, one that it is about is enough.
    let is_expected = |no: &No| !no.is_foreign() && !matches!(no, No::Config(_));
    let expected = judged.iter().any(|(_, no)| is_expected(no));
    judged.retain(|(_, no)| !(expected && no.is_foreign()));
    let all_bad = judged
        .iter()
        .all(|(_, no)| matches!(no, No::Refused(Refusal::BadSignature)));
    for (case, no) in judged {
        for diagnosis in symptoms::of(case, &no) {
            if !diagnoses.contains(&diagnosis) {
                diagnoses.push(diagnosis);
            }
        }
        if let Some(other) = elsewhere(case) {
            diagnoses.insert(0, other);
        }
    }
    if all_bad && diagnoses.is_empty() {
        diagnoses.extend(cases.first().map(foreign::other_key));
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
