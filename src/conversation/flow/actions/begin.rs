//! An action begins: the ticket was looked up, what was said with the wish is used, what is missing is asked for.

use super::{LookedUp, Open, ReplyParts, confirm, naming, refused, watchers, within_limits, write_act, write_reply};
use crate::conversation::effect::{Act, Effect};
use crate::conversation::event::Press;
use crate::conversation::flow::words::{self, button, buttons, options, paragraph};
use crate::conversation::flow::{heard, new_ticket};
use crate::conversation::message::{Block, Message, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::{Confirmed, Named, Wish};
use crate::conversation::text::Text;
use crate::domain::{Action, Priority, TicketNumber};

/// Begins an action on a ticket that the person may see.
pub fn begin(run: &mut Run<'_>, at: LookedUp<'_>, wish: Wish) {
    run.state.ticket = Some(at.detail.ticket.number.clone());
    match wish.action {
        Action::Mute => mute(run, at),
        Action::Unmute => follow(run, at, &wish),
        Action::Rate if at.detail.rating.is_some() => refused::say(run, at, Action::Rate),
        action if !at.allowed.contains(&action) => refused::say(run, at, action),
        Action::Reply => reply(run, at, wish),
        Action::Close | Action::Reopen | Action::Escalate => with_reason(run, at, &wish),
        Action::SetPriority => set_priority(run, at, &wish),
        Action::AddWatcher | Action::RemoveWatcher => watchers::begin(run, at, &wish),
        Action::Rate => rate(run, at, &wish),
    }
}

fn open(at: LookedUp<'_>, action: Action, given: Option<String>) -> Open {
    let ticket = &at.detail.ticket;
    Open { number: ticket.number.clone(), title: ticket.title.clone(), action, given, offered: Vec::new() }
}

/// Asks a question about a ticket, with a way out.
pub fn ask(run: &mut Run<'_>, number: &TicketNumber, mut blocks: Vec<Block>) {
    blocks.push(buttons(vec![button(Text::key("actions-cancel"), Press::Cancel)]));
    run.say(Message::new(blocks).about(number));
}

fn reply(run: &mut Run<'_>, at: LookedUp<'_>, wish: Wish) {
    let ticket = &at.detail.ticket;
    let Wish { given, files, message, named, .. } = wish;
    if given.is_none() && files.is_empty() {
        let files = if run.world.platform.files { "yes" } else { "no" };
        let text = naming("actions-ask-reply", &ticket.number, &ticket.title).with("files", files);
        open(at, Action::Reply, None).await_input(run);
        return ask(run, &ticket.number, vec![paragraph(text)]);
    }
    let text = given.unwrap_or_default();
    match named {
        Named::Said => write_reply(run, &ticket.number, ReplyParts { text, files, message }),
        Named::Implied if within_limits(run, &text, files.len()) => {
            let (number, title) = (ticket.number.clone(), ticket.title.clone());
            confirm::ask(run, Confirmed::Reply { number, title, text, files, message });
        }
        Named::Implied => {}
    }
}

/// Whether a wish can be taken although the desk does not answer: a whole reply to a ticket that was named in full.
pub fn can_wait(wish: &Wish) -> bool {
    let whole = wish.given.is_some() || !wish.files.is_empty();
    wish.action == Action::Reply && wish.named == Named::Said && wish.number.is_some() && whole
}

/// Takes a reply while the desk does not answer; its guard checks the right when it is written.
pub fn unchecked_reply(run: &mut Run<'_>, wish: Wish) {
    let Wish { given, files, message, number, .. } = wish;
    let Some(number) = number else { return };
    write_reply(run, &number, ReplyParts { text: given.unwrap_or_default(), files, message });
}

fn with_reason(run: &mut Run<'_>, at: LookedUp<'_>, wish: &Wish) {
    let ticket = &at.detail.ticket;
    if let Some(reason) = wish.given.clone() {
        return confirm_reason(run, open(at, wish.action, None), reason);
    }
    let key = match wish.action {
        Action::Close => "actions-ask-close",
        Action::Reopen => "actions-ask-reopen",
        _ => "actions-ask-escalate",
    };
    open(at, wish.action, None).await_input(run);
    ask(run, &ticket.number, vec![paragraph(naming(key, &ticket.number, &ticket.title))]);
}

/// Asks before a ticket is closed, reopened or escalated, naming it and the reason.
pub fn confirm_reason(run: &mut Run<'_>, open: Open, reason: String) {
    if !within_limits(run, &reason, 0) {
        return;
    }
    let act = match open.action {
        Action::Close => Act::Close { reason },
        Action::Reopen => Act::Reopen { reason },
        _ => Act::Escalate { reason },
    };
    confirm::ask(run, Confirmed::Act { number: open.number, title: open.title, act });
}

fn set_priority(run: &mut Run<'_>, at: LookedUp<'_>, wish: &Wish) {
    let ticket = &at.detail.ticket;
    let given = wish.given.as_deref().and_then(|given| read_priority(run, given));
    match given {
        Some(priority) if priority == ticket.priority => {
            let text = naming("actions-same-priority", &ticket.number, &ticket.title);
            run.settle();
            run.say_private(vec![paragraph(text.with("priority", words::priority(priority)))]);
            new_ticket::reminder(run);
        }
        Some(priority) => {
            act(run, at, wish.named, Act::SetPriority { priority });
        }
        None => {
            let choices = Priority::ALL.iter().filter(|level| **level != ticket.priority);
            let choices = choices
                .map(|level| {
                    let value = Some(level.id().to_owned());
                    let press = Press::Act { number: ticket.number.clone(), action: Action::SetPriority, value };
                    button(words::priority(*level), press)
                })
                .collect();
            let text = naming("actions-ask-priority", &ticket.number, &ticket.title);
            let text = text.with("priority", words::priority(ticket.priority));
            let given = Some(ticket.priority.id().to_owned());
            open(at, Action::SetPriority, given).await_input(run);
            let mut blocks = unreadable(wish, "actions-priority-expected");
            blocks.extend([paragraph(text), options(choices)]);
            ask(run, &ticket.number, blocks);
        }
    }
}

/// What can be read, where something else was given.
fn unreadable(wish: &Wish, expected: &'static str) -> Vec<Block> {
    let given = wish.given.as_ref().map(|_| Block::Notice { tone: Tone::Warning, text: Text::key(expected) });
    given.into_iter().collect()
}

/// A priority by id, as „P1“, or by its word.
pub fn read_priority(run: &Run<'_>, text: &str) -> Option<Priority> {
    let text = text.trim().to_lowercase();
    Priority::from_id(&text)
        .or_else(|| {
            Priority::ALL.iter().zip(["p1", "p2", "p3", "p4"]).find(|(_, p)| *p == text).map(|(level, _)| *level)
        })
        .or_else(|| {
            let level = |level: &&Priority| heard::is_called(run, &format!("priority-{}", level.id()), &text);
            Priority::ALL.iter().find(level).copied()
        })
}

fn rate(run: &mut Run<'_>, at: LookedUp<'_>, wish: &Wish) {
    let ticket = &at.detail.ticket;
    let open = open(at, Action::Rate, None);
    if let Some((stars, comment)) = wish.given.as_deref().and_then(read_stars) {
        return rated(run, open, stars, comment);
    }
    let choices = (1..=5u8)
        .rev()
        .map(|stars| {
            let press =
                Press::Act { number: ticket.number.clone(), action: Action::Rate, value: Some(stars.to_string()) };
            button(Text::key("actions-stars").with("stars", i64::from(stars)), press)
        })
        .collect();
    let text = naming("actions-ask-rate", &ticket.number, &ticket.title);
    open.await_input(run);
    let mut blocks = unreadable(wish, "actions-stars-expected");
    blocks.extend([paragraph(text), buttons(choices)]);
    ask(run, &ticket.number, blocks);
}

/// The stars were given: with a comment it is written, without one a comment is asked for once.
pub fn rated(run: &mut Run<'_>, open: Open, stars: u8, comment: Option<String>) {
    if let Some(comment) = comment {
        if within_limits(run, &comment, 0) {
            write_act(run, &open.number, Act::Rate { stars, comment });
        }
        return;
    }
    let text = naming("actions-ask-comment", &open.number, &open.title).with("stars", i64::from(stars));
    let without = button(Text::key("actions-without-comment"), Press::SkipInput);
    let cancel = button(Text::key("actions-cancel"), Press::Cancel);
    let number = open.number.clone();
    Open { given: Some(stars.to_string()), ..open }.await_input(run);
    run.say(Message::new(vec![paragraph(text), buttons(vec![without, cancel])]).about(&number));
}

/// „4“, „4 Sterne“, „4: hat lange gedauert“: the stars and what was said with them.
pub fn read_stars(text: &str) -> Option<(u8, Option<String>)> {
    let text = text.trim();
    let stars = match text.chars().next()? {
        '★' | '⭐' => u8::try_from(text.chars().take_while(|c| matches!(c, '★' | '⭐')).count()).ok()?,
        first => u8::try_from(first.to_digit(10)?).ok()?,
    };
    let rest = text.trim_start_matches(['★', '⭐', '☆', '1', '2', '3', '4', '5']);
    let own_word = rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric());
    let comment = rest.trim_matches(|c: char| c.is_whitespace() || ",;:.-–—".contains(c));
    ((1..=5).contains(&stars) && own_word && text.chars().filter(char::is_ascii_digit).count() <= 1 || rest.is_empty())
        .then(|| (stars, (!comment.is_empty()).then(|| comment.to_owned())))
        .filter(|(stars, _)| (1..=5).contains(stars))
}

/// Writes an action on a ticket that was named; on one that was only meant it asks first.
pub fn act(run: &mut Run<'_>, at: LookedUp<'_>, named: Named, act: Act) {
    let ticket = &at.detail.ticket;
    match named {
        Named::Said => write_act(run, &ticket.number, act),
        Named::Implied => {
            confirm::ask(run, Confirmed::Act { number: ticket.number.clone(), title: ticket.title.clone(), act });
        }
    }
}

fn mute(run: &mut Run<'_>, at: LookedUp<'_>) {
    let ticket = &at.detail.ticket;
    run.settle();
    if !at.muted {
        run.effects.push(Effect::Mute { number: ticket.number.clone(), muted: true });
        run.audit("action.mute", Some(&ticket.number));
    }
    let key = if at.muted { "actions-already-muted" } else { "actions-muted" };
    told(run, at, key, Tone::Success);
}

/// `folgen`: hears of a muted ticket again, or watches one that is somebody else's.
fn follow(run: &mut Run<'_>, at: LookedUp<'_>, wish: &Wish) {
    let ticket = &at.detail.ticket;
    let Some(entitled) = run.entitled() else { return };
    if at.muted {
        run.settle();
        run.effects.push(Effect::Mute { number: ticket.number.clone(), muted: false });
        run.audit("action.unmute", Some(&ticket.number));
        return told(run, at, "actions-unmuted", Tone::Success);
    }
    let contact = ticket.contact.is_some() && ticket.contact.as_ref() == entitled.contact.id();
    if contact || ticket.watchers.contains(&entitled.member.id) {
        run.settle();
        return told(run, at, "actions-already-told", Tone::Info);
    }
    if !at.allowed.contains(&Action::AddWatcher) {
        return refused::say(run, at, Action::AddWatcher);
    }
    act(run, at, wish.named, Act::AddWatcher { member: entitled.member.id.clone() });
}

fn told(run: &mut Run<'_>, at: LookedUp<'_>, key: &'static str, tone: Tone) {
    let ticket = &at.detail.ticket;
    let text = naming(key, &ticket.number, &ticket.title);
    run.say(Message::new(vec![Block::Notice { tone, text }]).about(&ticket.number));
    new_ticket::reminder(run);
}
