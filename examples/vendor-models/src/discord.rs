//! Discord: interactions of twilight-model, and its type of the answer.

use axum::{Json, extract::State, http::StatusCode};
use axum_webhook::DiscordInteraction;
use twilight_model::{
    application::interaction::{Interaction, InteractionData},
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};

use crate::Misfits;

/// The answer is what the user sees, and Discord repeats nothing: a 500 tells the user that the
/// command failed.
pub async fn handle(
    State(misfits): State<Misfits>,
    event: DiscordInteraction,
) -> Result<Json<InteractionResponse>, StatusCode> {
    match event.payload::<Interaction>() {
        Ok(interaction) => Ok(Json(answer(&interaction))),
        Err(error) => {
            misfits.keep(&error, event.raw());
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

fn answer(interaction: &Interaction) -> InteractionResponse {
    let user = interaction.author().map_or("somebody", |user| &user.name);
    let content = match &interaction.data {
        Some(InteractionData::ApplicationCommand(command)) => format!("{user}: /{}", command.name),
        _ => format!("{user}: no command"),
    };
    InteractionResponse {
        kind: InteractionResponseType::ChannelMessageWithSource,
        data: Some(InteractionResponseData {
            content: Some(content),
            ..InteractionResponseData::default()
        }),
    }
}
