//! Schemes that contradict themselves: what the data shows panics where it is written (a compile
//! error in a `const`), what needs the whole scheme is an error at start-up.

mod common;

use std::panic::catch_unwind;

use common::*;
use webhook_core::{
    ConfigError, Scheme, Signer, Verifier, providers,
    scheme::{
        At, Challenge, Grammar, Handshake, Identity, Part, Reply, Statuses, SuccessAnswer, When,
    },
    testing,
};

fn acme() -> Scheme {
    Scheme::hmac_sha256("acme", "acme-signature")
}

const ID: Challenge = Challenge::Token(At::Json("/id"));
const AT_FORM: Challenge = Challenge::Token(At::Form("id"));
const WIDE: Challenge = Challenge::Text(At::Query("text"));
const MOVED: Reply = Reply::Fixed {
    status: 301,
    body: "",
};

/// Leaked, as what a `const` holds is.
fn check(when: When, challenge: Challenge, reply: Reply) -> &'static [Handshake] {
    Box::leak(Box::new([Handshake {
        when,
        challenge,
        reply,
    }]))
}

#[test]
fn mistakes_in_the_data_alone_do_not_get_past_the_builder() {
    type Build = fn() -> Scheme;
    #[rustfmt::skip]
    let table: &[(Build, &str)] = &[
        (|| Scheme::hmac_sha256("", "x"), "a scheme needs a name"),
        (|| acme().renamed("", "Acme"), "a scheme needs a name"),
        (|| Scheme::hmac_sha256("acme", ""), "a header name is empty"),
        (|| Scheme::hmac_sha256("acme", "Acme"), "lower case"),
        (|| Scheme::hmac_sha256("acme", "acme sig"), "letters, digits"),
        (|| acme().signature_from("X-Acme"), "lower case"),
        (|| acme().header_alias("", "y-"), "prefix is empty"),
        (|| acme().header_alias("x-", "Y-"), "lower case"),
        (|| acme().grammar(Grammar::Pairs { separator: ',', signature: "" }), "key is empty"),
        (|| acme().grammar(Grammar::VersionedList { version: "" }), "version is empty"),
        (|| acme().content(&[]), "lacks the body"),
        (|| acme().content(&[Part::Timestamp, Part::Id]), "lacks the body"),
        (|| acme().content(&[Part::Header("X-Acme"), Part::Body]), "lower case"),
        (|| acme().body_not_signed(""), "say why"),
        (|| acme().timestamp(At::Query("time")), "stands in a header"),
        (|| acme().timestamp(At::Header("Acme-Time")), "lower case"),
        (|| acme().tolerance_secs(0), "refuses every delivery"),
        (|| acme().body_limit(0), "refuses every delivery"),
        (|| acme().methods(&[]), "needs a method"),
        (|| acme().handshakes(check(When::Get, Challenge::None, Reply::Text)), "no challenge"),
        (|| acme().handshakes(check(When::Get, ID, Reply::Text)), "in the query or in a header"),
        (|| acme().handshakes(check(When::Post, AT_FORM, Reply::Text)), "in the query or in a header"),
        (|| acme().handshakes(check(When::VerifiedEmpty("a"), ID, Reply::Text)), "starts with '/'"),
        (|| acme().handshakes(check(When::Get, WIDE, Reply::SignedPair)), "is not signed"),
        (|| acme().handshakes(check(When::EveryDelivery, WIDE, Reply::Text)), "only a header"),
        (|| acme().handshakes(check(When::Post, WIDE, Reply::Header("X-Echo"))), "lower case"),
        (|| acme().handshakes(check(When::Head, Challenge::None, MOVED)), "with a 2xx"),
        (|| acme().event_id(&[At::Json("id")]), "starts with '/'"),
        (|| acme().event_id(&[At::Json("")]), "starts with '/'"),
        (|| acme().event_type(&[At::Form("")]), "field name is empty"),
        (|| acme().identity(Identity::SignedId(At::Header("Id"))), "lower case"),
        (|| acme().identity(Identity::IdAndContent(At::Header("id"), &[At::Query("")])), "name is empty"),
        (|| acme().facts(&["x-ok", "X-Bad"]), "lower case"),
        (|| acme().attempt(At::Header("Attempt")), "lower case"),
    ];
    for (build, expected) in table {
        let panic = catch_unwind(build).expect_err(expected);
        let message = panic.downcast_ref::<&str>().map_or_else(
            || panic.downcast_ref::<String>().cloned().unwrap_or_default(),
            |text| (*text).to_owned(),
        );
        assert!(
            message.contains(expected),
            "{message:?} should say {expected:?}"
        );
    }
}

#[test]
fn contradictions_of_the_whole_scheme_are_errors_at_start_up() {
    let timed = acme().content(&[Part::Timestamp, Part::Body]);
    let table = [
        (timed, "must both have a timestamp"),
        (
            acme().timestamp(At::Header("acme-time")),
            "must both have a timestamp",
        ),
        (
            timed.timestamp(At::InSignature("t")),
            "At::InSignature needs",
        ),
        (
            timed
                .grammar(Grammar::Pairs {
                    separator: ',',
                    signature: "v1",
                })
                .timestamp(At::InSignature("v1")),
            "a key of its own",
        ),
        (acme().content(&[Part::Id, Part::Body]), "Part::Id needs"),
        (
            acme()
                .content(&[Part::Id, Part::Body])
                .event_id(&[At::Json("/id")]),
            "Part::Id needs",
        ),
        (acme().methods(&["PO ST"]), "a method is invalid"),
        (
            Scheme::token("acme", "acme-token").handshakes(check(
                When::Get,
                Challenge::Uuid(At::Query("id")),
                Reply::SignedPair,
            )),
            "only a MAC can sign",
        ),
        (
            acme()
                .content(&[Part::Lit("a"), Part::Body])
                .handshakes(check(
                    When::Get,
                    Challenge::Uuid(At::Query("id")),
                    Reply::SignedPair,
                )),
            "could be the signed content",
        ),
    ];
    for (scheme, expected) in table {
        let secret = secret(scheme, 0);
        for error in [
            Verifier::new(scheme, &secret).unwrap_err(),
            Signer::new(scheme, &secret).unwrap_err(),
        ] {
            assert!(
                matches!(error, ConfigError::Scheme { scheme: "acme", .. }),
                "{error}"
            );
            assert!(
                error.to_string().contains(expected),
                "{error} should say {expected}"
            );
        }
    }
}

#[test]
fn every_provider_builds_is_named_once_and_says_where_its_facts_come_from() {
    for scheme in providers::ALL {
        let name = scheme.name();
        let keys = testing::keys(scheme, &[7; 32]);
        if let Some(keys) = keys {
            let (signing, verifying) = (keys.signing_secret(), keys.verifying_secret());
            let sample = testing::samples(name).next().expect("a sample");
            let sample = sample.fresh(scheme, "a1").stamped(scheme, NOW);
            let signed = request_with(*scheme, signing).sample(&sample).build();
            let verifier = verifier_with(*scheme, verifying);
            assert_eq!(code(&verifier, &signed), "accepted", "{name}");
        } else {
            assert!(scheme.algorithm().is_public_key(), "{name}");
        }
        assert_eq!(
            providers::by_name(name).map(|s| s.title()),
            Some(scheme.title())
        );
        assert_eq!(
            providers::ALL
                .iter()
                .filter(|other| other.name() == name)
                .count(),
            1
        );
        assert!(scheme.docs().starts_with("https://"), "{name}");
        assert_ne!(scheme.evidence().as_str(), "own", "{name}");
        assert!(scheme.max_body() >= 2 << 20, "{name}");
    }
    assert!(providers::by_name("Stripe").is_none() && providers::by_name("").is_none());
}

#[test]
fn a_scheme_reports_what_it_was_built_from() {
    const FULL: Scheme = Scheme::hmac_sha256("full", "x-sig")
        .tolerance_secs(30)
        .retry_horizon_secs(60)
        .response_deadline_secs(3)
        .handshakes(&[Handshake {
            when: When::VerifiedMember("/type", "ping"),
            challenge: Challenge::Token(At::Json("/pong")),
            reply: Reply::Text,
        }])
        .bare_refusals()
        .success_answer(SuccessAnswer::fixed("text/plain", "ok"))
        .final_statuses(&[Statuses::One(410), Statuses::Range(500, 501)]);
    assert_eq!(FULL.tolerance(), None, "there is no timestamp to tolerate");
    assert_eq!(FULL.handshakes_axis().len(), 1);
    assert!(FULL.refuses_barely() && !providers::STRIPE.refuses_barely());
    assert_eq!(FULL.retry_horizon().map(|d| d.as_secs()), Some(60));
    assert_eq!(FULL.response_deadline().map(|d| d.as_secs()), Some(3));
    assert_eq!(FULL.success_axis().body(), Some(("text/plain", "ok")));
    let is_final = |status| FULL.is_final(status);
    assert!([410, 500, 501].into_iter().all(is_final));
    assert!(![409, 411, 499, 502, 503].into_iter().any(is_final));
    assert_eq!(
        providers::STRIPE.tolerance().map(|d| d.as_secs()),
        Some(300)
    );
}
