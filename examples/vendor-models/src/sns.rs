//! Amazon SNS: messages of aws_lambda_events, with what CloudWatch wrote in them.

use aws_lambda_events::sns::{CloudWatchAlarmPayload, SnsMessageObj};
use axum::{extract::State, http::StatusCode};
use axum_webhook::{SnsMessage, SnsMessageType};

use crate::Misfits;

/// SNS repeats what gets a 500 for an hour, and then moves it to the dead-letter queue, if it has one.
pub async fn handle(
    State(misfits): State<Misfits>,
    event: SnsMessage,
) -> Result<String, StatusCode> {
    if *event.message_type() != SnsMessageType::Notification {
        return Ok("nothing to do\n".to_owned());
    }
    // The crate's own `SnsMessage` where the message is not JSON.
    match event.payload::<SnsMessageObj<CloudWatchAlarmPayload>>() {
        Ok(notification) => {
            let alarm = notification.message;
            Ok(format!(
                "{} is {}\n",
                alarm.alarm_name, alarm.new_state_value
            ))
        }
        Err(error) => {
            misfits.keep(&error, event.raw());
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
