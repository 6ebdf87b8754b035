//! [`Diagnosis`]: one reason why a request does not verify.

use serde::Serialize;

use super::case::Suspicion;

/// One reason, and its fix. Never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// A stable word for scripts.
    pub code: &'static str,
    /// How sure it is.
    pub certainty: Certainty,
    /// What happened.
    pub what: String,
    /// What to do.
    pub fix: String,
}

/// How sure a diagnosis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The signature verifies once this is undone, or the fact stands in the request itself.
    Proven,
    /// The symptom is there; what was signed cannot be had back.
    Likely,
}

impl Diagnosis {
    pub(super) fn proven(
        code: &'static str,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self {
            code,
            certainty: Certainty::Proven,
            what: what.into(),
            fix: fix.into(),
        }
    }

    pub(super) fn likely(
        code: &'static str,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self {
            certainty: Certainty::Likely,
            ..Self::proven(code, what, fix)
        }
    }
}

impl From<&Suspicion> for Diagnosis {
    /// Of a suspicion that was confirmed.
    fn from(suspicion: &Suspicion) -> Self {
        Self::proven(
            suspicion.code,
            suspicion.what.as_str(),
            suspicion.fix.as_str(),
        )
    }
}
