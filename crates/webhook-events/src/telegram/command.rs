//! The command that a message starts with: <https://core.telegram.org/bots/features#commands>.

/// A command to a bot: `/start@weather_bot ad-7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TelegramCommand<'u> {
    /// Its name, without the slash: `start`.
    pub name: &'u str,
    /// The username of the bot that it is for, where it names one: in a group it may be for another
    /// bot.
    pub bot: Option<&'u str>,
    /// What follows it, without the white space around: `ad-7`, which a deep link to the bot gave.
    pub arguments: &'u str,
}

impl<'u> TelegramCommand<'u> {
    /// The longest name, by the limits of `setMyCommands`.
    const LONGEST: usize = 32;

    pub(super) fn parse(text: &'u str) -> Option<Self> {
        let text = text.strip_prefix('/')?;
        let (word, arguments) = text
            .split_once(|c: char| c.is_whitespace())
            .unwrap_or((text, ""));
        let (name, bot) = match word.split_once('@') {
            Some((name, bot)) => (name, Some(bot)),
            None => (word, None),
        };
        let is_word = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        let is_command = is_word(name) && name.len() <= Self::LONGEST && bot.is_none_or(is_word);
        is_command.then(|| Self {
            name,
            bot,
            arguments: arguments.trim(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_a_word_after_a_slash_and_nothing_else_is() {
        let cases = [
            ("/start", Some(("start", None, ""))),
            ("/start  ad-7 \n", Some(("start", None, "ad-7"))),
            ("/a_1@b_2\nÉvora", Some(("a_1", Some("b_2"), "Évora"))),
            ("/", None),
            ("/@bot", None),
            ("/start@", None),
            ("/usr/bin", None),
            ("/é", None),
            (" /start", None),
            ("start", None),
            ("", None),
            ("/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", None),
        ];
        for (text, expected) in cases {
            let command = TelegramCommand::parse(text);
            let seen = command.map(|command| (command.name, command.bot, command.arguments));
            assert_eq!(seen, expected, "{text}");
        }
    }
}
