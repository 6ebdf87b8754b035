//! Discord: interactions of twilight-model, and its type of the answer.

use axum::{Json, extract::State, http::StatusCode};
use axum_webhook::{Delivery, payload};
use twilight_model::{
    application::interaction::{Interaction, InteractionData},
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};

use crate::Misfits;

/// The answer is what the user sees, and Discord repeats nothing: a 500 tells the user that the
/// command failed.
pub async fn handle(
    State(misfits): State<Misfits>,
    delivery: Delivery,
) -> Result<Json<InteractionResponse>, StatusCode> {
    match payload::<Interaction>(&delivery) {
        Ok(interaction) => Ok(Json(answer(&interaction))),
        Err(error) => {
            misfits.keep(&error, delivery.body());
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
