use serde_json::Value;
use webhook_core::{providers, testing};

use super::*;
use crate::test_support::{Member, assert_envelope, delivery};

fn update(body: &'static str) -> TelegramUpdate {
    TelegramUpdate::new(delivery(providers::TELEGRAM, &[], body))
}

fn sample(name: &str) -> TelegramUpdate {
    update(testing::sample("telegram", name).unwrap().body)
}

#[test]
fn the_envelope_is_read_and_drifts_alone() {
    assert_envelope::<TelegramUpdate>(
        providers::TELEGRAM,
        &[
            Member::Number("/update_id", |update| update.update_id().map(Into::into)),
            Member::Number("/message/chat/id", |update| {
                let is_one = *update.kind() == TelegramUpdateKind::Message;
                update.chat_id().filter(|_| is_one).map(Into::into)
            }),
            Member::Number("/message/from/id", |update| {
                let is_one = *update.kind() == TelegramUpdateKind::Message;
                update.from_id().filter(|_| is_one).map(Into::into)
            }),
            Member::Number("/message_reaction/user/id", |update| {
                let is_one = *update.kind() == TelegramUpdateKind::MessageReaction;
                update.from_id().filter(|_| is_one).map(Into::into)
            }),
            Member::Number("/callback_query/message/chat/id", |update| {
                let is_one = *update.kind() == TelegramUpdateKind::CallbackQuery;
                update.chat_id().filter(|_| is_one).map(Into::into)
            }),
            Member::Text("/message/text", |update| {
                let is_one = *update.kind() == TelegramUpdateKind::Message;
                update.text().filter(|_| is_one)
            }),
            Member::Text("/channel_post/caption", TelegramUpdate::caption),
            Member::Text("/callback_query/data", TelegramUpdate::callback_data),
        ],
    );
}

#[test]
fn every_sample_is_of_the_kind_that_names_it() {
    for sample in testing::samples("telegram") {
        let update = update(sample.body);
        assert!(update.kind().is_known(), "{}", sample.name);
        assert_eq!(*update.kind(), sample.name);
        assert_eq!(
            update.id(),
            update.update_id().map(|id| id.to_string()).as_deref()
        );
        let whole: Value = update.payload().unwrap();
        assert_eq!(update.content::<Value>().unwrap(), whole[sample.name]);
        assert!(update.chat_id().is_some(), "{}", sample.name);
    }
}

#[test]
fn who_acted_where_and_what_they_typed() {
    let message = sample("message");
    assert_eq!(
        (message.chat_id(), message.from_id()),
        (Some(110_000_001), Some(110_000_001))
    );
    let command = message.command().unwrap();
    assert_eq!(
        (command.name, command.bot, command.arguments),
        ("start", None, "ad-7")
    );

    let pressed = sample("callback_query");
    assert_eq!(pressed.chat_id(), Some(-1_001_790_000_001));
    assert_eq!(pressed.from_id(), Some(110_000_001));
    assert_eq!(pressed.callback_data(), Some("forecast:tomorrow"));
    assert_eq!((pressed.text(), pressed.command()), (None, None));

    let post = sample("channel_post");
    assert_eq!((post.from_id(), post.caption()), (None, Some("Sunset")));
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
