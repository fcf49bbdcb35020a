//! News from support: what changed on a ticket, told once, where the person wants it and when it is not quiet.

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::actions::naming;
use super::new_ticket;
use super::words::{self, button, buttons, primary, with_contact};
use crate::conversation::effect::{Effect, Where};
use crate::conversation::event::{Press, Update, UpdatesWanted};
use crate::conversation::intent::Command;
use crate::conversation::message::{Block, Choice, Message, Tone};
use crate::conversation::run::Run;
use crate::conversation::text::Text;
use crate::domain::{Action, Author, ContactId, EntryKind, LinkId, Status};

/// Something changed on a ticket of this person.
pub fn updated(run: &mut Run<'_>, update: &Update) {
    if !wanted(run.state.updates, update) {
        return;
    }
    let ticket = &update.ticket;
    let mut blocks = vec![Block::Heading { text: heading(update) }];
    if let Some(was) = update.was.filter(|was| *was != ticket.status) {
        let text =
            Text::key("updates-status").with("was", words::status(was)).with("status", words::status(ticket.status));
        blocks.push(Block::Paragraph { text });
    }
    if let Some(was) = update.priority_was.filter(|was| *was != ticket.priority) {
        let text = Text::key("updates-priority")
            .with("was", words::priority(was))
            .with("priority", words::priority(ticket.priority));
        blocks.push(Block::Paragraph { text });
    }
    if !update.entry.text.trim().is_empty() {
        let author = Some(Text::verbatim(update.entry.author_name.as_str()));
        blocks.push(Block::Quote { author, text: update.entry.text.clone() });
    }
    blocks.extend(asks_back(update));
    blocks.push(buttons(choices(update)));
    let message = Message::new(blocks).about(&ticket.number);
    let not_before = run.state.quiet.and_then(|quiet| quiet_until(run.world.now, run.world.settings.zone, quiet));
    run.effects.push(Effect::Say { message: Box::new(message), place: Where::Private, not_before });
    if not_before.is_none() {
        new_ticket::interrupted(run);
    }
}

/// Whether the person wants to hear of it: an answer, or support asking back, counts as an answer.
fn wanted(which: UpdatesWanted, update: &Update) -> bool {
    match which {
        UpdatesWanted::All => true,
        UpdatesWanted::None => false,
        UpdatesWanted::Answers => {
            let answer = update.entry.author == Author::Support && update.entry.kind == EntryKind::Reply;
            answer || update.was.is_some() && update.ticket.status == Status::WaitingCustomer
        }
    }
}

fn heading(update: &Update) -> Text {
    let key = match (update.entry.kind, update.entry.author) {
        (EntryKind::Reply, Author::Support) => "updates-answer",
        (EntryKind::Reply | EntryKind::Correction, _) => "updates-addition",
        _ => "updates-change",
    };
    naming(key, &update.ticket.number, &update.ticket.title).with("author", update.entry.author_name.as_str())
}

fn asks_back(update: &Update) -> Option<Block> {
    let text = match update.ticket.status {
        Status::WaitingCustomer => Text::key("updates-asks-back"),
        Status::Resolved if update.was.is_some() => Text::key("updates-resolved"),
        _ => return None,
    };
    Some(Block::Notice { tone: Tone::Info, text })
}

fn choices(update: &Update) -> Vec<Choice> {
    let number = &update.ticket.number;
    let act = |action: Action| Press::Act { number: number.clone(), action, value: None };
    let mut choices = Vec::new();
    if update.ticket.status != Status::Closed {
        choices.push(primary(words::action(Action::Reply), act(Action::Reply)));
    }
    choices.extend(update.entry.files.iter().map(|file| words::file(number, file)));
    if update.ticket.status == Status::Resolved {
        choices.push(button(words::action(Action::Reopen), act(Action::Reopen)));
    }
    if !update.ticket.status.is_open() {
        choices.push(button(words::action(Action::Rate), act(Action::Rate)));
    }
    choices.push(button(Text::key("updates-show"), Press::Show { number: number.clone() }));
    choices
}

/// The end of the quiet hours that `now` lies in; `None` when it is not quiet.
pub fn quiet_until(now: DateTime<Utc>, zone: Tz, (from, until): (u16, u16)) -> Option<DateTime<Utc>> {
    use chrono::Timelike;
    let local = now.with_timezone(&zone);
    let minute = u16::try_from(local.hour() * 60 + local.minute()).ok()?;
    let overnight = from > until;
    let quiet = if overnight { minute >= from || minute < until } else { minute >= from && minute < until };
    if !quiet {
        return None;
    }
    let days = i64::from(overnight && minute >= from);
    let day = local.date_naive().checked_add_signed(Duration::days(days))?;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::from(until) * 60, 0)?;
    // Where the clock is put forward over that time, the next hour that exists ends it.
    (0..3)
        .find_map(|hours| zone.from_local_datetime(&(day.and_time(time) + Duration::hours(hours))).earliest())
        .map(|end| end.with_timezone(&Utc))
}

/// The Support-ID was filled in.
pub fn contact_found(run: &mut Run<'_>, contact: &ContactId, link: &LinkId) {
    if run.state.link.as_ref() != Some(link) {
        return;
    }
    let text = Text::key("updates-contact-found").with("id", contact.as_str());
    run.say_private(vec![Block::Notice { tone: Tone::Success, text }, buttons(vec![words::command(Command::Mine)])]);
}

/// Three days without a Support-ID.
pub fn contact_overdue(run: &mut Run<'_>) {
    let text = with_contact(run, Text::key("updates-contact-overdue"));
    run.say_private(vec![Block::Notice { tone: Tone::Info, text }]);
}
