//! The table: what is sent, what every host makes of it, and which makes something else of it, and why.

use bytes::Bytes;
use futures_util::future::{LocalBoxFuture, join};
use hosts_common::stripe_event;
use http::{HeaderValue, Method, Request};
use webhook_core::{UnixTime, providers, testing};

use crate::{
    SECRET,
    client::Answer,
    host::{Host, LIMIT},
    script::Act,
    wait,
};

/// One row.
pub struct Case {
    /// What is sent.
    pub name: &'static str,
    /// Sends it to a host, and says what came of it.
    pub run: for<'a> fn(&'a Host) -> LocalBoxFuture<'a, String>,
    /// What comes of it.
    pub expected: &'static str,
    /// Where something else does.
    pub except: &'static [Except],
}

/// A host that differs in one case.
pub struct Except {
    /// Its name.
    pub host: &'static str,
    /// What comes of it there; `None` where the case cannot be run.
    pub expected: Option<&'static str>,
    /// Why.
    pub why: &'static str,
}

impl Case {
    /// What a host makes of it; `None` where it cannot be run.
    pub fn expected_of(&self, host: &str) -> Option<&'static str> {
        let mut except = self.except.iter();
        match except.find(|except| except.host == host) {
            Some(except) => except.expected,
            None => Some(self.expected),
        }
    }

    /// The row in the page's table.
    pub fn row(&self) -> String {
        let except = self.except.iter().map(|except| match except.expected {
            Some(expected) => format!("{}: {expected}; {}", except.host, except.why),
            None => format!("{}: {}", except.host, except.why),
        });
        let except: Vec<_> = except.collect();
        format!(
            "| {} | {} | {} |",
            self.name,
            self.expected,
            except.join("<br>")
        )
    }
}

/// A whole body is in the event.
const WHOLE: Except = Except {
    host: "lambda",
    expected: None,
    why: "API Gateway reads the body, and calls nothing before it is there",
};

macro_rules! case {
    ($run:ident, $name:literal, $expected:literal $(, $except:expr)*) => {
        Case {
            name: $name,
            run: |host| Box::pin($run(host)),
            expected: $expected,
            except: &[$($except),*],
        }
    };
}

/// The table.
pub const CASES: &[Case] = &[
    case!(genuine, "a genuine delivery", "200 handled, 1 run"),
    case!(replay, "the same again", "200 handled, then 200, 1 run"),
    case!(
        concurrent,
        "a copy while the first is being handled",
        "503 to be retried, the first 200, a third 200, 1 run"
    ),
    case!(tampered, "another body than was signed", "401, 0 runs"),
    case!(forged, "signed with another secret", "401, 0 runs"),
    case!(unsigned, "without a signature", "401, 0 runs"),
    case!(stale, "signed 301 seconds ago", "401, 0 runs"),
    case!(
        by_head,
        "unsigned, and the body does not come",
        "401, 0 runs",
        WHOLE,
        Except {
            host: "rocket",
            expected: None,
            why: "waits for 14 bytes of every body before it asks anybody",
        }
    ),
    case!(
        by_first_bytes,
        "unsigned, and no more than 14 bytes of the body come",
        "401, 0 runs",
        WHOLE
    ),
    case!(
        announced,
        "a `Content-Length` above the limit",
        "413 after the first bytes, 0 runs",
        WHOLE
    ),
    case!(oversized, "a body above the limit", "413, 0 runs"),
    case!(
        oversized_chunked,
        "chunks above the limit",
        "413, 0 runs",
        WHOLE
    ),
    case!(
        chunked,
        "a genuine delivery in chunks",
        "200 handled, 1 run",
        WHOLE
    ),
    case!(
        slow,
        "a body that stops half-way",
        "503 to be retried, 0 runs",
        WHOLE
    ),
    case!(
        broken_off,
        "a client that is gone in mid-body, then its retry",
        "200 handled, 1 run",
        WHOLE
    ),
    case!(
        gone,
        "a client that is gone while the handler runs, then its retry",
        "the handler finishes, the retry gets 200, 1 run",
        Except {
            host: "lambda",
            expected: None,
            why: "the function is not told; it runs to its end",
        },
        Except {
            host: "salvo, hoop",
            expected: Some("the handler stops, the retry gets 200, 2 runs"),
            why: "the hoop's handler borrows the request, which salvo drops",
        }
    ),
    case!(
        failure,
        "a handler that answers 500, then its retries",
        "500, 200, 200, 2 runs"
    ),
    case!(
        panic,
        "a handler that panics, then its retries",
        "500, 200, 200, 2 runs"
    ),
    case!(
        posted_check,
        "Slack's endpoint check, a signed `POST`",
        "200 c0ffee, 0 runs"
    ),
    case!(
        get_check,
        "Meta's endpoint check, a `GET`",
        "200 1158201444, 0 runs"
    ),
    case!(guessed_check, "the same with another token", "405, 0 runs"),
    case!(encoded, "a `Content-Encoding`", "415, 0 runs"),
    case!(doubled, "the signature's header twice", "400, 0 runs"),
    case!(
        elsewhere,
        "another path",
        "404, 0 runs",
        Except {
            host: "lambda",
            expected: None,
            why: "API Gateway has the routes",
        }
    ),
    case!(
        other_method,
        "another method",
        "405, 0 runs",
        Except {
            host: "rocket",
            expected: Some("404, 0 runs"),
            why: "Rocket knows a path by its method",
        }
    ),
];

fn stripe(id: &str) -> testing::RequestBuilder {
    testing::request(providers::STRIPE, SECRET)
        .url("http://localhost/stripe")
        .body(stripe_event(id))
}

fn ran(host: &Host, id: &str) -> String {
    match host.script.started(id) {
        1 => "1 run".to_owned(),
        runs => format!("{runs} runs"),
    }
}

/// Status and body of what a host's own part answered; a refusal's line is the same for all.
fn said(answer: &Answer) -> String {
    let retried = answer.headers.contains_key("retry-after");
    match (answer.status, answer.body.as_str()) {
        (503, _) if retried => "503 to be retried".to_owned(),
        (status @ 200, body) if !body.is_empty() => format!("{status} {body}"),
        (status, _) => status.to_string(),
    }
}

async fn once(host: &Host, id: &str, request: &Request<Bytes>) -> String {
    let answer = host.send(request).await;
    format!("{}, {}", said(&answer), ran(host, id))
}

async fn genuine(host: &Host) -> String {
    let request = stripe("evt_genuine").build();
    let outcome = once(host, "evt_genuine", &request).await;
    assert_eq!(
        host.script.body("evt_genuine"),
        request.body(),
        "{}",
        host.name
    );
    outcome
}

async fn replay(host: &Host) -> String {
    let first = host.send(&stripe("evt_replay").build()).await;
    let again = host.send(&stripe("evt_replay").build()).await;
    let (first, again) = (said(&first), said(&again));
    format!("{first}, then {again}, {}", ran(host, "evt_replay"))
}

async fn concurrent(host: &Host) -> String {
    let id = "evt_concurrent";
    host.script.plan(id, [Act::Wait]);
    let request = stripe(id).build();
    let second = async {
        wait::until("the first runs", async || host.script.started(id) == 1).await;
        let second = host.send(&request).await;
        host.script.let_go(id);
        second
    };
    let (first, second) = join(host.send(&request), second).await;
    let third = host.send(&request).await;
    let (first, second, third) = (first.status, said(&second), said(&third));
    format!(
        "{second}, the first {first}, a third {third}, {}",
        ran(host, id)
    )
}

async fn tampered(host: &Host) -> String {
    let mut request = stripe("evt_tampered").build();
    *request.body_mut() = stripe_event("evt_tampered_with").into();
    once(host, "evt_tampered_with", &request).await
}

async fn forged(host: &Host) -> String {
    let request = testing::request(providers::STRIPE, "whsec_of_somebody_else")
        .url("http://localhost/stripe")
        .body(stripe_event("evt_forged"));
    once(host, "evt_forged", &request.build()).await
}

async fn unsigned(host: &Host) -> String {
    let mut request = stripe("evt_unsigned").build();
    request.headers_mut().remove("stripe-signature");
    once(host, "evt_unsigned", &request).await
}

async fn stale(host: &Host) -> String {
    let now = UnixTime::from(std::time::SystemTime::now());
    let then = UnixTime::from_secs(now.as_secs() - 301);
    once(host, "evt_stale", &stripe("evt_stale").at(then).build()).await
}

async fn by_head(host: &Host) -> String {
    unsigned_beginning(host, "evt_by_head", 0).await
}

async fn by_first_bytes(host: &Host) -> String {
    unsigned_beginning(host, "evt_by_first_bytes", 14).await
}

async fn unsigned_beginning(host: &Host, id: &str, bytes: usize) -> String {
    let mut request = stripe(id).build();
    request.headers_mut().remove("stripe-signature");
    let mut client = host.connect().await;
    client.head(&request, ("content-length", "100")).await;
    client.write(&request.body()[..bytes]).await;
    let answer = client.answer().await;
    format!("{}, {}", said(&answer), ran(host, id))
}

async fn announced(host: &Host) -> String {
    let request = stripe("evt_announced").build();
    let length = (LIMIT + 1).to_string();
    let mut client = host.connect().await;
    client.head(&request, ("content-length", &length)).await;
    client.write(&request.body()[..20]).await;
    let answer = client.answer().await;
    format!(
        "{} after the first bytes, {}",
        said(&answer),
        ran(host, "evt_announced")
    )
}

/// A genuine delivery whose body is too large by a byte.
fn large(id: &str) -> Request<Bytes> {
    let body = format!("{:1$}", stripe_event(id), LIMIT + 1);
    stripe(id).body(body).build()
}

async fn oversized(host: &Host) -> String {
    once(host, "evt_oversized", &large("evt_oversized")).await
}

async fn oversized_chunked(host: &Host) -> String {
    in_chunks(host, "evt_large_chunks", &large("evt_large_chunks")).await
}

async fn chunked(host: &Host) -> String {
    in_chunks(host, "evt_chunked", &stripe("evt_chunked").build()).await
}

async fn in_chunks(host: &Host, id: &str, request: &Request<Bytes>) -> String {
    let mut client = host.connect().await;
    client.send_chunked(request).await;
    let answer = client.answer().await;
    format!("{}, {}", said(&answer), ran(host, id))
}

async fn slow(host: &Host) -> String {
    let request = stripe("evt_slow").build();
    let mut client = host.connect().await;
    let length = request.body().len().to_string();
    client.head(&request, ("content-length", &length)).await;
    client.write(&request.body()[..20]).await;
    let answer = client.answer().await;
    format!("{}, {}", said(&answer), ran(host, "evt_slow"))
}

async fn broken_off(host: &Host) -> String {
    let request = stripe("evt_broken_off").build();
    let mut client = host.connect().await;
    let length = request.body().len().to_string();
    client.head(&request, ("content-length", &length)).await;
    client.write(&request.body()[..20]).await;
    drop(client);
    once(host, "evt_broken_off", &request).await
}

/// How many copies a host answers while it may notice that a client is gone.
const COPIES: usize = 50;

async fn gone(host: &Host) -> String {
    let id = "evt_gone";
    host.script.plan(id, [Act::Wait]);
    let request = stripe(id).build();
    let mut client = host.connect().await;
    client.send(&request).await;
    wait::until("the handler runs", async || host.script.started(id) == 1).await;
    client.reset();
    let stops = host.name == "salvo, hoop";
    if stops {
        wait::until("it stops", async || host.script.dropped(id) == 1).await;
    } else {
        // Being handled still, though the host has had time to see that its client is gone.
        for _ in 0..COPIES {
            assert_eq!(host.send(&request).await.status, 503, "{}", host.name);
        }
        host.script.let_go(id);
    }
    let mut retry = 0;
    wait::until("the retry is no copy any more", async || {
        retry = host.send(&request).await.status;
        retry != 503
    })
    .await;
    let became = if host.script.dropped(id) == 0 {
        "finishes"
    } else {
        "stops"
    };
    format!(
        "the handler {became}, the retry gets {retry}, {}",
        ran(host, id)
    )
}

async fn failure(host: &Host) -> String {
    three(host, "evt_failure", Act::Status(500)).await
}

async fn panic(host: &Host) -> String {
    three(host, "evt_panic", Act::Panic).await
}

async fn three(host: &Host, id: &str, first: Act) -> String {
    host.script.plan(id, [first]);
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(host.send(&stripe(id).build()).await.status.to_string());
    }
    format!("{}, {}", statuses.join(", "), ran(host, id))
}

async fn posted_check(host: &Host) -> String {
    let request = testing::request(providers::SLACK, SECRET)
        .url("http://localhost/slack")
        .body(r#"{"type":"url_verification","challenge":"c0ffee"}"#);
    once(host, "", &request.build()).await
}

async fn get_check(host: &Host) -> String {
    metas_check(host, "agreed-with-meta").await
}

async fn guessed_check(host: &Host) -> String {
    metas_check(host, "guessed").await
}

async fn metas_check(host: &Host, token: &str) -> String {
    let query = format!("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}");
    let request = Request::get(format!("/meta?{query}")).body(Bytes::new());
    once(host, "", &request.expect("a request")).await
}

async fn encoded(host: &Host) -> String {
    let mut request = stripe("evt_encoded").build();
    let gzip = HeaderValue::from_static("gzip");
    request.headers_mut().insert("content-encoding", gzip);
    once(host, "evt_encoded", &request).await
}

async fn doubled(host: &Host) -> String {
    let mut request = stripe("evt_doubled").build();
    let signature = request.headers()["stripe-signature"].clone();
    request.headers_mut().append("stripe-signature", signature);
    once(host, "evt_doubled", &request).await
}

async fn elsewhere(host: &Host) -> String {
    let request = stripe("evt_elsewhere").url("http://localhost/nowhere/else");
    once(host, "evt_elsewhere", &request.build()).await
}

async fn other_method(host: &Host) -> String {
    let request = stripe("evt_put").method(Method::PUT);
    once(host, "evt_put", &request.build()).await
}
