//! Every recipe: a payload that fits, and one that does not.

mod service;

use axum::body::Body;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use vendor_models::demo::{PAYLOADS, Payload};

use service::{Service, parsed, payload};

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

/// What each handler makes of the payload, read from the JSON without the model.
fn expected(payload: &Payload) -> String {
    let json = parsed(payload);
    match payload.path {
        "/stripe" => {
            let paid = &json["data"]["object"];
            let (id, currency) = (text(&paid["id"]), text(&paid["currency"]));
            format!("{id}: {} {currency}\n", paid["amount"])
        }
        "/github" => format!("{} is at {}\n", text(&json["ref"]), text(&json["after"])),
        "/slack" => {
            let mention = &json["event"];
            format!(
                "{} says {}\n",
                text(&mention["user"]),
                text(&mention["text"])
            )
        }
        "/discord" => {
            let user = text(&json["member"]["user"]["username"]);
            let content = format!("{user}: /{}", text(&json["data"]["name"]));
            json!({ "type": 4, "data": { "content": content } }).to_string()
        }
        "/telegram" => {
            let (id, message) = (&json["update_id"], &json["message"]);
            format!(
                "{id}: {} in {}\n",
                text(&message["text"]),
                message["chat"]["id"]
            )
        }
        "/sns" => {
            let alarm: Value = serde_json::from_str(text(&json["Message"])).expect("JSON");
            let (name, state) = (text(&alarm["AlarmName"]), text(&alarm["NewStateValue"]));
            format!("{name} is {state}\n")
        }
        other => panic!("{other} has no recipe"),
    }
}

#[tokio::test]
async fn every_payload_reaches_its_handler_as_the_vendors_model() {
    let service = Service::new();
    for payload in PAYLOADS {
        let (_, status, answer) = service.send(payload, payload.body.to_owned()).await;
        // The order of members is none of the answer's meaning.
        let json = serde_json::from_str::<Value>(&answer);
        let answer = json.map_or(answer, |json| json.to_string());
        assert_eq!(
            (status, answer),
            (200, expected(payload)),
            "{}",
            payload.path
        );
    }
    assert!(service.misfits.all().is_empty());
}

/// Route, the field, what it becomes, and the path that the error names if it is another.
fn retyped() -> Vec<(&'static str, &'static str, Value, Option<&'static str>)> {
    vec![
        ("/stripe", "/data/object/amount", json!("1099"), None),
        ("/stripe", "/data/object/currency", json!(7), None),
        (
            "/stripe",
            "/data/object/payment_method_types/0",
            json!({}),
            None,
        ),
        // An id, or the whole object: untagged.
        ("/stripe", "/data/object/customer", json!(7), None),
        ("/github", "/ref", json!(["refs/heads/main"]), None),
        ("/github", "/created", json!("yes"), None),
        // Flattened in the model, as is the next one and Telegram's message_id.
        ("/github", "/pusher/name", json!(7), None),
        ("/slack", "/event/text", json!(7), None),
        ("/slack", "/event/user", json!({ "id": "U061F7AUR" }), None),
        ("/discord", "/id", json!("no number"), None),
        ("/discord", "/member/user/username", json!(7), None),
        // Read whole, until the type of the interaction is known.
        ("/discord", "/data/options/0/value", json!(7), None),
        ("/telegram", "/message/from/id", json!("1111111"), None),
        ("/telegram", "/message/message_id", json!("1365"), None),
        ("/sns", "/UnsubscribeURL", json!(7), None),
        ("/sns", "/Message", json!(r#"{"AlarmName":7}"#), None),
        // Untagged in the model: what holds it.
        (
            "/telegram",
            "/message/chat/type",
            json!("forum"),
            Some("/message/chat"),
        ),
    ]
}

/// Where providers sign an id, an equal one would be a duplicate.
const IDS: [(&str, &str); 3] = [
    ("/slack", "event_id"),
    ("/sns", "MessageId"),
    ("/stripe", "id"),
];

#[tokio::test]
async fn a_retyped_field_is_named_and_the_delivery_is_not_lost() {
    let service = Service::new();
    for (index, (path, field, value, named)) in retyped().into_iter().enumerate() {
        let payload = payload(path);
        let mut json = parsed(payload);
        *json.pointer_mut(field).expect("the field") = value;
        if let Some((_, id)) = IDS.iter().find(|(route, _)| *route == path) {
            json[*id] = json!(format!("misfit_{index}"));
        }
        let (misfit, status) = service.misfit(payload, json.to_string()).await;
        let named = named.unwrap_or(field);
        let words: Vec<_> = misfit.error.split(' ').collect();
        assert!(words.contains(&named), "{named}: {}", misfit.error);
        // Who is asked again, and whose deliveries are kept here, is each recipe's choice.
        let chosen = match path {
            "/stripe" | "/discord" | "/sns" => 500,
            _ => 200,
        };
        assert_eq!(status, chosen, "{path}");
    }
}

#[tokio::test]
async fn a_missing_field_is_named() {
    let service = Service::new();
    for (path, field) in [
        ("/stripe", "/data/object/amount"),
        ("/github", "/after"),
        ("/slack", "/event/channel"),
        ("/discord", "/application_id"),
        ("/telegram", "/message/from/first_name"),
    ] {
        let payload = payload(path);
        let mut json = parsed(payload);
        let (holder, name) = field.rsplit_once('/').expect("a pointer");
        let holder = json.pointer_mut(holder).and_then(Value::as_object_mut);
        holder.expect("an object").remove(name).expect("the field");
        let (misfit, _) = service.misfit(payload, json.to_string()).await;
        assert!(
            misfit.error.ends_with(&format!(": it has no {name}")),
            "{}",
            misfit.error
        );
    }
}

/// Stripe sends what got a 500 again: once the model is mended, or the field, it is handled.
#[tokio::test]
async fn what_got_a_500_is_handled_when_it_comes_again() {
    let service = Service::new();
    let payload = payload("/stripe");
    let misfit = payload
        .body
        .replace(r#""amount":1099"#, r#""amount":"1099""#);
    assert_ne!(misfit, payload.body);
    assert_eq!(service.misfit(payload, misfit).await.1, 500);
    let (_, status, answer) = service.send(payload, payload.body.to_owned()).await;
    assert_eq!((status, answer), (200, expected(payload)));
}

#[tokio::test]
async fn what_others_signed_reaches_no_handler() {
    let (service, stranger) = (Service::new(), Service::new());
    // The test kit's SNS is the same for all.
    for payload in PAYLOADS.iter().filter(|payload| payload.path != "/sns") {
        let request = stranger
            .demo
            .request(payload, payload.body)
            .expect("a signer");
        let request = request.build().map(Body::from);
        let response = service.app.clone().oneshot(request).await;
        assert_eq!(
            response.expect("infallible").status(),
            401,
            "{}",
            payload.path
        );
    }
}
