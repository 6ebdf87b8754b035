//! Amazon SNS: messages of aws_lambda_events, with what CloudWatch wrote in them.

use aws_lambda_events::sns::{CloudWatchAlarmPayload, SnsMessageObj};
use axum::{extract::State, http::StatusCode};
use axum_webhook::{Delivery, payload};

use crate::Misfits;

/// SNS repeats what gets a 500 for an hour, and then moves it to the dead-letter queue, if it has one.
pub async fn handle(
    State(misfits): State<Misfits>,
    delivery: Delivery,
) -> Result<String, StatusCode> {
    if delivery.event_type() != Some("Notification") {
        return Ok("nothing to do\n".to_owned());
    }
    // `SnsMessage` where the message is not JSON.
    match payload::<SnsMessageObj<CloudWatchAlarmPayload>>(&delivery) {
        Ok(notification) => {
            let alarm = notification.message;
            Ok(format!(
                "{} is {}\n",
                alarm.alarm_name, alarm.new_state_value
            ))
        }
        Err(error) => {
            misfits.keep(&error, delivery.body());
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
