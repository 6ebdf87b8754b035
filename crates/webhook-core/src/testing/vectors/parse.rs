//! From the lines of a vector file to vectors, read as untrusted.

use std::collections::HashMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::{MAX_BODY, Vector, VectorError};
use crate::{Secret, UnixTime, json, keys::StaticKeys, providers};

impl Vector {
    /// Parses a vector file; empty lines are skipped.
    ///
    /// # Errors
    /// [`VectorError`] for the first line that is not a vector.
    pub fn parse_lines(text: &str) -> Result<Vec<Self>, VectorError> {
        (1..)
            .zip(text.lines())
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(number, line)| Self::parse(number, line))
            .collect()
    }

    fn parse(line: usize, text: &str) -> Result<Self, VectorError> {
        let fields = serde_json::from_str(text).map_err(|_| VectorError {
            line,
            field: "the line",
            problem: "is not a JSON object",
        })?;
        let mut fields = Fields { line, fields };
        let texts: Vec<String> = fields.take("secrets", "must be a list of texts")?;
        let headers: Vec<(String, String)> =
            fields.take("headers", "must be a list of [name, value]")?;
        let fixtures: Option<Fixtures> = fields.take("fixtures", "must have certs or documents")?;
        let provider = fields.text("provider")?;
        let body = fields.body()?;
        // Its SDK is configured with nothing, and so are its vectors; we are with topics.
        let topic = json::find(&body, &["/TopicArn"]).pop().flatten();
        let texts = match topic {
            Some(topic) if provider == providers::AWS_SNS.name => vec![topic.into_owned()],
            _ => texts,
        };
        let key_id = fields.optional_text("key_id")?;
        let secret = |text| match &key_id {
            Some(id) => Secret::new(text).key_id(id.as_str()),
            None => Secret::new(text),
        };
        Ok(Self {
            id: fields.text("id")?,
            provider,
            scheme: fields
                .optional_text("scheme")?
                .unwrap_or_else(|| "default".to_owned()),
            case: fields.optional_text("case")?.unwrap_or_default(),
            sdk: fields.optional_text("sdk")?.unwrap_or_default(),
            level: fields.take("level", r#"must be "must" or "may""#)?,
            expect: fields.take("expect", EXPECT)?,
            docs_expect: fields.take("docs_expect", EXPECT)?,
            reason: fields.optional_text("reason")?.unwrap_or_default(),
            note: fields.optional_text("note")?,
            secrets: texts.into_iter().map(secret).collect::<Vec<_>>().into(),
            now: UnixTime::from_secs(fields.take("now_unix", "must be a whole number of seconds")?),
            method: fields.text("method")?,
            url: fields.text("url")?,
            headers,
            keys: fixtures.map(Fixtures::keys).unwrap_or_default(),
            expected_event_id: fields.optional_text("expected_event_id")?,
            expected_event_type: fields.optional_text("expected_event_type")?,
            body,
        })
    }
}

const EXPECT: &str = r#"must be "accept" or "reject""#;

/// The members of one line, taken out one by one so that an error can name its field.
struct Fields {
    line: usize,
    fields: Map<String, Value>,
}

impl Fields {
    fn error(&self, field: &'static str, problem: &'static str) -> VectorError {
        VectorError {
            line: self.line,
            field,
            problem,
        }
    }

    /// What is missing reads as `null`.
    fn take<T: DeserializeOwned>(
        &mut self,
        field: &'static str,
        problem: &'static str,
    ) -> Result<T, VectorError> {
        let value = self.fields.remove(field).unwrap_or_default();
        // serde's own message would quote the value, which may be a secret.
        T::deserialize(value).map_err(|_| self.error(field, problem))
    }

    fn text(&mut self, field: &'static str) -> Result<String, VectorError> {
        self.take(field, "must be a text")
    }

    fn optional_text(&mut self, field: &'static str) -> Result<Option<String>, VectorError> {
        self.take(field, "must be a text or absent")
    }

    /// Written out in base64, or generated; checked against length and digest where given.
    fn body(&mut self) -> Result<Bytes, VectorError> {
        let written = self.optional_text("body_base64")?;
        let generated: Option<Generated> = self.take(
            "body_gen",
            "must have prefix_base64, repeat, count and suffix_base64",
        )?;
        let body = match (written, generated) {
            (Some(text), None) => decode(&text)
                .ok_or_else(|| self.error("body_base64", "must be base64 of at most 2 MiB"))?,
            (None, Some(generated)) => generated
                .body()
                .ok_or_else(|| self.error("body_gen", "must give at most 2 MiB"))?,
            _ => {
                return Err(self.error("the line", "must have body_base64 or body_gen, not both"));
            }
        };
        let length: Option<usize> = self.take("body_len", "must be a length or absent")?;
        if length.is_some_and(|length| length != body.len()) {
            return Err(self.error("body_len", "is not the body's length"));
        }
        let digest = self.optional_text("body_sha256")?;
        if digest.is_some_and(|digest| digest != const_hex::encode(Sha256::digest(&body))) {
            return Err(self.error("body_sha256", "is not the body's digest"));
        }
        Ok(body.into())
    }
}

/// What can be fetched.
#[derive(Deserialize)]
struct Fixtures {
    #[serde(default)]
    certs: HashMap<String, String>,
    #[serde(default)]
    documents: HashMap<String, String>,
}

impl Fixtures {
    fn keys(self) -> StaticKeys {
        let documents = self.certs.into_iter().chain(self.documents);
        documents.fold(StaticKeys::new(), |keys, (url, document)| {
            keys.with(url, document)
        })
    }
}

#[derive(Deserialize)]
struct Generated {
    prefix_base64: String,
    repeat: String,
    count: usize,
    suffix_base64: String,
}

impl Generated {
    fn body(&self) -> Option<Vec<u8>> {
        let (mut body, suffix) = (decode(&self.prefix_base64)?, decode(&self.suffix_base64)?);
        let length = self
            .repeat
            .len()
            .checked_mul(self.count)?
            .checked_add(body.len())?
            .checked_add(suffix.len())?;
        if length > MAX_BODY {
            return None;
        }
        body.extend_from_slice(self.repeat.repeat(self.count).as_bytes());
        body.extend_from_slice(&suffix);
        Some(body)
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text).ok()?;
    (bytes.len() <= MAX_BODY).then_some(bytes)
}
