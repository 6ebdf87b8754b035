use webhook_core::{Inbound, UnixTime, Verifier, providers, testing};

use super::*;
use crate::test_support::{FORM, context, delivery};

fn form(body: &str) -> TwilioEvent {
    TwilioEvent::new(delivery(providers::TWILIO, &[FORM], body.to_owned()))
}

#[test]
fn kinds_are_told_by_their_parameters() {
    let cases = [
        (
            "MessageSid=SM1&From=%2B1&Body=hi&SmsStatus=received",
            TwilioKind::Message,
        ),
        (
            "MessageSid=MM1&From=%2B1&Body=&NumMedia=1",
            TwilioKind::Message,
        ),
        (
            "MessageSid=SM1&MessageStatus=delivered",
            TwilioKind::MessageStatus,
        ),
        (
            "SmsSid=SM1&SmsStatus=sent&MessageStatus=sent",
            TwilioKind::MessageStatus,
        ),
        (
            "CallSid=CA1&CallStatus=ringing&Direction=inbound",
            TwilioKind::Call,
        ),
        (
            "CallSid=CA1&CallStatus=completed&SequenceNumber=2",
            TwilioKind::CallStatus,
        ),
        (
            "CallSid=CA1&CallbackSource=call-progress-events",
            TwilioKind::CallStatus,
        ),
        ("EventType=onMessageAdded", TwilioKind::Unknown),
        ("", TwilioKind::Unknown),
        ("MessageSid=%FF", TwilioKind::Unknown),
    ];
    for (body, kind) in cases {
        let event = form(body);
        assert_eq!(event.kind(), kind, "{body}");
        assert_eq!(event.raw(), body.as_bytes());
    }
}

#[test]
fn parameters_are_decoded_once_and_kept_in_order() {
    let event = form(
        "MessageSid=SM1&AccountSid=AC1&From=%2B14157859790&To=whatsapp%3A%2B1510&Body=a+b%2525&MessageStatus=undelivered&ErrorCode=30003&X=1&X=2",
    );
    assert_eq!(
        (event.id(), event.message_sid()),
        (Some("SM1"), Some("SM1"))
    );
    assert_eq!((event.call_sid(), event.account_sid()), (None, Some("AC1")));
    assert_eq!(
        (event.from(), event.to()),
        (Some("+14157859790"), Some("whatsapp:+1510"))
    );
    assert_eq!(event.body(), Some("a b%25"));
    assert_eq!(
        event.message_status(),
        Some(TwilioMessageStatus::Undelivered)
    );
    assert_eq!(
        (event.error_code(), event.call_status()),
        (Some(30003), None)
    );
    assert_eq!(event.param("X"), Some("1"));
    assert_eq!(event.params().len(), 9);
    assert!(matches!(
        event.payload::<serde_json::Value>(),
        Err(EventError::NoJson { .. })
    ));
}

/// The content type is not signed: a JSON body must not turn into the message its text quotes.
#[test]
fn a_forged_content_type_makes_no_message() {
    let event = form(r#"{"text":"&MessageSid=SM1&Body=pay&"}"#);
    assert_eq!(
        (event.kind(), event.params()),
        (TwilioKind::Unknown, &[][..])
    );
}

/// A real signature over the URL: the parameters of a GET stand in its query.
#[test]
fn a_get_reads_its_query_and_json_its_body() {
    const SECRET: &str = "a78713204e22e86e146807e7e818dbf8";
    let verifier =
        Verifier::with_public_url(providers::TWILIO, SECRET, "https://example.com/voice").unwrap();
    let now = UnixTime::from_secs(1_700_000_000);
    let open = |request: http::Request<bytes::Bytes>| {
        let (parts, body) = request.into_parts();
        let verified = verifier.verify(&Inbound::from(&parts), body, now).unwrap();
        TwilioEvent::new(Delivery::new(verified, context()))
    };
    let get = testing::request(providers::TWILIO, SECRET)
        .method(http::Method::GET)
        .url("https://example.com/voice?CallSid=CA1&CallStatus=no-answer&SequenceNumber=3")
        .content_type(None)
        .build();
    let event = open(get);
    assert_eq!(event.kind(), TwilioKind::CallStatus);
    assert_eq!(event.call_status(), Some(TwilioCallStatus::NoAnswer));

    let json = testing::request(providers::TWILIO, SECRET)
        .url("https://example.com/voice")
        .body(r#"{"sid":"KS1"}"#)
        .build();
    let event = open(json);
    assert_eq!(event.kind(), TwilioKind::Unknown);
    let payload: serde_json::Value = event.payload().unwrap();
    assert_eq!(payload["sid"], "KS1");
}
