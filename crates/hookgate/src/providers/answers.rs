//! What the provider makes of the answer, in words.

use axum_webhook::{
    Scheme,
    core::scheme::{Stamped, SuccessAnswer},
};

/// Which time is signed, as a listing's stable word.
pub(super) fn stamped(scheme: &Scheme) -> &'static str {
    match scheme.stamped_axis() {
        Stamped::PerAttempt => "per-attempt",
        Stamped::AtEvent => "at-event",
        // Others are newer than this listing.
        _ => "unknown",
    }
}

/// Statuses that end a delivery: `406`, `400-428`.
pub(super) fn statuses(scheme: &Scheme) -> Vec<String> {
    let range = |(first, last)| match first == last {
        true => format!("{first}"),
        false => format!("{first}-{last}"),
    };
    let all = scheme.final_statuses_axis().iter();
    all.map(|statuses| range(statuses.bounds())).collect()
}

/// What success looks like.
pub(super) fn success(scheme: &Scheme) -> String {
    match scheme.success_axis() {
        SuccessAnswer::Any => "any 2xx".to_owned(),
        SuccessAnswer::Status(status) => format!("{status}, and no other status"),
        SuccessAnswer::Fixed { content_type, body } => {
            format!("200 with the {content_type} {body}")
        }
        SuccessAnswer::ByHandler { what, .. } => format!("made by the handler: {what}"),
        // Newer than this listing: its own name is better than nothing.
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use axum_webhook::providers;

    use super::*;

    #[test]
    fn answers_read_as_what_the_provider_wants() {
        let cases = [
            (providers::STRIPE, "per-attempt", "", "any 2xx"),
            (
                providers::ADYEN,
                "unknown",
                "",
                "200 with the text/plain [accepted]",
            ),
            (
                providers::MAILGUN,
                "unknown",
                "406",
                "200, and no other status",
            ),
            (providers::SANITY, "unknown", "400-428, 430-499", "any 2xx"),
            (
                providers::TWILIO,
                "unknown",
                "",
                "made by the handler: TwiML, or an empty <Response/>",
            ),
        ];
        for (scheme, stamp, finals, answer) in cases {
            assert_eq!(stamped(&scheme), stamp, "{}", scheme.name());
            assert_eq!(statuses(&scheme).join(", "), finals, "{}", scheme.name());
            assert_eq!(success(&scheme), answer, "{}", scheme.name());
        }
    }
}
