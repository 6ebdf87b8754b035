//! What did not fit its model, with the reason: parsed again once the model is mended.

use std::sync::{Arc, Mutex, PoisonError};

use axum_webhook::EventError;

/// In a service this is a table or a queue.
#[derive(Clone, Default)]
pub struct Misfits(Arc<Mutex<Vec<Misfit>>>);

/// A payload, and why it was not understood.
#[derive(Clone, Debug)]
pub struct Misfit {
    /// The type and the path of the field, nothing of its value.
    pub error: String,
    /// The signed bytes.
    pub raw: Vec<u8>,
}

impl Misfits {
    /// Keeps a payload, and tells the log.
    pub fn keep(&self, error: &EventError, raw: &[u8]) {
        eprintln!("{error}; kept {} bytes", raw.len());
        let misfit = Misfit {
            error: error.to_string(),
            raw: raw.to_vec(),
        };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(misfit);
    }

    /// All of them, the oldest first.
    pub fn all(&self) -> Vec<Misfit> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }
}
