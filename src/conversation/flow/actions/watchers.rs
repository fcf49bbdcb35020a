//! Adding and removing colleagues who watch a ticket.

use super::begin::{act, ask};
use super::input::is_choice;
use super::{LookedUp, Open, confirm, naming, write_act};
use crate::conversation::effect::Act;
use crate::conversation::event::Press;
use crate::conversation::flow::new_ticket;
use crate::conversation::flow::said::{Saying, Taken, clear_command, expected};
use crate::conversation::flow::words::{button, options, paragraph};
use crate::conversation::message::{Block, Message, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::Wish;
use crate::conversation::text::Text;
use crate::domain::{Action, Colleague, Email, MemberId};

/// Most colleagues offered at once; more are named by typing.
pub const MAX_OFFERED: usize = 20;

/// Whether a colleague is called so: by member id, address, whole name, or a part of the name.
pub fn is_called(colleague: &Colleague, text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "+-−–@".contains(c)).to_lowercase();
    let name = colleague.name.to_lowercase();
    !text.is_empty()
        && (colleague.id.as_str() == text
            || Email::parse(&text).is_some_and(|email| email == colleague.email)
            || name == text
            || name.split_whitespace().any(|part| part == text))
}

/// The colleagues that an action can be about.
fn candidates<'w>(run: &Run<'w>, at: LookedUp<'_>, action: Action) -> Vec<&'w Colleague> {
    let Some(entitled) = run.entitled() else { return Vec::new() };
    let ticket = &at.detail.ticket;
    let own = &entitled.member.id;
    let is_contact = ticket.contact.is_some() && ticket.contact.as_ref() == entitled.contact.id();
    // Who only watches may take themself out, nobody else.
    let self_only = ticket.watchers.contains(own) && !is_contact && !entitled.is_admin();
    entitled
        .colleagues
        .iter()
        .filter(|colleague| ticket.watchers.contains(&colleague.id) == (action == Action::RemoveWatcher))
        .filter(|colleague| !self_only || &colleague.id == own)
        .filter(|colleague| !(is_contact && action == Action::AddWatcher && &colleague.id == own))
        .collect()
}

/// Begins: the colleague that was named, or one of those there are.
pub fn begin(run: &mut Run<'_>, at: LookedUp<'_>, wish: &Wish) {
    let ticket = &at.detail.ticket;
    let candidates = candidates(run, at, wish.action);
    let given = wish.given.as_deref().unwrap_or_default();
    let called: Vec<&Colleague> = candidates.iter().copied().filter(|one| is_called(one, given)).collect();
    if let [one] = called[..] {
        return act(run, at, wish.named, watcher_act(wish.action, one.id.clone()));
    }
    if let Some(colleague) = beside(run, given) {
        let key = match wish.action {
            Action::RemoveWatcher => "actions-watches-not",
            _ => "actions-watches-already",
        };
        run.settle();
        let text = naming(key, &ticket.number, &ticket.title).with("name", colleague.name.as_str());
        run.say(Message::new(vec![Block::Notice { tone: Tone::Info, text }]).about(&ticket.number));
        return new_ticket::reminder(run);
    }
    if candidates.is_empty() {
        let key = match wish.action {
            Action::RemoveWatcher => "actions-no-watchers",
            _ => "actions-nobody-to-add",
        };
        run.settle();
        let text = naming(key, &ticket.number, &ticket.title);
        run.say(Message::new(vec![Block::Notice { tone: Tone::Info, text }]).about(&ticket.number));
        return new_ticket::reminder(run);
    }
    let offered = if called.is_empty() { candidates } else { called };
    let key = match (wish.action, given.is_empty() || offered.len() > 1 && is_called(offered[0], given)) {
        (Action::RemoveWatcher, true) => "actions-ask-remove-watcher",
        (_, true) => "actions-ask-add-watcher",
        (_, false) => "actions-no-such-colleague",
    };
    let open = Open {
        number: ticket.number.clone(),
        title: ticket.title.clone(),
        action: wish.action,
        given: None,
        offered: offered.iter().take(MAX_OFFERED).map(|colleague| colleague.id.clone()).collect(),
    };
    offer(run, open, key, given);
}

/// The one colleague that was named.
fn beside<'w>(run: &Run<'w>, given: &str) -> Option<&'w Colleague> {
    let mut called = run.entitled()?.colleagues.iter().filter(|one| is_called(one, given));
    called.next().filter(|_| called.next().is_none())
}

fn offer(run: &mut Run<'_>, open: Open, key: &'static str, given: &str) {
    let choices = open
        .offered
        .iter()
        .map(|member| {
            let press = Press::Act {
                number: open.number.clone(),
                action: open.action,
                value: Some(member.as_str().to_owned()),
            };
            button(Text::verbatim(confirm::name_of(run, member)), press)
        })
        .collect();
    let text = naming(key, &open.number, &open.title).with("given", given.trim_start_matches(['+', '-', '−', '–']));
    let number = open.number.clone();
    open.await_input(run);
    ask(run, &number, vec![paragraph(text), options(choices)]);
}

fn watcher_act(action: Action, member: MemberId) -> Act {
    match action {
        Action::RemoveWatcher => Act::RemoveWatcher { member },
        _ => Act::AddWatcher { member },
    }
}

/// A colleague was named, or picked by number.
pub fn said(run: &mut Run<'_>, saying: Saying<'_>, open: Open) -> Taken {
    let place = saying.text.trim_end_matches(['.', ')']).parse::<usize>().ok();
    if let Some(member) = place.and_then(|place| open.offered.get(place.checked_sub(1)?)) {
        write_act(run, &open.number, watcher_act(open.action, member.clone()));
        return Taken::Yes;
    }
    let Some(entitled) = run.entitled() else { return Taken::No };
    let called: Vec<&Colleague> =
        entitled.colleagues.iter().filter(|colleague| is_called(colleague, saying.text)).collect();
    match called[..] {
        [one] => write_act(run, &open.number, watcher_act(open.action, one.id.clone())),
        [] if !is_choice(saying.text) && clear_command(run, saying).is_some() => return Taken::No,
        [] => expected(run, Text::key("actions-colleague-expected")),
        _ => {
            let offered = called.iter().take(MAX_OFFERED).map(|colleague| colleague.id.clone()).collect();
            offer(run, Open { offered, ..open }, "actions-which-colleague", saying.text);
        }
    }
    Taken::Yes
}
