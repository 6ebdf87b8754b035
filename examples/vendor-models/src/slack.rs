//! Slack: inner events of slack-morphism, by `event.event()`.

use axum::extract::State;
use axum_webhook::{SlackEvent, SlackEventType, SlackKind};
use slack_morphism::prelude::{SlackAppMentionEvent, SlackReactionAddedEvent};

use crate::Misfits;

/// Slack repeats for minutes only, and no model is mended that soon: kept, and a 200.
pub async fn handle(State(misfits): State<Misfits>, event: SlackEvent) -> String {
    let SlackKind::EventCallback { event_type } = event.kind() else {
        return "nothing to do\n".to_owned();
    };
    let handled = match event_type {
        // The type of the event itself: `SlackEventCallbackBody` takes one that does not fit for
        // one that it does not know, without an error.
        SlackEventType::AppMention => event.event::<SlackAppMentionEvent>().map(|mention| {
            let text = mention.content.text.unwrap_or_default();
            format!("{} says {text}\n", mention.user)
        }),
        SlackEventType::ReactionAdded => event
            .event::<SlackReactionAddedEvent>()
            .map(|added| format!("{} reacts with {}\n", added.user, added.reaction)),
        other => Ok(format!("nothing to do for {other}\n")),
    };
    handled.unwrap_or_else(|error| {
        misfits.keep(&error, event.raw());
        "kept\n".to_owned()
    })
}
