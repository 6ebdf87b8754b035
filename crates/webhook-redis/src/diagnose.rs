//! [`RedisStore::diagnose`]: settings of the server that make it forget.

use std::fmt;

use redis::{RedisResult, Value};
use webhook_core::store::StoreError;

use crate::{error::failed, link::Link, store::RedisStore};

/// A setting of the server that lets it forget records before their time, each a delivery that may
/// run twice. Its `Display` says what to change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// A full server throws records away; the policy is named.
    Evicts(String),
    /// Records are not written to disk by the append-only file.
    NoAppendOnlyFile,
    /// Records are on disk only some time after they are acknowledged; the setting is named.
    AppendsLate(String),
    /// A failover may forget what the replicas had not received; their number is given.
    ReplicatesLate(u32),
    /// This user may not read the settings.
    Unreadable,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Evicts(policy) => write!(
                f,
                "maxmemory-policy is {policy}: a full server forgets records before their time; \
                 set it to noeviction"
            ),
            Self::NoAppendOnlyFile => f.write_str(
                "appendonly is off: a crash forgets all since the last snapshot; set it to yes",
            ),
            Self::AppendsLate(setting) => write!(
                f,
                "appendfsync is {setting}: a crash forgets the last moments; set it to always where \
                 no delivery may run twice"
            ),
            Self::ReplicatesLate(replicas) => write!(
                f,
                "{replicas} replicas follow asynchronously: a failover forgets what they had not \
                 received"
            ),
            Self::Unreadable => f.write_str(
                "the settings cannot be read: allow this user INFO and CONFIG GET, or check \
                 maxmemory-policy, appendonly and appendfsync by hand",
            ),
        }
    }
}

impl RedisStore {
    /// Reads the server's settings and says which of them make it forget records before their time.
    /// Meant for the log at start-up; nothing here stops the store from working.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), webhook_core::store::StoreError> {
    /// let store = webhook_redis::RedisStore::connect("redis://127.0.0.1").await?;
    /// for finding in store.diagnose().await? {
    ///     eprintln!("Redis: {finding}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the server does not answer.
    pub async fn diagnose(&self) -> Result<Vec<Finding>, StoreError> {
        match said(self.link()).await {
            Ok(said) => Ok(findings(&said)),
            // Hosted servers hide these commands.
            Err(error) if !error.is_io_error() => Ok(vec![Finding::Unreadable]),
            Err(error) => Err(failed("tell its settings", error)),
        }
    }
}

/// All that the server, or each node of a cluster, tells of itself as `name:value` lines.
async fn said(link: &Link) -> RedisResult<String> {
    let mut said = String::new();
    for section in ["memory", "persistence", "replication"] {
        let value = link.ask(redis::cmd("INFO").arg(section)).await?;
        collect(&value, &mut said);
    }
    let value = link
        .ask(redis::cmd("CONFIG").arg("GET").arg("appendfsync"))
        .await?;
    let mut words = String::new();
    collect(&value, &mut words);
    // Each value comes in the line behind its name.
    let mut words = words.lines();
    while let Some(word) = words.next() {
        if word == "appendfsync" {
            let value = words.next().unwrap_or_default();
            said.push_str(&format!("appendfsync:{value}\n"));
        }
    }
    Ok(said)
}

/// The texts of an answer, which a cluster wraps in one more map.
fn collect(value: &Value, texts: &mut String) {
    match value {
        Value::BulkString(bytes) => {
            texts.push_str(&String::from_utf8_lossy(bytes));
            texts.push('\n');
        }
        Value::SimpleString(text) | Value::VerbatimString { text, .. } => {
            texts.push_str(text);
            texts.push('\n');
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        Value::Map(entries) => entries.iter().for_each(|(name, value)| {
            collect(name, texts);
            collect(value, texts);
        }),
        _ => {}
    }
}

fn findings(said: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in said.lines() {
        let Some((name, value)) = line.trim_end().split_once(':') else {
            continue;
        };
        let finding = match (name, value) {
            ("maxmemory_policy", "noeviction") | ("appendfsync", "always") => None,
            ("maxmemory_policy", policy) => Some(Finding::Evicts(policy.to_owned())),
            ("aof_enabled", "0") => Some(Finding::NoAppendOnlyFile),
            ("appendfsync", setting) => Some(Finding::AppendsLate(setting.to_owned())),
            ("connected_slaves", number) => match number.parse() {
                Ok(0) | Err(_) => None,
                Ok(replicas) => Some(Finding::ReplicatesLate(replicas)),
            },
            _ => None,
        };
        findings.extend(finding.filter(|finding| !findings.contains(finding)));
    }
    if findings.contains(&Finding::NoAppendOnlyFile) {
        // How often it would be written does not matter.
        findings.retain(|finding| !matches!(finding, Finding::AppendsLate(_)));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_the_settings_that_forget() {
        let late = || Finding::AppendsLate("everysec".into());
        for (said, expected) in [
            (
                "aof_enabled:1\r\nmaxmemory_policy:noeviction\r\nappendfsync:always",
                vec![],
            ),
            (
                "maxmemory_policy:allkeys-lru\r\nconnected_slaves:0",
                vec![Finding::Evicts("allkeys-lru".into())],
            ),
            ("aof_enabled:1\r\nappendfsync:everysec", vec![late()]),
            (
                "aof_enabled:0\r\nappendfsync:everysec",
                vec![Finding::NoAppendOnlyFile],
            ),
            (
                "connected_slaves:2\r\nconnected_slaves:2",
                vec![Finding::ReplicatesLate(2)],
            ),
            ("appendfsync:everysec\nappendfsync:everysec", vec![late()]),
        ] {
            assert_eq!(findings(said), expected, "{said}");
        }
    }

    #[test]
    fn texts_of_a_cluster_are_found_in_its_maps() {
        let text = |text: &str| Value::BulkString(text.into());
        let answer = Value::Map(vec![(text("10.0.0.1:6379"), text("maxmemory_policy:x"))]);
        let mut texts = String::new();
        collect(&answer, &mut texts);
        assert_eq!(findings(&texts), [Finding::Evicts("x".into())]);
    }
}
