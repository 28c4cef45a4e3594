//! The deliveries that were given up: people look at them, and make them due again when the cause is gone.

use std::fmt::Write;

use anyhow::ensure;
use clap::Subcommand;

use crate::queue::Queue;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// One line for each: key, attempts, kind and reason.
    List,
    /// The body as it was received, which can be posted again.
    Show {
        /// The delivery's key, as `list` prints it.
        key: String,
    },
    /// Makes one due again, or all.
    Replay {
        /// The delivery's key, as `list` prints it.
        #[arg(required_unless_present = "all")]
        key: Option<String>,
        #[arg(long, conflicts_with = "key")]
        all: bool,
    },
}

pub async fn run(command: Command, database: &str) -> anyhow::Result<()> {
    let queue = Queue::open(database).await?;
    match command {
        Command::List => {
            for letter in queue.dead_letters(None).await? {
                let kind = letter.delivery.kind.as_str();
                println!("{} {} {kind} {}", letter.key, letter.attempts, letter.reason);
            }
        }
        Command::Show { key } => {
            let letters = queue.dead_letters(Some(&key)).await?;
            ensure!(!letters.is_empty(), "there is no dead letter {key}");
            for letter in letters {
                println!("{}", ascii(&letter.delivery.body));
            }
        }
        Command::Replay { key, .. } => {
            let replayed = queue.replay(key.as_deref()).await?;
            ensure!(replayed > 0 || key.is_none(), "there is no such dead letter");
            println!("{replayed} due again");
        }
    }
    queue.close().await;
    Ok(())
}

/// The same JSON in ASCII and on one line: nothing in it can harm a terminal.
fn ascii(json: &str) -> String {
    let mut text = String::new();
    for character in json.chars() {
        match character {
            ' '..='~' => text.push(character),
            // In a string it would be escaped, so it is outside of one.
            '\t' | '\r' | '\n' => text.push(' '),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing to a string can't fail.
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn a_body_is_shown_as_the_same_json_in_printable_ascii() {
        let hostile = "{\r\n\t\"a\u{202e}\": \"\\u001b[2J \u{9b}\u{7f} \u{1f600} ç\"}";
        let shown = ascii(hostile);
        assert!(shown.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{shown}");
        let read = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(read(&shown), read(hostile));
    }
}
