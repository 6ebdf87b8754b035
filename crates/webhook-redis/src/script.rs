//! What runs on the server: complete, renew and release, each comparing the owner where the record
//! stands, so that nothing comes in between.
//!
//! They answer 1 for "it happened", 2 for "done already" and 0 for "not yours". A full server still
//! runs them (`allow-oom`): none of them makes a record larger, and a handler's success must not be
//! forgotten for want of memory.

use std::sync::LazyLock;

use redis::{Cmd, Script};

/// A script, sent by its digest; whole where the server does not know it (yet, or any more).
pub(crate) struct Sent {
    digest: String,
    source: &'static str,
}

macro_rules! scripts {
    ($($(#[$doc:meta])* $name:ident = $body:literal;)*) => {
        $(
            $(#[$doc])*
            pub(crate) static $name: LazyLock<Sent> = LazyLock::new(|| {
                Sent::new(concat!("#!lua flags=allow-oom\n", $body))
            });
        )*
    };
}

scripts! {
    /// Extends the claim of `ARGV[1]` to `ARGV[2]` milliseconds from now.
    RENEW = "
local held = redis.call('GET', KEYS[1])
if held == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 1
end
return held == 'd' and 2 or 0";

    /// Writes done for `ARGV[2]` milliseconds, over the claim of `ARGV[1]` or where nothing stands.
    COMPLETE = "
local held = redis.call('GET', KEYS[1])
if not held or held == ARGV[1] then
  redis.call('SET', KEYS[1], 'd', 'PX', ARGV[2])
  return 1
end
return held == 'd' and 2 or 0";

    /// Removes the claim of `ARGV[1]`.
    RELEASE = "
local held = redis.call('GET', KEYS[1])
if held == ARGV[1] then
  redis.call('DEL', KEYS[1])
  return 1
end
return held == 'd' and 2 or 0";
}

impl Sent {
    fn new(source: &'static str) -> Self {
        Self {
            digest: Script::new(source).get_hash().to_owned(),
            source,
        }
    }

    /// The usual command: the digest alone.
    pub(crate) fn by_digest(&self, key: &[u8], owner: &[u8], time: Option<u64>) -> Cmd {
        command("EVALSHA", &self.digest, key, owner, time)
    }

    /// The command that also teaches the server the script.
    pub(crate) fn whole(&self, key: &[u8], owner: &[u8], time: Option<u64>) -> Cmd {
        command("EVAL", self.source, key, owner, time)
    }
}

fn command(name: &str, script: &str, key: &[u8], owner: &[u8], time: Option<u64>) -> Cmd {
    let mut command = redis::cmd(name);
    command.arg(script).arg(1).arg(key).arg(owner);
    if let Some(millis) = time {
        command.arg(millis);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::DONE;

    #[test]
    fn the_scripts_spell_done_as_the_records_do() {
        let done = format!("'{}'", String::from_utf8(DONE.to_vec()).unwrap());
        for script in [&RENEW, &COMPLETE, &RELEASE] {
            assert!(script.source.contains(&done));
        }
    }

    #[test]
    fn the_shebang_is_the_first_line() {
        for script in [&RENEW, &COMPLETE, &RELEASE] {
            assert!(script.source.starts_with("#!lua flags=allow-oom\n"));
        }
    }
}
