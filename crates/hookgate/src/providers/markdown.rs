//! The pages of `docs/providers/`: one for each provider, and their index.

use std::{fmt::Write as _, time::Duration};

use axum_webhook::{
    Scheme,
    core::scheme::{Algorithm, Stamped, SuccessAnswer},
    providers,
};

use super::{answers, axes, check, form, keys, table::duration};

/// The index.
pub(super) fn index(schemes: &[&Scheme]) -> String {
    let mut page = format!(
        "# Providers\n\n\
         {} of them. Each page says what is checked and where that is written. *Evidence* is how well:\n\
         `vendor-source` by the vendor's own code or vectors, `vendor-docs` by its documentation,\n\
         `third-party` by independent verifiers only.\n\n\
         These pages are generated: `BLESS=1 cargo test -p hookgate --test pages`.\n\n\
         | Provider | Slug | Signed with | Evidence |\n|---|---|---|---|\n",
        schemes.len()
    );
    for scheme in schemes {
        let (title, name) = (scheme.title(), scheme.name());
        let (algorithm, evidence) = (scheme.algorithm().as_str(), scheme.evidence().as_str());
        let _ = writeln!(
            page,
            "| [{title}]({name}.md) | `{name}` | {algorithm} | {evidence} |"
        );
    }
    page
}

/// One provider's page.
pub(super) fn page(scheme: &Scheme) -> String {
    let (title, name) = (scheme.title(), scheme.name());
    let mut page = format!("# {title}\n\n");
    if !scheme.signs_body() {
        page.push_str(
            "**The body is not signed.** Deliveries are authenticated, not verified: whoever captured one\n\
             can send any body under its headers.\n\n",
        );
    }
    let constant = providers::constant_name(name).unwrap_or_default();
    let url = if scheme.signs_url() {
        "\n    .public_url(\"https://example.com/hooks\")"
    } else {
        ""
    };
    let _ = write!(
        page,
        "```rust,ignore\nlet layer = WebhookLayer::new(providers::{constant}, secret){url};\n```\n\n\
         | | |\n|---|---|\n"
    );
    for (what, value) in rows(scheme) {
        let _ = writeln!(page, "| {what} | {} |", value.replace('|', "\\|"));
    }
    if !scheme.page_notes().is_empty() {
        page.push('\n');
        for note in scheme.page_notes() {
            let _ = writeln!(page, "- {note}");
        }
    }
    if scheme.is_final(503) {
        page.push_str(
            "\n**A 503 is final here**: what fails is not sent again. Answer first, and work from a queue.\n",
        );
    }
    if scheme
        .handshakes_axis()
        .iter()
        .any(|check| check.is_no_post())
    {
        page.push_str(
            "\nThe endpoint check is no post: route it to the layer too, `any(handler).layer(layer)`.\n",
        );
    }
    let mut features = scheme.features();
    if scheme.fetched_keys().is_some() {
        features.push("fetch");
    }
    let features: Vec<_> = features.iter().map(|name| format!("`{name}`")).collect();
    match &*features {
        [] => {}
        [one] => {
            let _ = writeln!(page, "\nNeeds the crate feature {one}.");
        }
        [all @ .., last] => {
            let _ = writeln!(
                page,
                "\nNeeds the crate features {} and {last}.",
                all.join(", ")
            );
        }
    }
    if scheme.fetched_keys().is_some() {
        let _ = writeln!(
            page,
            "\nIts keys are fetched. What is configured in a secret's place: {}.",
            keys::configured(scheme)
        );
    } else if scheme.algorithm().is_public_key() {
        page.push_str("The secret is the provider's public key.\n");
    }
    let url = if scheme.signs_url() {
        " --public-url https://example.com/hooks"
    } else {
        ""
    };
    let secret = match scheme.algorithm() {
        Algorithm::Ed25519 if scheme.fetched_keys().is_none() => "--secret PRIVATE_KEY",
        // Nobody but the provider can.
        algorithm if algorithm.is_public_key() => return page,
        _ if scheme.key_id_name().is_some() => "--secret id:KEY_ID=…",
        _ => "--secret …",
    };
    let _ = write!(
        page,
        "\nTry it: `hookgate send {name} --to http://127.0.0.1:3000/{name} {secret}{url}`\n"
    );
    page
}

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

fn rows(scheme: &Scheme) -> Vec<(&'static str, String)> {
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
