//! Receives one vector as its provider's layer would, and puts what happened into words.

use std::fmt::Debug;

use axum_webhook::{
    core::{Inbound, keys::KeyRequest},
    testing::vectors::{Expect, Outcome, Seen, Vector},
};

use crate::words;

/// What came of one vector.
pub(super) struct Verdict {
    pub(super) judged: Outcome,
    pub(super) got: String,
}

/// Receives the vector with its own secrets, clock and URL; `None` if this build has no such
/// provider.
pub(super) fn receive(vector: &Vector) -> Option<Verdict> {
    let verifier = match vector.verifier()? {
        Ok(verifier) => verifier,
        // Nothing is ever accepted with a secret that is refused at start-up.
        Err(error) => {
            let why = error.to_string();
            return Some(Verdict {
                judged: vector.judge(&Seen::Rejected { why: &why }),
                got: format!("refused at start-up, {why}"),
            });
        }
    };
    let (parts, body) = match vector.request() {
        Ok(request) => request.into_parts(),
        Err(error) => {
            let got = format!("HTTP cannot carry this request: {error}");
            return Some(Verdict {
                judged: Outcome::Difference { what: got.clone() },
                got,
            });
        }
    };
    let keys = |wanted: &KeyRequest| vector.keyring(wanted);
    let result = verifier.verify_with(&Inbound::from(&parts), body, vector.now, keys);
    Some(Verdict {
        judged: vector.verdict(&result),
        got: match &result {
            Ok(verified) => accepted(&verified.event_id(), &verified.event_type()),
            Err(refusal) => format!("refused, {}", words::refusal(refusal)),
        },
    })
}

/// What the vector asks for, in the same words.
pub(super) fn expected(vector: &Vector) -> String {
    let expected = match vector.expect {
        Expect::Accept => accepted(&vector.expected_event_id, &vector.expected_event_type),
        Expect::Reject => "refused".to_owned(),
    };
    match vector.docs_expect {
        Some(docs) if docs != vector.expect => {
            format!("{expected}; the vendor's documentation says otherwise")
        }
        _ => expected,
    }
}

fn accepted<T: Debug>(id: &Option<T>, event_type: &Option<T>) -> String {
    let text = |text: &Option<T>| {
        text.as_ref()
            .map_or("none".to_owned(), |text| format!("{text:?}"))
    };
    format!("accepted, id {}, type {}", text(id), text(event_type))
}
