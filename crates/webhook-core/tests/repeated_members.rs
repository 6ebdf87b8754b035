//! Bodies whose signature stands inside them can be read in two ways, or be changed where nothing is
//! signed: neither makes another event of one that was signed.

mod common;

use common::NOW;
use http::{HeaderMap, HeaderValue, Method, Uri};
use webhook_core::{
    Inbound, Refusal, Scheme, Signer, Verified, Verifier, providers,
    signer::{Outgoing, Signed},
    testing::{self, Published},
};

/// A provider with both of its ends.
enum Ends {
    Shared(Box<(Signer, Verifier)>),
    Published(Box<Published>),
}

impl Ends {
    fn of(scheme: &Scheme) -> Self {
        if let Some(published) = Published::new(scheme) {
            return Self::Published(Box::new(published));
        }
        let keys = testing::keys(scheme, b"a key of thirty-two bytes, as is").expect("keys");
        Self::Shared(Box::new((
            Signer::new(*scheme, keys.signing_secret()).expect("a signer"),
            Verifier::new(*scheme, keys.verifying_secret()).expect("a verifier"),
        )))
    }

    fn sign(&self, body: &str, content_type: &'static str) -> Signed {
        let message = Outgoing {
            content_type: Some(content_type),
            ..Outgoing::new(body.as_bytes(), NOW)
        };
        match self {
            Self::Shared(ends) => ends.0.sign(&message),
            Self::Published(published) => published.signer().sign(&message),
        }
    }

    /// The verdict over other bytes under the same head.
    fn judge(&self, signed: &Signed, body: &[u8]) -> Result<Verified, Refusal> {
        let signed = Signed {
            body: body.to_vec(),
            ..signed.clone()
        };
        match self {
            Self::Shared(ends) => {
                let (method, uri) = (Method::POST, Uri::from_static("/"));
                let request = Inbound::new(&method, &uri, &signed.headers);
                ends.1.verify(&request, signed.body.clone(), NOW)
            }
            Self::Published(published) => published.verify(&signed, NOW),
        }
    }
}

const SNS: &str =
    r#"{"Type":"Notification","MessageId":"m-1","Message":"paid","Subject":"orders"}"#;
const ADYEN: &str = r#"{"notificationItems":[{"NotificationRequestItem":{"pspReference":"A1","eventCode":"AUTHORISATION","success":"true","amount":{"value":1000,"currency":"EUR"}}}]}"#;

#[test]
fn a_member_that_comes_twice_is_read_by_nobody() {
    let forged = r#""notificationItems":[{"NotificationRequestItem":{"pspReference":"B2"}}],"#;
    let cases: [(Scheme, &str, &[&str]); 4] = [
        (
            providers::AWS_SNS,
            SNS,
            &[
                r#""MessageId":"m-2","Message":"forged","#,
                r#""Timestamp":"2099-01-01T00:00:00.000Z","#,
                r#""Type":"SubscriptionConfirmation","Token":"abc","#,
                r#""TopicArn":"arn:aws:sns:us-east-1:210987654321:other","#,
                r#""\u004dessageId":"m-2","#,
            ],
        ),
        (providers::ADYEN, ADYEN, &[forged]),
        (
            providers::USPS,
            r#"{"timestamp":"1","payload":"{}"}"#,
            &[r#""payload":"forged","#],
        ),
        (
            providers::MICROSOFT_GRAPH,
            r#"{"value":[{"id":"1"}]}"#,
            &[r#""value":[{"id":"2"}],"#],
        ),
    ];
    for (scheme, body, additions) in cases {
        let ends = Ends::of(&scheme);
        let signed = ends.sign(body, "application/json");
        let genuine = ends.judge(&signed, &signed.body);
        assert!(genuine.is_ok(), "{}: {genuine:?}", scheme.name());
        let text = std::str::from_utf8(&signed.body).expect("JSON");
        for addition in additions {
            // Before the genuine ones, and after them: readers take the first or the last.
            let first = text.replacen('{', &format!("{{{addition}"), 1);
            let end = text.len() - 1;
            let last = format!("{},{}}}", &text[..end], addition.trim_end_matches(','));
            for changed in [first, last] {
                serde_json::from_str::<serde_json::Value>(&changed).expect("JSON");
                let refused = ends.judge(&signed, changed.as_bytes());
                let refused = refused.map(|_| ()).unwrap_err();
                assert_eq!(refused.code(), "malformed", "{changed}");
            }
        }
    }
}

#[test]
fn a_field_of_a_form_that_comes_twice_is_read_by_nobody() {
    let ends = Ends::of(&providers::BRAINTREE);
    let signed = ends.sign(
        "bt_payload=<notification><kind>check</kind></notification>",
        "application/x-www-form-urlencoded",
    );
    assert!(ends.judge(&signed, &signed.body).is_ok());
    for addition in [
        "&bt_payload=Zm9yZ2Vk",
        "&bt_signature=x",
        "&bt_%70ayload=Zm9yZ2Vk",
    ] {
        let changed = [&signed.body[..], addition.as_bytes()].concat();
        let refused = ends.judge(&signed, &changed).map(|_| ()).unwrap_err();
        assert_eq!(refused.code(), "malformed", "{addition}");
    }
}

#[test]
fn what_is_signed_by_lines_is_not_split_in_another_way() {
    let ends = Ends::of(&providers::AWS_SNS);
    let signed = ends.sign(SNS, "text/plain");
    let text = std::str::from_utf8(&signed.body).expect("JSON");
    // The same bytes are signed, under an id that was never seen.
    let changed = text
        .replace(r#""Subject":"orders","#, "")
        .replace(r#","Subject":"orders""#, "")
        .replace(r#""m-1""#, r#""m-1\nSubject\norders""#);
    assert_ne!(changed, text);
    assert!(!changed.contains(r#""Subject""#), "{changed}");
    let refused = ends.judge(&signed, changed.as_bytes());
    assert_eq!(refused.map(|_| ()).unwrap_err().code(), "malformed");
    // A message's own lines are its text.
    let lines = SNS.replace("paid", r"paid\nin full");
    let signed = ends.sign(&lines, "text/plain");
    assert!(ends.judge(&signed, &signed.body).is_ok());
}

#[test]
fn unsigned_bytes_give_no_second_identity() {
    type Change = fn(&str) -> String;
    let form = "application/x-www-form-urlencoded";
    let blanks: Change = |body| format!(" {body}\n");
    let cases: [(Scheme, &str, &'static str, &[Change]); 4] = [
        (
            providers::ADYEN,
            ADYEN,
            "application/json",
            &[
                blanks,
                |body| body.replacen('{', r#"{"live":"x","#, 1),
                |body| body.replace(r#""pspReference""#, r#""reason":"x","pspReference""#),
            ],
        ),
        (
            providers::BRAINTREE,
            "bt_payload=<notification><kind>check</kind></notification>",
            form,
            &[|body| format!("{body}&x=1"), |body| format!("x=1&&{body}")],
        ),
        (providers::WIX, r#"{"data":"m-1"}"#, "text/plain", &[blanks]),
        (
            providers::AWS_SNS,
            SNS,
            "text/plain",
            &[blanks, |body| {
                body.replacen('{', r#"{"UnsubscribeURL":"x","#, 1)
            }],
        ),
    ];
    for (scheme, body, content_type, changes) in cases {
        let ends = Ends::of(&scheme);
        let signed = ends.sign(body, content_type);
        let identity = |body: &[u8]| {
            let verified = ends.judge(&signed, body);
            let verified =
                verified.unwrap_or_else(|refusal| panic!("{}: {refusal}", scheme.name()));
            verified.identity_digest(scheme.identity_axis())
        };
        let text = std::str::from_utf8(&signed.body).expect("text");
        let genuine = identity(&signed.body);
        for change in changes {
            let changed = change(text);
            assert_ne!(changed, text);
            assert_eq!(identity(changed.as_bytes()), genuine, "{changed}");
        }
        // And two events are two.
        let other = ends.sign(
            &body
                .replace("m-1", "m-2")
                .replace("A1", "B2")
                .replace("check", "dispute"),
            content_type,
        );
        let other = ends.judge(&other, &other.body).expect("genuine");
        assert_ne!(other.identity_digest(scheme.identity_axis()), genuine);
    }
}

#[test]
fn a_parameter_that_comes_twice_is_read_by_nobody() {
    let scheme = providers::MERCADOPAGO;
    let keys = testing::keys(&scheme, b"a key of thirty-two bytes, as is").expect("keys");
    let signer = Signer::new(scheme, keys.signing_secret()).expect("a signer");
    let verifier = Verifier::new(scheme, keys.verifying_secret()).expect("a verifier");
    let signed = signer.sign(&Outgoing {
        url: "http://localhost/?data.id=1",
        id: Some("r-1"),
        ..Outgoing::new(b"{}", NOW)
    });
    let judge = |uri: &'static str, headers: &HeaderMap<HeaderValue>| {
        let (method, uri) = (Method::POST, Uri::from_static(uri));
        let request = Inbound::new(&method, &uri, headers);
        let verified = verifier.verify(&request, signed.body.clone(), NOW);
        verified.map_or_else(|refusal| refusal.code(), |_| "accepted")
    };
    assert_eq!(judge("/?data.id=1", &signed.headers), "accepted");
    assert_eq!(judge("/?data.id=1&data.id=2", &signed.headers), "malformed");
}
