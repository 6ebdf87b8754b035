//! Discord: interactions, and webhook events.
//!
//! - Interactions: <https://docs.discord.com/developers/interactions/receiving-and-responding>
//! - Webhook events: <https://docs.discord.com/developers/events/webhook-events>
//!
//! The two are sent to addresses of their own, and verified as providers of their own.

mod event;
mod event_type;
mod interaction;
mod interaction_type;

pub use event::DiscordEvent;
pub use event_type::DiscordEventType;
pub use interaction::DiscordInteraction;
pub use interaction_type::DiscordInteractionType;
