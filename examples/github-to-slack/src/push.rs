//! A push as this service reads it, and the text that it becomes.

use serde::Deserialize;

/// The members that a message needs: <https://docs.github.com/en/webhooks/webhook-events-and-payloads#push>.
#[derive(Deserialize)]
pub(crate) struct Push<'a> {
    #[serde(rename = "ref")]
    reference: &'a str,
    deleted: bool,
    compare: &'a str,
    #[serde(borrow)]
    pusher: Pusher<'a>,
    repository: Repository<'a>,
    commits: Vec<Commit>,
}

#[derive(Deserialize)]
struct Pusher<'a> {
    name: &'a str,
}

#[derive(Deserialize)]
struct Repository<'a> {
    full_name: &'a str,
}

/// Messages have escapes, so they are owned.
#[derive(Deserialize)]
struct Commit {
    message: String,
}

/// How many commits are named.
const NAMED: usize = 5;

impl Push<'_> {
    /// In Slack's own markup: <https://docs.slack.dev/messaging/formatting-message-text>.
    pub(crate) fn text(&self) -> String {
        let who = escaped(self.pusher.name);
        let branch = self.reference.rsplit('/').next().unwrap_or(self.reference);
        let place = format!(
            "{} of {}",
            escaped(branch),
            escaped(self.repository.full_name)
        );
        if self.deleted {
            return format!("{who} deleted {place}");
        }
        let count = self.commits.len();
        let commits = if count == 1 { "commit" } else { "commits" };
        let mut text = format!(
            "{who} pushed <{}|{count} {commits}> to {place}",
            escaped(self.compare)
        );
        for commit in self.commits.iter().take(NAMED) {
            let first = commit.message.lines().next().unwrap_or_default();
            text.push_str(&format!("\n• {}", escaped(first)));
        }
        text
    }
}

/// Somebody else's text, so that it is no markup: `<!channel>` in a commit's message calls nobody.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(deleted: bool, messages: &[&str]) -> String {
        let commits: Vec<_> = messages
            .iter()
            .map(|message| serde_json::json!({"id": "1", "message": message}))
            .collect();
        let json = serde_json::json!({
            "ref": "refs/heads/main", "deleted": deleted, "compare": "https://github.com/o/r/compare/a...b",
            "pusher": {"name": "octo"}, "repository": {"full_name": "o/r"}, "commits": commits,
        });
        serde_json::from_str::<Push<'_>>(&json.to_string())
            .unwrap()
            .text()
    }

    #[test]
    fn a_push_names_its_first_commits_by_their_first_line() {
        assert_eq!(
            text(false, &["Fix it\n\nAt length"]),
            "octo pushed <https://github.com/o/r/compare/a...b|1 commit> to main of o/r\n• Fix it"
        );
        let many = text(false, &["x"; 9]);
        assert!(many.contains("|9 commits>"), "{many}");
        assert_eq!(many.matches('•').count(), NAMED);
        assert_eq!(text(true, &[]), "octo deleted main of o/r");
    }

    #[test]
    fn nobody_is_called_by_a_commits_message() {
        let text = text(false, &["<!channel> & <@U1>"]);
        assert!(
            text.ends_with("• &lt;!channel&gt; &amp; &lt;@U1&gt;"),
            "{text}"
        );
    }
}
