//! The table of a provider's page.

use std::time::Duration;

use axum_webhook::{
    Scheme,
    core::scheme::{Stamped, SuccessAnswer},
};

use super::{answers, axes, check, form, keys, table::duration};

/// What success looks like, with its code set as such.
fn success(scheme: &Scheme) -> String {
    match scheme.success_axis() {
        SuccessAnswer::Fixed { content_type, body } => {
            format!("200 with `{content_type}` `{body}`: `delivery.success_answer()`")
        }
        SuccessAnswer::ByHandler { .. } => answers::success(scheme).replace('<', "&lt;"),
        _ => answers::success(scheme),
    }
}

/// Each fact and its value.
pub(super) fn rows(scheme: &Scheme) -> Vec<(&'static str, String)> {
    let code = |text: &str| format!("`{text}`");
    let seconds = |time: Duration| duration(time.as_secs());
    let known = |time: Option<Duration>| time.map_or("not known".to_owned(), seconds);
    let places = |places: &[_]| match places {
        [] => "none".to_owned(),
        places => axes::places(places).join(", "),
    };
    let mut rows = vec![
        ("Slug", code(scheme.name())),
        ("Algorithm", scheme.algorithm().as_str().to_owned()),
        (
            "Key",
            keys::words(scheme).unwrap_or_else(|| form::key(scheme)),
        ),
        ("Signed", code(&form::content(scheme))),
        (
            "Signature",
            match scheme.signature_header() {
                "" => match scheme.signature_places() {
                    [] => "inside the body".to_owned(),
                    at => format!("`{}` in {}", form::header(scheme), places(at)),
                },
                name => format!("`{name}: {}`", form::header(scheme)),
            },
        ),
    ];
    if let Some(name) = scheme.key_id_name() {
        rows.push((
            "Signed with the secret",
            format!("its {name}, `Secret::key_id`"),
        ));
    }
    if let [first, .., last] = scheme.further_signature_headers() {
        rows.push(("Or in", format!("`{first}` to `{last}`")));
    } else if let [only] = scheme.further_signature_headers() {
        rows.push(("Or in", code(only)));
    }
    rows.push((
        "Timestamp",
        match (scheme.timestamp_place(), scheme.tolerance()) {
            (Some(at), tolerance) => {
                let tolerance = tolerance.map(|time| format!(", ± {}", seconds(time)));
                let unit = form::time(scheme.time_unit_axis());
                let stamped = match scheme.stamped_axis() {
                    Stamped::PerAttempt => ", new for each attempt",
                    Stamped::AtEvent => ", of the event",
                    _ => "",
                };
                format!(
                    "{}, {unit}{stamped}{}",
                    axes::place(&at),
                    tolerance.unwrap_or_default()
                )
            }
            (None, _) => "none".to_owned(),
        },
    ));
    if scheme.sends_batches() {
        rows.push((
            "Batches",
            "several events in one request: `delivery.items()`".to_owned(),
        ));
    }
    rows.extend([
        ("Event id", places(scheme.event_id_places())),
        ("Event type", places(scheme.event_type_places())),
    ]);
    if !scheme.action_places().is_empty() {
        rows.push(("Action", places(scheme.action_places())));
    }
    rows.extend([
        ("Same delivery if the same", axes::identity(scheme)),
        ("Endpoint check", check::words(scheme.handshakes_axis())),
        ("Methods", scheme.accepted_methods().join(", ")),
        ("Largest body", format!("{} MiB", scheme.max_body() >> 20)),
        (
            "Retries for",
            scheme
                .retry_horizon()
                .map_or("not known, counted as 3 d".to_owned(), seconds),
        ),
        ("Waits for an answer", known(scheme.response_deadline())),
        (
            "Does not send again after",
            match &*answers::statuses(scheme).join(", ") {
                "" => "not known".to_owned(),
                statuses => statuses.to_owned(),
            },
        ),
        ("Success is", success(scheme)),
    ]);
    if !scheme.published_sources().is_empty() {
        rows.push(("Sends from", scheme.published_sources().join(", ")));
    }
    rows.extend([
        ("Evidence", scheme.evidence().as_str().to_owned()),
        ("Documentation", format!("<{}>", scheme.docs())),
    ]);
    rows
}
