//! Checks of endpoint checks that run while a `const` scheme is compiled.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "`const fn` has neither iterators nor `get`; all of it runs at compile time, on literals"
)]

use super::{At, Challenge, Handshake, Reply, When, check};

/// Checks that each endpoint check can be answered as it says.
pub(super) const fn handshakes(list: &[Handshake]) {
    let mut i = 0;
    while i < list.len() {
        handshake(list[i]);
        i += 1;
    }
}

const fn handshake(handshake: Handshake) {
    if let Some(at) = handshake.challenge.place() {
        check::place(at);
        assert!(
            matches!(at, At::Query(_) | At::Header(_))
                || !handshake.is_no_post() && matches!(at, At::Json(_)),
            "a challenge stands in the query or in a header, or in the JSON of a post"
        );
    }
    match handshake.when {
        When::PostMember(at, _) | When::VerifiedMember(at, _) | When::VerifiedEmpty(at) => {
            check::pointer(at);
        }
        When::EveryDelivery => assert!(
            matches!(handshake.reply, Reply::Header(_)),
            "only a header can be added to the handler's answer"
        ),
        _ => {}
    }
    match handshake.reply {
        Reply::Header(name) | Reply::HeaderAndJson(name, _) => check::header_name(name),
        Reply::Fixed { status, .. } => assert!(
            status >= 200 && status < 300,
            "a handshake is answered with a 2xx"
        ),
        _ => {}
    }
    assert!(
        matches!(handshake.reply, Reply::Fixed { .. })
            || handshake.challenge.place().is_some()
            || matches!(handshake.when, When::Head),
        "there is no challenge to send back"
    );
    assert!(
        !handshake.reply.is_signed() || !matches!(handshake.challenge, Challenge::Text(_)),
        "a text of this form could be an event and is not signed"
    );
}
