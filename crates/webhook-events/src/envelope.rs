//! An event's envelope, declared once: where each scalar stands, and the method that returns it.

/// Declares the scalars around an event's payload, each with the method that returns it. They are
/// read in one pass on first use; the event has a method `envelope` that does so. An event that
/// borrows is named with its lifetime: `Item<'_>`.
///
/// Kinds: `text`, `boolean`, `unsigned` and `time` (seconds, milliseconds or ISO-8601).
macro_rules! envelope {
    ($event:ident $(<$lifetime:lifetime>)? {
        $($(#[$meta:meta])* $vis:vis $field:ident: $kind:ident = [$($key:literal),+];)*
    }) => {
        /// The scalars around the payload, each read on its own.
        #[derive(Clone)]
        struct Envelope {
            $($field: Option<crate::envelope::kept!($kind)>,)*
        }

        impl Envelope {
            fn read(json: &[u8]) -> Self {
                let paths = [$(&[$($key),+] as crate::members::Path),*];
                let [$($field),*] = crate::members::scan(json, &paths);
                Self {
                    $($field: crate::envelope::read!($kind, $field),)*
                }
            }
        }

        impl $event $(<$lifetime>)? {
            $(
                $(#[$meta])*
                $vis fn $field(&self) -> Option<crate::envelope::returned!($kind)> {
                    crate::envelope::lent!($kind, self.envelope().$field)
                }
            )*
        }
    };
}

/// The type in which a kind is kept.
macro_rules! kept {
    (text) => { Box<str> };
    (boolean) => { bool };
    (unsigned) => { u64 };
    (time) => { std::time::SystemTime };
}

/// The type that a method returns for a kind.
macro_rules! returned {
    (text) => {
        &str
    };
    ($kind:ident) => {
        crate::envelope::kept!($kind)
    };
}

/// From a scalar's raw JSON.
macro_rules! read {
    (text, $raw:expr) => {
        crate::members::text($raw)
    };
    (boolean, $raw:expr) => {
        crate::members::boolean($raw)
    };
    (unsigned, $raw:expr) => {
        crate::members::unsigned($raw)
    };
    (time, $raw:expr) => {
        crate::time::parse_seconds_or_millis($raw)
    };
}

/// What a method returns of what is kept.
macro_rules! lent {
    (text, $kept:expr) => {
        $kept.as_deref()
    };
    ($kind:ident, $kept:expr) => {
        $kept
    };
}

pub(crate) use {envelope, kept, lent, read, returned};

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    struct Event(Envelope);

    impl Event {
        fn envelope(&self) -> &Envelope {
            &self.0
        }
    }

    envelope!(Event {
        name: text = ["name"];
        id: text = ["data", "id"];
        live: boolean = ["live"];
        count: unsigned = ["count"];
        at: time = ["at"];
    });

    #[test]
    fn each_kind_reads_its_own_type_and_nothing_else() {
        let json = br#"{"name":"n","data":{"id":"7"},"live":true,"count":1,"at":1700000000000}"#;
        let event = Event(Envelope::read(json));
        let at = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        assert_eq!((event.name(), event.id()), (Some("n"), Some("7")));
        assert_eq!((event.live(), event.count()), (Some(true), Some(1)));
        assert_eq!(event.at(), Some(at));

        let json = br#"{"name":7,"data":{"id":8},"live":"true","count":-1,"at":[]}"#;
        let event = Event(Envelope::read(json));
        assert_eq!((event.name(), event.id()), (None, None));
        assert_eq!(
            (event.live(), event.count(), event.at()),
            (None, None, None)
        );
    }
}
