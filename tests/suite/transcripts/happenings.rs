//! What happens around a chat in a transcript: who is there, the clock, the mailbox, support, the operator, accidents.
//!
//! | in braces | what happens |
//! |---|---|
//! | `Anna Berger` | she is at the keyboard from now on |
//! | `Anna Berger, linked` | the same, signed in before |
//! | `2026-11-24 18:00`, `18:00`, `+10 min` | the clock moves |
//! | `mail to a@b.example` | the newest mail goes there; `{code}` is its code from now on |
//! | `no mail` | nothing was mailed since |
//! | `support replies NR: text` | maybe `support replies NR [waiting_customer]: text` |
//! | `support notes NR: text`, `support sets NR resolved`, `support sets NR high` | |
//! | `support files for ADDRESS: title` | a ticket taken by phone |
//! | `desk down`, `desk up`, `desk loses an answer` | |
//! | `restart` | another process on the same database |
//! | `disable ADDRESS`, `enable ADDRESS`, `role ADDRESS user` | |
//! | `contract V-1 ends 2026-11-23` | |
//! | `revoke`, `unblock` | an operator blocks the identity, or lifts it |
//! | `room`, `private` | where the person writes |
//! | `edits "old": new`, `deletes "old"` | the person's own message |
//! | `presses a forged button` | |
//! | `opens the chat` | |
//! | `desk has N tickets`, `NR has N entries like "text"`, `NR is resolved` | checked, not done |
//! | `housekeeping` | what happens every few minutes |

use ticketlotse::conversation::effect::States;
use ticketlotse::conversation::event::{EventKind, Place};
use ticketlotse::desks::Desk;

use ticketlotse::desks::support::{AgentReply, CaseChange, QueueQuery, Seen, SupportDesk};
use ticketlotse::domain::{Chance, Clock, Email, OpKey, Priority, Role, Status, TicketNumber};
use ticketlotse::mail::Mail;
use ticketlotse::mail::folder::kept_mails;

use super::people;
use super::play::Play;
use super::support;
use super::switch::Mood;

/// Does what is in the braces.
///
/// # Panics
/// When it is none of the above, or a check fails.
pub async fn happen(play: &mut Play, what: &str) {
    let (name, rest) = what.split_once(',').map_or((what, ""), |(name, rest)| (name, rest.trim()));
    if people::PEOPLE.iter().any(|somebody| somebody.name == name) {
        play.person = people::named(name);
        if rest == "linked" {
            play.link(play.person).await;
        }
        return;
    }
    if play.move_clock(what) || around(play, what).await || operator(play, what).await || check(play, what).await {
        return;
    }
    assert!(support(play, what).await, "nobody knows what happens at {{{what}}}");
}

async fn around(play: &mut Play, what: &str) -> bool {
    match what {
        "room" => play.place = Place::Room,
        "private" => play.place = Place::Private,
        "desk down" => play.stage.switch.set(Mood::Down),
        "desk up" => play.stage.switch.set(Mood::Up),
        "desk loses an answer" => play.stage.switch.set(Mood::LosesAnswer),
        "restart" => play.stage.restart().await,
        "opens the chat" => send_only(play, EventKind::Opened).await,
        "presses a forged button" => send_only(play, EventKind::Pressed { press: None }).await,
        "native forms" => *play = Play::begin(true).await,
        "housekeeping" => play.stage.service.housekeeping().await.expect("housekeeping"),
        _ => return quoted(play, what).await,
    }
    true
}

async fn quoted(play: &mut Play, what: &str) -> bool {
    let said = |rest: &str| rest.split('"').nth(1).map(str::to_owned);
    if let Some(rest) = what.strip_prefix("edits ") {
        let (old, text) = (said(rest), rest.rsplit_once("\": ").map(|(_, text)| text.to_owned()));
        let message = play.message_of(&old.expect("a quoted text"));
        send_only(play, EventKind::Edited { message, text: text.expect("new words") }).await;
        return true;
    }
    if let Some(rest) = what.strip_prefix("deletes ") {
        let message = play.message_of(&said(rest).expect("a quoted text"));
        send_only(play, EventKind::Deleted { message }).await;
        return true;
    }
    false
}

async fn send_only(play: &mut Play, kind: EventKind) {
    let id = play.stage.chance.id();
    play.hand_in(id.into(), kind).await.expect("the event is accepted");
}

async fn operator(play: &mut Play, what: &str) -> bool {
    let words: Vec<&str> = what.split_whitespace().collect();
    let email = |text: &str| Email::parse(text).expect("an address");
    let (store, now) = (play.stage.store.clone(), play.stage.clock.now());
    match words.as_slice() {
        ["disable", address] => assert!(store.set_enabled(&email(address), false, now).await.expect("the store")),
        ["enable", address] => assert!(store.set_enabled(&email(address), true, now).await.expect("the store")),
        ["role", address, role] => {
            let role = Role::from_id(role).expect("a role");
            assert!(store.set_role(&email(address), role, now).await.expect("the store"));
        }
        ["contract", id, "ends", day] => people::end_contract(&store, id, day.parse().expect("a day")).await,
        ["revoke"] => store.set_blocked(&Play::identity(play.person), true, now).await.expect("the store"),
        ["unblock"] => store.set_blocked(&Play::identity(play.person), false, now).await.expect("the store"),
        _ => return false,
    }
    true
}

async fn check(play: &mut Play, what: &str) -> bool {
    let words: Vec<&str> = what.split_whitespace().collect();
    match words.as_slice() {
        ["mail", "to", address] => {
            play.answers_later().await;
            let newest = new_mail(play).expect("a new mail");
            assert_eq!(newest.to.as_str(), *address);
            play.code = code_in(&newest.text);
        }
        ["no", "mail"] => {
            play.answers_later().await;
            assert!(new_mail(play).is_none(), "a mail was sent");
        }
        ["desk", "has", count, "tickets" | "ticket"] => {
            let queue = play
                .stage
                .desk
                .queue(&QueueQuery { states: States::All, ..QueueQuery::default() }, 100)
                .await
                .expect("the queue");
            assert_eq!(queue.total.to_string(), *count, "tickets at the desk");
        }
        [number, "is", status] => {
            let detail = play.stage.desk.get(&TicketNumber::new(*number)).await.expect("the ticket");
            let (status_now, priority) = (detail.ticket.status.id(), detail.ticket.priority.id());
            assert!([status_now, priority].contains(status), "{number} is {status_now}, {priority}");
        }
        [number, "has", count, "entry" | "entries", "like", ..] => {
            let wanted = what.split('"').nth(1).expect("a quoted text");
            let detail = play.stage.desk.get(&TicketNumber::new(*number)).await.expect("the ticket");
            let like = |entry: &&ticketlotse::domain::Entry| entry.text.contains(wanted) || entry.kind.id() == wanted;
            let found = detail.history.iter().filter(like).count();
            assert_eq!(found.to_string(), *count, "entries like {wanted:?}: {:#?}", detail.history);
        }
        _ => return false,
    }
    true
}

async fn support(play: &mut Play, what: &str) -> bool {
    let Some(what) = what.strip_prefix("support ") else { return false };
    let agent = support::agent();
    let desk = &play.stage.desk;
    let op = OpKey::new(play.stage.chance.id());
    let (head, text) = what.split_once(": ").unwrap_or((what, ""));
    let words: Vec<&str> = head.split_whitespace().collect();
    let number = |text: &str| TicketNumber::new(text);
    match words.as_slice() {
        ["replies", nr] => desk.reply(&agent, &number(nr), &said(text, None), &op).await,
        ["replies", nr, status] => {
            let status = Status::from_id(status.trim_matches(['[', ']'])).expect("a status");
            desk.reply(&agent, &number(nr), &said(text, Some(status)), &op).await
        }
        ["sends", nr, name] => {
            let reply = AgentReply { files: vec![support::file(name)], ..said(text, None) };
            desk.reply(&agent, &number(nr), &reply, &op).await
        }
        ["notes", nr] => desk.note(&agent, &number(nr), text, &[], &op).await,
        ["sets", nr, word] => match (Status::from_id(word), Priority::from_id(word)) {
            (Some(status), _) => desk.change(&agent, &number(nr), &CaseChange::Status(status), Seen::Any, &op).await,
            (_, Some(priority)) => {
                desk.change(&agent, &number(nr), &CaseChange::Priority(priority), Seen::Any, &op).await
            }
            _ => return false,
        },
        ["files", "for", address] => support::phone_ticket(play, address, text, &op).await,
        _ => return false,
    }
    .expect("support's work is done");
    true
}

fn said(text: &str, status: Option<Status>) -> AgentReply {
    AgentReply { text: unescaped(text), files: Vec::new(), status }
}

/// The one mail that nobody looked at yet.
fn new_mail(play: &mut Play) -> Option<Mail> {
    let mut mails = kept_mails(&play.stage.mails, 1000).expect("the mail folder");
    mails.retain(|kept| play.mails_seen.insert(kept.mail.id.clone()));
    assert!(mails.len() < 2, "several mails were sent; look at each");
    mails.pop().map(|kept| kept.mail)
}

fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n")
}

/// The code: the only word of eight capital letters and digits in the mail.
fn code_in(text: &str) -> Option<String> {
    let code_like = |word: &&str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    text.split(|c: char| !c.is_ascii_alphanumeric()).find(code_like).map(str::to_owned)
}
