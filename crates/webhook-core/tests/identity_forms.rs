//! Identity of form posts: Twilio, whose signature covers what the form says and not how it is
//! written, and Slack's commands and interactions, which have no event id.

mod common;

use common::{identity::*, *};
use http::Method;
use webhook_core::{providers, testing::RequestBuilder};

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn twilio_is_identified_by_what_its_form_says_and_its_token() {
    let scheme = providers::TWILIO;
    let form = |form: &'static str| move |r: RequestBuilder| r.form(form);
    let one = form("MessageSid=SM1&Body=A+b&SmsStatus=received");
    // One signature covers all of these spellings, so a replay in another one must not run.
    for same in [
        "MessageSid=SM1&Body=%41+b&SmsStatus=received",
        "MessageSid=SM1&Body=A%20b&SmsStatus=received",
        "SmsStatus=received&Body=A+b&MessageSid=SM1",
        "&&MessageSid=SM1&Body=A+b&SmsStatus=received&",
    ] {
        assert_merged(scheme, one, form(same));
    }
    assert_told_apart(scheme, one, form("MessageSid=SM1&Body=A+b&SmsStatus=sent"));
    assert_told_apart(
        scheme,
        one,
        form("MessageSid=SM2&Body=A+b&SmsStatus=received"),
    );
    let token = |token| move |r: RequestBuilder| one(r).header("i-twilio-idempotency-token", token);
    assert_told_apart(scheme, token("t-1"), token("t-2"));
    // Signed with the default port or without it: the same delivery.
    let with_port = PUBLIC_URL.replace(".com/", ".com:443/");
    assert_merged(scheme, one, |r| {
        one(r).url(format!("{with_port}?a=1&b=%2F"))
    });
    // A GET says it all in its query.
    let get = |query: &'static str| {
        move |r: RequestBuilder| {
            r.method(Method::GET)
                .content_type(None)
                .body("")
                .url(format!("{PUBLIC_URL}?{query}"))
        }
    };
    assert_told_apart(
        scheme,
        get("CallSid=C1&CallStatus=ringing"),
        get("CallSid=C1&CallStatus=busy"),
    );
    let json = |body: &'static str| move |r: RequestBuilder| r.body(body);
    assert_told_apart(scheme, json(r#"{"a":1}"#), json(r#"{"a": 1}"#));
}

#[test]
fn slack_commands_and_interactions_are_identified_by_content() {
    let scheme = providers::SLACK;
    let form = |form: &'static str| move |r: RequestBuilder| r.form(form);
    assert_told_apart(
        scheme,
        form("command=%2Fdeploy&text=&trigger_id=1.1.a"),
        form("command=%2Fdeploy&text=&trigger_id=1.1.b"),
    );
    assert_told_apart(
        scheme,
        form("payload=%7B%22type%22%3A%22block_actions%22%2C%22trigger_id%22%3A%221%22%7D"),
        form("payload=%7B%22type%22%3A%22block_actions%22%2C%22trigger_id%22%3A%222%22%7D"),
    );
    // What the command says must not be mistaken for the id of an event.
    assert_told_apart(
        scheme,
        |r| r.content_type(Some(FORM)).body("event_id=Ev1&text=a"),
        |r| r.content_type(Some(FORM)).body("event_id=Ev1&text=b"),
    );
}
