//! An event's envelope, declared once: where each scalar stands, and the method that returns it.

/// Declares the scalars around an event's payload, each with the method that returns it. They are
/// read in one pass on first use; the event has a method `envelope` that does so. An event that
/// borrows is named with its lifetime: `Item<'_>`.
///
/// Kinds: `text`, `text_or_number` (ids that may be either), `boolean`, `unsigned`, `signed`, and
/// `time` (seconds, milliseconds or ISO-8601).
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
    (text_or_number) => { Box<str> };
    (boolean) => { bool };
    (unsigned) => { u64 };
    (signed) => { i64 };
    (time) => { std::time::SystemTime };
}

/// The type that a method returns for a kind.
macro_rules! returned {
    (text) => {
        &str
    };
    (text_or_number) => {
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
    (text_or_number, $raw:expr) => {
        crate::members::text_or_number($raw)
    };
    (boolean, $raw:expr) => {
        crate::members::boolean($raw)
    };
    (unsigned, $raw:expr) => {
        crate::members::unsigned($raw)
    };
    (signed, $raw:expr) => {
        crate::members::signed($raw)
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
    (text_or_number, $kept:expr) => {
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
        id: text_or_number = ["data", "id"];
        live: boolean = ["live"];
        count: unsigned = ["count"];
        chat: signed = ["chat"];
        at: time = ["at"];
    });

    #[test]
    fn each_kind_reads_its_own_type_and_nothing_else() {
        let json =
            br#"{"name":"n","data":{"id":7},"live":true,"count":1,"chat":-2,"at":1700000000000}"#;
        let event = Event(Envelope::read(json));
        let at = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        assert_eq!((event.name(), event.id()), (Some("n"), Some("7")));
        assert_eq!((event.live(), event.count()), (Some(true), Some(1)));
        assert_eq!((event.chat(), event.at()), (Some(-2), Some(at)));

        let json = br#"{"name":7,"data":{"id":"x7"},"live":"true","count":-1,"chat":"-2","at":[]}"#;
        let event = Event(Envelope::read(json));
        assert_eq!((event.name(), event.id()), (None, Some("x7")));
        assert_eq!((event.live(), event.count()), (None, None));
        assert_eq!((event.chat(), event.at()), (None, None));
    }
}
