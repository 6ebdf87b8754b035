//! Both ends of each provider, for this run alone: layers, and signers of requests that they take.

use std::{error::Error, time::SystemTime};

use axum_webhook::{
    Scheme, WebhookLayer,
    core::{
        Signer,
        signer::{Outgoing, Signed},
    },
    providers,
    testing::{self, Published, RequestBuilder},
};

use crate::Layers;

/// One delivery of each provider.
pub struct Payload {
    /// The route, which is the provider's slug.
    pub path: &'static str,
    /// As GitHub sends it in a header.
    pub event_type: Option<&'static str>,
    /// Where the body stands, as seen from this folder.
    pub file: &'static str,
    pub body: &'static str,
}

macro_rules! payloads {
    ($($path:literal, $event_type:expr, $file:literal;)*) => {
        &[$(Payload {
            path: $path,
            event_type: $event_type,
            file: $file,
            body: include_str!(concat!("../", $file)),
        }),*]
    };
}

pub const PAYLOADS: &[Payload] = payloads! {
    "/stripe", None, "payloads/stripe.json";
    "/github", Some("push"), "../../crates/webhook-core/src/testing/samples/github/push.json";
    "/slack", None, "../../crates/webhook-core/src/testing/samples/slack/app_mention.json";
    "/discord", None, "payloads/discord.json";
    "/telegram", None, "payloads/telegram.json";
    "/sns", None, "payloads/sns.json";
};

/// The test kit's SNS has one topic.
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:orders";

/// Who signs for which route.
pub struct Demo(Vec<(&'static str, Signer)>);

impl Demo {
    /// Random secrets that nobody else knows. A service has those of its providers, from
    /// `Secret::from_env`, and fetches the key of SNS (feature `fetch`).
    pub fn new() -> Result<(Self, Layers), Box<dyn Error>> {
        let mut signers = Vec::new();
        let mut layer = |path, scheme: Scheme| -> Result<WebhookLayer, Box<dyn Error>> {
            let mut random = [0; 32];
            getrandom::fill(&mut random)?;
            let keys = testing::keys(&scheme, &random).ok_or("the test kit has no key")?;
            signers.push((path, Signer::new(scheme, keys.signing_secret())?));
            Ok(WebhookLayer::try_new(scheme, keys.verifying_secret())?)
        };
        let sns = Published::new(&providers::AWS_SNS).ok_or("the test kit has no key of SNS")?;
        let layers = Layers {
            discord: layer("/discord", providers::DISCORD)?,
            github: layer("/github", providers::GITHUB)?,
            slack: layer("/slack", providers::SLACK)?,
            sns: WebhookLayer::aws_sns([TOPIC]).key_source(sns.keys()),
            stripe: layer("/stripe", providers::STRIPE)?,
            telegram: layer("/telegram", providers::TELEGRAM)?,
        };
        signers.push(("/sns", sns.signer()));
        Ok((Self(signers), layers))
    }

    /// A request that this path takes.
    pub fn request(&self, payload: &Payload, body: impl Into<Vec<u8>>) -> Option<RequestBuilder> {
        let (_, signer) = self.0.iter().find(|(path, _)| *path == payload.path)?;
        let request = RequestBuilder::new(signer.clone())
            .url(format!("http://localhost{}", payload.path))
            .body(body.into());
        Some(match payload.event_type {
            Some(event_type) => request.event_type(event_type),
            None => request,
        })
    }

    fn signed(&self, payload: &Payload) -> Option<Signed> {
        let (_, signer) = self.0.iter().find(|(path, _)| *path == payload.path)?;
        Some(signer.sign(&Outgoing {
            content_type: Some("application/json"),
            event_type: payload.event_type,
            id: Some("demo-1"),
            ..Outgoing::new(payload.body.as_bytes(), SystemTime::now().into())
        }))
    }

    /// A command for each route.
    pub fn print(&self, address: &str) -> Result<(), Box<dyn Error>> {
        println!("This run has random secrets. In this folder, within five minutes, try:\n");
        for payload in PAYLOADS {
            let signed = self.signed(payload).ok_or("no signer")?;
            println!("curl -i http://{address}{} \\", payload.path);
            for (name, value) in &signed.headers {
                println!("  -H '{name}: {}' \\", value.to_str()?);
            }
            // SNS signs within the body.
            if signed.body == payload.body.as_bytes() {
                println!("  --data-binary @{}\n", payload.file);
            } else {
                println!("  --data-binary '{}'\n", str::from_utf8(&signed.body)?);
            }
        }
        Ok(())
    }
}
