//! The members around each kind of Slack delivery, each read on its own.

use std::time::SystemTime;

use super::{SlackEventType, SlackInteractionType, SlackKind};
use crate::{
    members::{self, Path, text},
    params::first,
    payload, time,
};

#[derive(Clone)]
pub(super) struct Envelope {
    pub(super) kind: SlackKind,
    pub(super) team_id: Option<Box<str>>,
    pub(super) api_app_id: Option<Box<str>>,
    pub(super) user_id: Option<Box<str>>,
    pub(super) channel_id: Option<Box<str>>,
    pub(super) event_id: Option<Box<str>>,
    pub(super) event_time: Option<SystemTime>,
    pub(super) trigger_id: Option<Box<str>>,
    pub(super) response_url: Option<Box<str>>,
}

impl Envelope {
    /// `json` is the body or the form's payload, whichever there is; `params` the form's fields.
    pub(super) fn read(body: &[u8], json: &[u8], params: &[(String, String)]) -> Self {
        if payload::looks_like_json(body) {
            Self::event(body)
        } else if first(params, "payload").is_some() {
            Self::interaction(json)
        } else {
            Self::command(params)
        }
    }

    fn event(json: &[u8]) -> Self {
        const PATHS: [Path; 8] = [
            &["event", "type"],
            &["type"],
            &["team_id"],
            &["api_app_id"],
            &["event", "user"],
            &["event", "channel"],
            &["event_id"],
            &["event_time"],
        ];
        let [inner, outer, team, app, user, channel, id, event_time] = members::scan(json, &PATHS);
        let kind = match text(inner).or_else(|| text(outer)) {
            Some(name) => SlackKind::EventCallback {
                event_type: SlackEventType::from(&*name),
            },
            None => SlackKind::Unknown,
        };
        Self {
            kind,
            team_id: text(team),
            api_app_id: text(app),
            user_id: text(user),
            channel_id: text(channel),
            event_id: text(id),
            event_time: time::parse(event_time),
            trigger_id: None,
            response_url: None,
        }
    }

    fn interaction(json: &[u8]) -> Self {
        const PATHS: [Path; 7] = [
            &["type"],
            &["team", "id"],
            &["api_app_id"],
            &["user", "id"],
            &["channel", "id"],
            &["trigger_id"],
            &["response_url"],
        ];
        let [kind, team, app, user, channel, trigger, url] = members::scan(json, &PATHS).map(text);
        Self {
            kind: match kind {
                Some(name) => SlackKind::Interaction {
                    interaction_type: SlackInteractionType::from(&*name),
                },
                None => SlackKind::Unknown,
            },
            team_id: team,
            api_app_id: app,
            user_id: user,
            channel_id: channel,
            event_id: None,
            event_time: None,
            trigger_id: trigger,
            response_url: url,
        }
    }

    fn command(params: &[(String, String)]) -> Self {
        let field = |name| first(params, name).map(Into::into);
        Self {
            kind: match field("command") {
                Some(name) => SlackKind::Command { name },
                None => SlackKind::Unknown,
            },
            team_id: field("team_id"),
            api_app_id: field("api_app_id"),
            user_id: field("user_id"),
            channel_id: field("channel_id"),
            event_id: None,
            event_time: None,
            trigger_id: field("trigger_id"),
            response_url: field("response_url"),
        }
    }
}
