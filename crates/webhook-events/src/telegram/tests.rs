use serde_json::Value;
use webhook_core::{providers, testing};

use super::*;
use crate::test_support::{Read, Table, TypeAt, delivery, table};

fn update(body: &'static str) -> TelegramUpdate {
    TelegramUpdate::new(delivery(providers::TELEGRAM, &[], body))
}

fn sample(name: &str) -> TelegramUpdate {
    update(testing::sample("telegram", name).unwrap().body)
}

/// The update, if it is of this kind.
fn of<'u>(update: &'u TelegramUpdate, kind: &str) -> Option<&'u TelegramUpdate> {
    Some(update).filter(|update| *update.kind() == *kind)
}

/// The update, if its kind is known: of a new kind the same is read in another place.
fn known(update: &TelegramUpdate) -> Option<&TelegramUpdate> {
    Some(update).filter(|update| update.kind().is_known())
}

#[test]
fn the_envelope_is_what_the_json_says() {
    use Read::{Id, Signed, Text, Unsigned};
    Table::<TelegramUpdate> {
        type_at: TypeAt::MemberName,
        members: &[
            ("/update_id", Id(TelegramUpdate::id)),
            ("/update_id", Unsigned(TelegramUpdate::update_id)),
            ("/message/chat/id", Signed(|u| of(u, "message")?.chat_id())),
            ("/message/from/id", Signed(|u| of(u, "message")?.from_id())),
            ("/message/text", Text(|u| of(u, "message")?.text())),
            (
                "/message_reaction/user/id",
                Signed(|u| of(u, "message_reaction")?.from_id()),
            ),
            (
                "/callback_query/message/chat/id",
                Signed(|u| of(u, "callback_query")?.chat_id()),
            ),
            (
                "/callback_query/from/id",
                Signed(|u| of(u, "callback_query")?.from_id()),
            ),
            ("/callback_query/data", Text(|u| known(u)?.callback_data())),
            ("/channel_post/caption", Text(|u| known(u)?.caption())),
        ],
        ..table!("telegram", kind)
    }
    .check();
}

#[test]
fn every_sample_has_content_in_a_chat() {
    for sample in testing::samples("telegram") {
        let update = update(sample.body);
        let whole: Value = update.payload().unwrap();
        assert_eq!(update.content::<Value>().unwrap(), whole[sample.name]);
        assert!(update.chat_id().is_some(), "{}", sample.name);
    }
}

#[test]
fn a_command_is_read_of_a_text_and_channels_have_no_author() {
    let message = sample("message");
    let command = message.command().unwrap();
    assert_eq!(
        (command.name, command.bot, command.arguments),
        ("start", None, "ad-7")
    );
    let pressed = sample("callback_query");
    assert_eq!((pressed.text(), pressed.command()), (None, None));
    assert_eq!(sample("channel_post").from_id(), None);
}

#[test]
fn what_is_new_keeps_its_name_and_its_content() {
    let new = update(r#"{"moon_rise":{"chat":{"id":-7},"text":"/up"},"update_id":"1"}"#);
    assert_eq!(*new.kind(), TelegramUpdateKind::Unknown("moon_rise".into()));
    assert_eq!((new.chat_id(), new.update_id()), (Some(-7), None));
    assert_eq!(new.content::<Value>().unwrap()["text"], "/up");

    // A member that is added beside does not hide the one that tells.
    let beside = update(r#"{"update_id":1,"sent_by":{"id":1},"poll":{"id":"p"}}"#);
    assert_eq!(*beside.kind(), TelegramUpdateKind::Poll);

    let none = update(r#"{"update_id":1,"message":null}"#);
    assert_eq!(*none.kind(), TelegramUpdateKind::Unknown("".into()));
    assert!(matches!(
        none.content::<Value>(),
        Err(EventError::Absent { .. })
    ));
}

#[test]
fn content_of_another_shape_says_where() {
    let error = sample("message").content::<std::collections::HashMap<String, u8>>();
    let error = error.unwrap_err().to_string();
    assert!(error.contains("/message/message_id"), "{error}");
}
