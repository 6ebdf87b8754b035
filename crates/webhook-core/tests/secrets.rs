//! Secrets: every way to configure one wrongly is found at start-up, and none is ever printed.

mod common;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use common::*;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use sha2::Sha256;
use webhook_core::{
    ConfigError, Refusal, Scheme, Secret, Secrets, Signer, UnixTime, Verifier, danger, providers,
    scheme::{Base64Prefix, KeyFormat},
};

fn error(scheme: Scheme, secrets: impl Into<Secrets>) -> ConfigError {
    if scheme.signs_url() {
        Verifier::with_public_url(scheme, secrets, PUBLIC_URL).unwrap_err()
    } else {
        Verifier::new(scheme, secrets).unwrap_err()
    }
}

#[test]
fn t_04_an_empty_or_blank_secret_is_refused_by_verifier_and_signer_alike() {
    for scheme in every_scheme() {
        for text in ["", " ", "\n", "\t \r\n", "\u{a0}", "\u{2003}"] {
            for place in 0..2 {
                let mut secrets = vec![
                    with_key_id(scheme, secret(scheme, 0)),
                    with_key_id(scheme, secret(scheme, 1)),
                ];
                secrets[place] = Secret::new(text);
                let error = error(scheme, secrets);
                assert!(
                    matches!(error, ConfigError::EmptySecret { .. }),
                    "{text:?}: {error}"
                );
            }
            let error = Signer::new(scheme, text).unwrap_err();
            assert!(
                matches!(error, ConfigError::EmptySecret { .. }),
                "{text:?}: {error}"
            );
            let error = error_of_short(scheme, text);
            assert!(
                matches!(error, ConfigError::EmptySecret { .. }),
                "{text:?}: {error}"
            );
        }
        assert!(matches!(
            error(scheme, Secrets::default()),
            ConfigError::NoSecret { .. }
        ));
    }
}

/// `danger` lifts the length, never the emptiness.
fn error_of_short(scheme: Scheme, text: &str) -> ConfigError {
    error(scheme, danger::short_secret(text))
}

#[test]
fn every_mistaken_secret_has_its_message() {
    let s = |text: &str| Secrets::from(text);
    let base64_15 = STANDARD.encode([7; 15]);
    #[rustfmt::skip]
    let table: Vec<(Scheme, Secrets, &str)> = vec![
        (providers::STRIPE, s("sk_live_51HxxxxxxxxxxxxxxxxX"), "stripe secret looks like an API key (sk_…); use the endpoint's signing secret (whsec_…)"),
        (providers::STRIPE, s("rk_live_51HxxxxxxxxxxxxxxxxX"), "stripe secret looks like a restricted API key (rk_…); use the endpoint's signing secret (whsec_…)"),
        (providers::STRIPE, s("pk_live_51HxxxxxxxxxxxxxxxxX"), "stripe secret looks like a publishable API key (pk_…); use the endpoint's signing secret (whsec_…)"),
        (providers::STRIPE, s("we_1HxxxxxxxxxxxxxxxxxxxX"), "stripe secret looks like an endpoint's id (we_…); use the endpoint's signing secret (whsec_…)"),
        (providers::STRIPE, Secret::new("sk_x").label("STRIPE_KEY").into(), "stripe secret \"STRIPE_KEY\" looks like an API key (sk_…); use the endpoint's signing secret (whsec_…)"),
        (providers::GITHUB, s("ghp_xxxxxxxxxxxxxxxxxxxx"), "github secret looks like a personal access token (ghp_…); use the secret that was entered in the webhook's settings"),
        (providers::GITHUB, s("github_pat_xxxxxxxxxxxxx"), "github secret looks like a personal access token (github_pat_…); use the secret that was entered in the webhook's settings"),
        (providers::GITHUB, s("ghs_xxxxxxxxxxxxxxxxxxxx"), "github secret looks like an App's installation token (ghs_…); use the secret that was entered in the webhook's settings"),
        (providers::GITHUB, s("-----BEGIN RSA PRIVATE KEY-----"), "github secret looks like an App's private key (-----BEGIN…); use the secret that was entered in the webhook's settings"),
        (providers::SHOPIFY, s("shpat_xxxxxxxxxxxxxxxxxx"), "shopify secret looks like an Admin API access token (shpat_…); use the app's client secret (API secret key)"),
        (providers::SHOPIFY, s("shpca_xxxxxxxxxxxxxxxxxx"), "shopify secret looks like a custom app's access token (shpca_…); use the app's client secret (API secret key)"),
        (providers::SHOPIFY, s("shppa_xxxxxxxxxxxxxxxxxx"), "shopify secret looks like a private app's password (shppa_…); use the app's client secret (API secret key)"),
        (providers::SLACK, s("xoxb-xxxxxxxxxxxxxxxxxxx"), "slack secret looks like a bot token (xoxb-…); use the app's Signing Secret, from its Basic Information page"),
        (providers::SLACK, s("xoxp-xxxxxxxxxxxxxxxxxxx"), "slack secret looks like a user token (xoxp-…); use the app's Signing Secret, from its Basic Information page"),
        (providers::SLACK, s("xapp-xxxxxxxxxxxxxxxxxxx"), "slack secret looks like an app-level token (xapp-…); use the app's Signing Secret, from its Basic Information page"),
        (providers::TWILIO, s("SKxxxxxxxxxxxxxxxxxxxxxx"), "twilio secret looks like an API key's SID (SK…); use the account's primary Auth Token"),
        (providers::TWILIO, s("ACxxxxxxxxxxxxxxxxxxxxxx"), "twilio secret looks like an account's SID (AC…); use the account's primary Auth Token"),
        (providers::STANDARD_WEBHOOKS, s("whpk_xxxxxxxxxxxxxxxxxxx"), "standardwebhooks secret looks like an Ed25519 public key (whpk_…); use the endpoint's symmetric signing secret (whsec_…)"),
        (providers::STANDARD_WEBHOOKS, s("whsk_xxxxxxxxxxxxxxxxxxx"), "standardwebhooks secret looks like an Ed25519 signing key (whsk_…); use the endpoint's symmetric signing secret (whsec_…)"),
        (providers::CLERK, s("sk_test_xxxxxxxxxxxxxxxx"), "clerk secret looks like a secret API key (sk_…); use the endpoint's signing secret (whsec_…)"),
        (providers::CLERK, s("pk_test_xxxxxxxxxxxxxxxx"), "clerk secret looks like a publishable API key (pk_…); use the endpoint's signing secret (whsec_…)"),
        (providers::RESEND, s("re_xxxxxxxxxxxxxxxxxxxxx"), "resend secret looks like an API key (re_…); use the webhook's signing secret (whsec_…)"),
        (providers::OPENAI, s("sk-proj-xxxxxxxxxxxxxxxx"), "openai secret looks like an API key (sk-…); use the webhook's signing secret (whsec_…)"),
        (providers::ANTHROPIC, s("sk-ant-xxxxxxxxxxxxxxxxx"), "anthropic secret looks like an API key (sk-ant-…); use the webhook's signing secret (whsec_…)"),
        (providers::REPLICATE, s("r8_xxxxxxxxxxxxxxxxxxxxx"), "replicate secret looks like an API token (r8_…); use the default webhook secret (whsec_…) from the API"),
        (providers::LIVEBLOCKS, s("sk_prod_xxxxxxxxxxxxxxxx"), "liveblocks secret looks like a secret API key (sk_…); use the webhook endpoint's signing secret (whsec_…)"),
        (providers::LIVEBLOCKS, s("pk_prod_xxxxxxxxxxxxxxxx"), "liveblocks secret looks like a public API key (pk_…); use the webhook endpoint's signing secret (whsec_…)"),
        (providers::POLAR, s("polar_oat_xxxxxxxxxxxxxx"), "polar secret looks like an organization access token (polar_oat_…); use the webhook endpoint's secret"),
        (providers::LIVEBLOCKS, s(KEYS[0]), "liveblocks: the secret does not start with whsec_; copy the whole signing secret from the endpoint's page"),
        (providers::STRIPE, s("whsec_0123456789abcdef\n"), "stripe: the secret has white space around it (a pasted newline?); trim it"),
        (providers::STRIPE, s(" whsec_0123456789abcdef"), "stripe: the secret has white space around it (a pasted newline?); trim it"),
        (providers::STRIPE, s("fifteen letters"), "stripe: the secret gives a key of 15 bytes, fewer than 16; use a longer one, or webhook_core::danger::short_secret if the provider offers no other"),
        (providers::SVIX, format!("whsec_{base64_15}").into(), "svix: the secret gives a key of 15 bytes, fewer than 16; use a longer one, or webhook_core::danger::short_secret if the provider offers no other"),
        (providers::STRIPE, Secrets::from(vec![KEYS[0]; 9]), "stripe: 9 secrets, at most 8 are tried; use one layer per endpoint, or by_request for tenants"),
        (providers::STRIPE, Secrets::default(), "stripe: no secret was given; pass the endpoint's signing secret"),
        (providers::STRIPE, Secret::new("").label("STRIPE_SECRET").into(), "stripe: the secret \"STRIPE_SECRET\" is empty; is the variable that should hold it set?"),
    ];
    for (scheme, secrets, message) in table {
        assert_eq!(error(scheme, secrets).to_string(), message);
    }
}

#[test]
fn t_04_a_prefix_with_nothing_behind_it_is_empty_where_it_is_decoded() {
    // Stripe, GitHub and the like key with the text itself: six bytes are too short.
    for scheme in every_scheme() {
        let error = error(scheme, "whsec_");
        let as_expected = match scheme.key_format_axis() {
            KeyFormat::Utf8 | KeyFormat::Utf8AfterWord(_) | KeyFormat::Nfkd => {
                matches!(error, ConfigError::ShortSecret { bytes: 6, .. })
            }
            KeyFormat::Hex => matches!(error, ConfigError::NotHex { .. }),
            KeyFormat::Base64(Base64Prefix::None) => matches!(error, ConfigError::NotBase64 { .. }),
            KeyFormat::Base64(Base64Prefix::Required(prefix)) if prefix != "whsec_" => {
                matches!(error, ConfigError::MissingPrefix { .. })
            }
            _ => matches!(error, ConfigError::EmptySecret { .. }),
        };
        assert!(as_expected, "{}: {error}", scheme.name());
    }
}

#[test]
fn t_18_a_secret_in_any_but_canonical_base64_is_refused() {
    let unpadded = STANDARD.encode([0xfb; 16]).replace('=', "");
    let good = STANDARD.encode([0xfb; 16]);
    for bad in [
        unpadded.clone(),
        format!("{unpadded}="),
        format!("{good}="),
        good.replace('+', "-").replace('/', "_"),
        // The same bytes with another low bit in the last letter.
        good.replace("w==", "x=="),
        format!("{} {}", &good[..4], &good[4..]),
        format!("{}\n{}", &good[..4], &good[4..]),
        "not base64 at all".into(),
    ] {
        for scheme in [
            providers::STANDARD_WEBHOOKS,
            providers::SVIX,
            providers::LIVEBLOCKS,
            providers::REPLICATE,
            providers::OPENAI,
        ] {
            let error = error(scheme, format!("whsec_{bad}"));
            assert!(
                matches!(error, ConfigError::NotBase64 { .. }),
                "{bad}: {error}"
            );
        }
        assert!(
            matches!(error(providers::FINCH, &bad), ConfigError::NotBase64 { .. }),
            "{bad}"
        );
    }
    assert!(Verifier::new(providers::SVIX, format!("whsec_{good}")).is_ok());
}

#[test]
fn an_unset_variable_is_named_and_never_defaulted() {
    let error = Secret::from_env("HOOKGATE_TEST_VARIABLE_THAT_NOBODY_SETS").unwrap_err();
    assert_eq!(
        error.to_string(),
        "environment variable HOOKGATE_TEST_VARIABLE_THAT_NOBODY_SETS is not set; export it with the endpoint's signing secret"
    );
    let set = Secret::from_env("CARGO_PKG_NAME").unwrap();
    assert!(format!("{set:?}").contains("CARGO_PKG_NAME"));
}

#[test]
fn a_scheme_that_signs_the_url_needs_a_proper_one() {
    for scheme in [providers::TWILIO, EVERY_PART] {
        let missing = Verifier::new(scheme, secret(scheme, 0)).unwrap_err();
        assert_eq!(
            missing,
            ConfigError::PublicUrlMissing {
                scheme: scheme.name()
            }
        );
        for url in [
            "",
            "/",
            "hooks.example.com",
            "//hooks.example.com/in",
            "ftp://hooks.example.com/",
            "https:/hooks.example.com",
            "https://",
            "https:///in",
            "HTTPS://hooks.example.com",
            "https://hooks.example.com/in?a=1",
            "https://hooks.example.com/in#x",
            "https://hooks.example.com/a b",
            " https://hooks.example.com",
        ] {
            let error = Verifier::with_public_url(scheme, secret(scheme, 0), url).unwrap_err();
            assert_eq!(
                error,
                ConfigError::PublicUrlInvalid {
                    scheme: scheme.name()
                },
                "{url}"
            );
        }
        for url in [
            "https://a.example",
            "http://a.example:8080/%2F/",
            "https://[::1]/x",
        ] {
            assert!(
                Verifier::with_public_url(scheme, secret(scheme, 0), url).is_ok(),
                "{url}"
            );
        }
    }
}

#[test]
fn t_04_a_request_signed_with_the_empty_key_is_refused() {
    let mac = |content: String| {
        let mut mac = Hmac::<Sha256>::new_from_slice(b"").unwrap();
        mac.update(content.as_bytes());
        mac.finalize().into_bytes()
    };
    let now = NOW.as_secs();
    let hex = |content| const_hex::encode(mac(content));
    let base64 = |content| STANDARD.encode(mac(content));
    let time = now.to_string();
    let table = [
        (
            providers::GITHUB,
            vec![(
                "x-hub-signature-256",
                format!("sha256={}", hex("{}".into())),
            )],
        ),
        (
            providers::STRIPE,
            vec![(
                "stripe-signature",
                format!("t={now},v1={}", hex(format!("{now}.{{}}"))),
            )],
        ),
        (
            providers::SHOPIFY,
            vec![("x-shopify-hmac-sha256", base64("{}".into()))],
        ),
        (
            providers::SLACK,
            vec![
                ("x-slack-request-timestamp", time.clone()),
                (
                    "x-slack-signature",
                    format!("v0={}", hex(format!("v0:{now}:{{}}"))),
                ),
            ],
        ),
        (
            providers::SVIX,
            vec![
                ("svix-id", "m".into()),
                ("svix-timestamp", time.clone()),
                (
                    "svix-signature",
                    format!("v1,{}", base64(format!("m.{now}.{{}}"))),
                ),
            ],
        ),
    ];
    for (scheme, headers) in table {
        let mut request = Request::post("/").body(Bytes::from("{}")).unwrap();
        for (name, value) in headers {
            set_header(&mut request, name, value.as_bytes()).unwrap();
        }
        // Also while no secret is active.
        let early = Secret::new(secret(scheme, 0)).not_before(UnixTime::from_secs(now + 1));
        for verifier in [verifier(scheme), verifier_with(scheme, early)] {
            let verdict = verify(&verifier, &request).map(drop);
            assert_eq!(verdict, Err(Refusal::BadSignature), "{}", scheme.name());
        }
    }
}

#[test]
fn t_06_a_secret_counts_only_while_it_is_valid_and_keeps_its_index() {
    let at = |offset| UnixTime::from_secs(NOW.as_secs() + offset);
    let scheme = providers::GITHUB;
    let old = Secret::new(secret(scheme, 0))
        .label("old")
        .not_after(at(10));
    let new = Secret::new(secret(scheme, 1))
        .label("new")
        .not_before(at(-10));
    let verifier = verifier_with(scheme, [old, new]);
    let judge = |which, offset| {
        let request = request_with(scheme, secret(scheme, which)).build();
        verify_at(&verifier, &request, at(offset))
            .map(|verified| {
                (
                    verified.secret_index(),
                    verified.secret_label().map(str::to_owned),
                )
            })
            .ok()
    };
    let (old, new) = (Some((0, Some("old".into()))), Some((1, Some("new".into()))));
    for (which, offset, expected) in [
        (0, 10, &old),
        (0, 11, &None),
        (0, i64::MAX / 2, &None),
        (1, -10, &new),
        (1, -11, &None),
        (1, 1_000, &new),
    ] {
        assert_eq!(judge(which, offset), *expected, "{which} at {offset}");
    }
    let rotated = verifier.with_secrets(secret(scheme, 2)).unwrap();
    assert_eq!(
        code(&rotated, &request_with(scheme, secret(scheme, 2)).build()),
        "accepted"
    );
    assert_eq!(
        code(&rotated, &request_with(scheme, secret(scheme, 0)).build()),
        "bad_signature"
    );
}
