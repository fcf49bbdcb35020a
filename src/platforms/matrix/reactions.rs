//! Reactions as shortcuts: what a sign on a message means. Each of them can also be said in words.

use super::context::Context;
use crate::conversation::event::Press;
use crate::conversation::intent::Command;
use crate::domain::Action;

/// Makes a picture of a sign, or makes it text; says nothing.
const VARIATIONS: [char; 2] = ['\u{fe0e}', '\u{fe0f}'];
/// Makes a key of a digit.
const KEYCAP: char = '\u{20e3}';

/// What a reaction to one of the bot's messages does; `None` where it means nothing.
pub fn press(sign: &str, context: &Context) -> Option<Press> {
    let sign: String = sign.chars().filter(|c| !VARIATIONS.contains(c) && !is_skin_tone(*c)).collect();
    let on_ticket = |action: Action| {
        let number = context.about.clone()?;
        Some(Press::Act { number, action, value: None })
    };
    match sign.as_str() {
        // Closing asks first, like every closing.
        "✅" | "✔" | "👍" => {
            context.yes.clone().or_else(|| if sign == "✅" { on_ticket(Action::Close) } else { None })
        }
        "❌" | "👎" => context.no.clone(),
        "🎫" => Some(match context.about.clone() {
            Some(number) => Press::Show { number },
            None => Press::Command { command: Command::New },
        }),
        "🔕" => on_ticket(Action::Mute),
        "🔔" => on_ticket(Action::Unmute),
        _ => context.picks.get(place(&sign)?.checked_sub(1)?).cloned(),
    }
}

/// The number that a keycap shows.
fn place(sign: &str) -> Option<usize> {
    if sign == "🔟" {
        return Some(10);
    }
    let digit = sign.strip_suffix(KEYCAP)?;
    if digit.len() == 1 { digit.parse().ok() } else { None }
}

fn is_skin_tone(c: char) -> bool {
    ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}
