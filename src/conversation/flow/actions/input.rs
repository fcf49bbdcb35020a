//! What an action needs was asked for: this is the answer.

use super::begin::{confirm_reason, rated, read_priority, read_stars};
use super::{Open, ReplyParts, nothing_changed, watchers, within_limits, write_act, write_reply};
use crate::conversation::effect::Act;
use crate::conversation::flow::heard::{Control, control, is_called};
use crate::conversation::flow::pressed;
use crate::conversation::flow::said::{Saying, Taken, clear_command, expected};
use crate::conversation::intent::Command;
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::Text;
use crate::domain::{Action, Priority};

/// Whether a text can only be meant for the options: one or two digits are no ticket's number here.
pub(in crate::conversation::flow) fn is_choice(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The answer to what an action needs.
pub fn said(run: &mut Run<'_>, saying: Saying<'_>, open: Open) -> Taken {
    let may_skip = open.action == Action::Rate && open.given.is_some();
    if may_skip && is_called(run, "actions-without-comment", saying.text) {
        skipped(run);
        return Taken::Yes;
    }
    match control(run, saying.text) {
        Some(Control::Cancel | Control::Back) => {
            nothing_changed(run);
            return Taken::Yes;
        }
        Some(Control::Skip | Control::No) if may_skip => {
            skipped(run);
            return Taken::Yes;
        }
        _ => {}
    }
    match open.action {
        Action::Reply => reply(run, saying, &open),
        Action::Close | Action::Reopen | Action::Escalate => reason(run, saying, open),
        Action::SetPriority => priority(run, saying, &open),
        Action::AddWatcher | Action::RemoveWatcher => watchers::said(run, saying, open),
        Action::Rate => rating(run, saying, open),
        Action::Mute | Action::Unmute => Taken::No,
    }
}

/// Shortest number that can only be a ticket's; „Kommentar 2“ may begin an answer.
const MIN_NUMBER: usize = 3;

/// Where free text is awaited, only a command counts as one that is clearly meant for something else.
pub fn leads_elsewhere(run: &Run<'_>, saying: Saying<'_>) -> bool {
    let Some(wanted) = clear_command(run, saying) else { return false };
    let names_ticket = wanted.numbers.first().is_some_and(|number| number.len() >= MIN_NUMBER);
    match wanted.command {
        Command::Menu | Command::Help | Command::Drafts | Command::SignOut | Command::WhoAmI | Command::Search => {
            wanted.is_bare()
        }
        // „Offen“ may be an answer, and „Alle Pfade sind wieder da“ is one.
        Command::Mine | Command::Company | Command::Watched => {
            saying.text.split_whitespace().count() > 1
                && wanted.filter.words.is_none()
                && wanted.filter.contact.is_none()
        }
        Command::Show => !wanted.numbers.is_empty() && saying.text.chars().any(char::is_alphabetic),
        // What is said for another ticket is not written into this one.
        Command::Reply | Command::Attach => names_ticket,
        command => command.changes() && names_ticket && wanted.text.is_none(),
    }
}

fn reply(run: &mut Run<'_>, saying: Saying<'_>, open: &Open) -> Taken {
    if saying.files.is_empty() && leads_elsewhere(run, saying) {
        return Taken::No;
    }
    let parts = ReplyParts {
        text: saying.text.to_owned(),
        files: saying.files.to_vec(),
        message: Some(saying.message.clone()),
    };
    write_reply(run, &open.number, parts);
    Taken::Yes
}

fn reason(run: &mut Run<'_>, saying: Saying<'_>, open: Open) -> Taken {
    if saying.text.is_empty() || leads_elsewhere(run, saying) {
        return Taken::No;
    }
    confirm_reason(run, open, saying.text.to_owned());
    Taken::Yes
}

fn priority(run: &mut Run<'_>, saying: Saying<'_>, open: &Open) -> Taken {
    // Offered were all but the present one, which the open question remembers.
    let offered = Priority::ALL.iter().filter(|level| Some(level.id()) != open.given.as_deref());
    let place = saying.text.trim_end_matches(['.', ')']).parse::<usize>().ok();
    let picked =
        place.and_then(|place| offered.copied().nth(place.checked_sub(1)?)).or_else(|| read_priority(run, saying.text));
    match picked {
        Some(priority) => write_act(run, &open.number, Act::SetPriority { priority }),
        None if !is_choice(saying.text) && clear_command(run, saying).is_some() => return Taken::No,
        None => expected(run, Text::key("actions-priority-expected")),
    }
    Taken::Yes
}

fn rating(run: &mut Run<'_>, saying: Saying<'_>, open: Open) -> Taken {
    if let Some(stars) = given_stars(&open) {
        if leads_elsewhere(run, saying) {
            return Taken::No;
        }
        if within_limits(run, saying.text, 0) {
            write_act(run, &open.number, Act::Rate { stars, comment: saying.text.to_owned() });
        }
        return Taken::Yes;
    }
    match read_stars(saying.text) {
        Some((stars, comment)) => rated(run, open, stars, comment),
        None if !is_choice(saying.text) && clear_command(run, saying).is_some() => return Taken::No,
        None => expected(run, Text::key("actions-stars-expected")),
    }
    Taken::Yes
}

fn given_stars(open: &Open) -> Option<u8> {
    open.given.as_deref()?.parse().ok().filter(|stars| (1..=5).contains(stars))
}

/// What was optional is left out.
pub fn skipped(run: &mut Run<'_>) {
    match run.state.awaiting.clone() {
        Awaiting::ActionInput { number, title, action: Action::Rate, given, offered } => {
            let open = Open { number, title, action: Action::Rate, given, offered };
            match given_stars(&open) {
                Some(stars) => write_act(run, &open.number, Act::Rate { stars, comment: String::new() }),
                None => pressed::forged(run),
            }
        }
        _ => pressed::forged(run),
    }
}
