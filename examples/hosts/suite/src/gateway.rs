//! Requests as API Gateway hands them to a Lambda function. The events are written after AWS's
//! documentation: payload format 1.0 by REST APIs
//! (<https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html>) and 2.0 by HTTP APIs
//! (<https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::Request;
use serde_json::{Map, Value, json};

/// How the gateway writes a body into the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// As it is.
    Plain,
    /// As base64, as it does for binary media types.
    Base64,
}

impl Body {
    fn write(self, event: &mut Value, body: &[u8]) {
        event["isBase64Encoded"] = json!(self == Self::Base64);
        event["body"] = match self {
            Self::Plain => str::from_utf8(body).expect("text").into(),
            Self::Base64 => STANDARD.encode(body).into(),
        };
    }
}

/// The event of a REST API: headers and parameters twice, once with the last value of each alone.
///
/// # Panics
/// If it cannot be one.
pub fn v1(request: &Request<Bytes>, body: Body) -> String {
    let mut event: Value = serde_json::from_str(include_str!("../events/v1.json")).expect("JSON");
    event["httpMethod"] = request.method().as_str().into();
    event["requestContext"]["httpMethod"] = request.method().as_str().into();
    event["path"] = request.uri().path().into();
    let headers = pairs(request);
    event["headers"] = last(&headers);
    event["multiValueHeaders"] = all(&headers);
    if let Some(query) = request.uri().query() {
        let parameters: Vec<_> = query
            .split('&')
            .map(|pair| pair.split_once('=').expect("a pair"))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        event["queryStringParameters"] = last(&parameters);
        event["multiValueQueryStringParameters"] = all(&parameters);
    }
    body.write(&mut event, request.body());
    event.to_string()
}

/// The event of an HTTP API: repeated headers joined by commas, the query as it was sent.
///
/// # Panics
/// If it cannot be one.
pub fn v2(request: &Request<Bytes>, body: Body) -> String {
    let mut event: Value = serde_json::from_str(include_str!("../events/v2.json")).expect("JSON");
    event["requestContext"]["http"]["method"] = request.method().as_str().into();
    event["requestContext"]["http"]["path"] = request.uri().path().into();
    event["rawPath"] = request.uri().path().into();
    event["rawQueryString"] = request.uri().query().unwrap_or_default().into();
    let mut joined = Map::new();
    for (name, values) in all(&pairs(request)).as_object().expect("an object") {
        let values = values.as_array().expect("an array").iter();
        let values: Vec<_> = values.filter_map(Value::as_str).collect();
        joined.insert(name.clone(), values.join(",").into());
    }
    event["headers"] = joined.into();
    body.write(&mut event, request.body());
    event.to_string()
}

fn pairs(request: &Request<Bytes>) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| value.to_str().expect("ASCII").to_owned();
    let headers = request.headers().iter();
    headers
        .map(|(name, value)| (name.to_string(), text(value)))
        .collect()
}

fn last(pairs: &[(String, String)]) -> Value {
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.clone(), value.clone().into()));
    Value::Object(pairs.collect())
}

fn all(pairs: &[(String, String)]) -> Value {
    let mut values = Map::new();
    for (name, value) in pairs {
        let list = values.entry(name.clone()).or_insert_with(|| json!([]));
        list.as_array_mut()
            .expect("an array")
            .push(value.clone().into());
    }
    Value::Object(values)
}
