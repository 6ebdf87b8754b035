//! A type that this version does not know keeps its name, and spoils nothing else.

use serde_json::{Value, json};

use super::Table;

impl<E> Table<E> {
    pub(super) fn an_unknown_type_keeps_its_name(&self) {
        for (sample, json) in self.samples() {
            let known = (self.type_of)(sample, &json);
            // What is read of one kind of type (`email.…`) is read of a new one of that kind.
            let akin = Value::from(format!("{known}.moon"));
            for value in [
                akin.clone(),
                "moon.rose".into(),
                "".into(),
                Value::Null,
                json!({"a": 1}),
            ] {
                let name = value.as_str();
                let changed = self.type_at.changed(&json, &known, &value);
                let event = self.sent(sample, name, &changed);
                let expected = (name.unwrap_or_default(), false);
                assert_eq!((self.event_type)(&event), expected, "{changed}");
                if value == akin {
                    self.assert_reads(&event, &changed, &changed.to_string());
                }
            }
        }
    }
}
