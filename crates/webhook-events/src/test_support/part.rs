//! A part of the payload that is read as the caller's own type: `data()`, `object()`.

use serde_json::Value;

use crate::EventError;

pub(crate) struct Part<E: 'static> {
    /// Its JSON pointer.
    pub(crate) at: &'static str,
    pub(crate) read: fn(&E) -> Result<Value, EventError>,
    /// The same as a type that it does not fit.
    pub(crate) misread: fn(&E) -> Result<(), EventError>,
}

/// The part at this pointer, which this method reads.
macro_rules! part {
    ($at:literal, $read:ident) => {
        crate::test_support::Part {
            at: $at,
            read: |event| event.$read::<serde_json::Value>().map(Into::into),
            misread: |event| event.$read::<u8>().map(drop),
        }
    };
}

pub(crate) use part;

impl<E> Part<E> {
    pub(crate) fn assert_reads(&self, event: &E, json: &Value, what: &str) {
        let at = self.at;
        match ((self.read)(event), json.pointer(at)) {
            (Ok(read), expected) => assert_eq!(Some(&read), expected, "{at} of {what}"),
            (Err(EventError::Absent { pointer, .. }), None) => assert_eq!(pointer, at, "{what}"),
            (Err(error), expected) => panic!("{at} of {what} is {expected:?}: {error}"),
        }
    }

    /// Where the part does not fit, the error says which it is.
    pub(crate) fn assert_misfit_says_where(&self, event: &E, json: &Value, what: &str) {
        let error = (self.misread)(event).unwrap_err();
        let is_absent = matches!(error, EventError::Absent { .. });
        assert_eq!(is_absent, json.pointer(self.at).is_none(), "{error}");
        assert!(error.to_string().contains(self.at), "{what}: {error}");
    }
}
