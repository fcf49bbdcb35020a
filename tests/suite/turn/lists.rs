//! Numbers, lists and pages.

use ticketlotse::conversation::effect::{Ask, ListQuery, Scope, States};
use ticketlotse::conversation::event::{Answer, Press};
use ticketlotse::conversation::intent::Command;
use ticketlotse::domain::{Priority, Status};

use super::{Chat, asked, keys, member, presses, ticket};

fn page(from: u32, count: u32, total: u64) -> Answer {
    let tickets = (from..from + count).map(|n| ticket(&format!("CS-2026-{n:06}"), "Titel", Status::New)).collect();
    Answer::Tickets { tickets, total, filed_here_only: false }
}

fn listed(chat: &mut Chat, text: &str) -> ListQuery {
    let effects = chat.says(text);
    match asked(&effects).1 {
        Ask::List(query) => query.clone(),
        other => panic!("no list was asked for: {other:?}"),
    }
}

fn looked_up(chat: &mut Chat, text: &str) -> String {
    let effects = chat.says(text);
    match asked(&effects).1 {
        Ask::Ticket { number } => number.clone(),
        other => panic!("no ticket was looked up: {other:?}"),
    }
}

#[test]
fn filters_are_read_from_words() {
    let mut chat = Chat::with(member("karl", "L1"));
    assert_eq!(listed(&mut chat, "meine tickets"), ListQuery::default());
    assert_eq!(listed(&mut chat, "meine geschlossenen tickets").states, States::Closed);
    let query = listed(&mut chat, "kritische tickets der firma");
    assert_eq!((query.scope, query.priority), (Scope::Company, Some(Priority::Critical)));
    assert_eq!(listed(&mut chat, "firma berger").contact.as_deref(), Some("berger"));
    let query = listed(&mut chat, "suche Snapshot Plan");
    assert_eq!((query.words.as_deref(), query.states), (Some("Snapshot Plan"), States::All));
}

#[test]
fn a_number_is_a_place_while_it_fits_the_list_else_a_ticket() {
    let mut chat = Chat::with(member("anna", "L1"));
    assert_eq!(looked_up(&mut chat, "2"), "2", "no list is shown");
    let effects = chat.says("meine");
    chat.answers(&effects, page(1, 3, 3));
    assert_eq!(looked_up(&mut chat, "2"), "CS-2026-000002");
    assert_eq!(looked_up(&mut chat, "die letzte"), "CS-2026-000003");
    assert_eq!(looked_up(&mut chat, "4"), "4", "it does not fit");
    assert_eq!(looked_up(&mut chat, "4711"), "4711");
    assert_eq!(keys(&chat.says("die fünfte")), ["tickets-no-such-place"]);
}

#[test]
fn places_count_through_pages() {
    let mut chat = Chat::with(member("anna", "L1"));
    let size = super::SETTINGS.policy.page_size;
    let effects = chat.says("meine");
    let shown = chat.answers(&effects, page(1, size, u64::from(size) + 2));
    let next = ListQuery { page: 1, ..ListQuery::default() };
    assert!(presses(&shown).contains(&Press::List { query: next.clone() }));
    assert_eq!(listed(&mut chat, "nächste seite"), next);
    let effects = chat.says("nächste seite");
    chat.answers(&effects, page(size + 1, 2, u64::from(size) + 2));
    assert_eq!(looked_up(&mut chat, &format!("{}", size + 2)), format!("CS-2026-{:06}", size + 2));
    assert_eq!(looked_up(&mut chat, "1"), "1", "that place is on another page");
    assert_eq!(keys(&chat.says("nächste seite")), ["tickets-last-page"]);
    assert_eq!(listed(&mut chat, "vorige seite").page, 0);
}

#[test]
fn a_short_number_of_several_years_is_asked_back() {
    let mut chat = Chat::with(member("anna", "L1"));
    let effects = chat.says("schließe 4711 läuft wieder");
    let both = ["CS-2025-004711", "CS-2026-004711"].map(|number| ticket(number, "Titel", Status::New)).to_vec();
    let effects = chat.answers(&effects, Answer::WhichTicket { tickets: both });
    assert_eq!(keys(&effects), ["tickets-which"]);
    assert_eq!(looked_up(&mut chat, "2"), "CS-2026-004711");
}

#[test]
fn only_customer_admins_see_the_company() {
    let mut chat = Chat::with(member("anna", "L1"));
    assert_eq!(keys(&chat.says("firma")), ["tickets-admins-only"]);
    let forged = Press::List { query: ListQuery { scope: Scope::Company, ..ListQuery::default() } };
    assert_eq!(keys(&chat.presses(forged)), ["tickets-admins-only"]);
    let company = Press::Command { command: Command::Company };
    assert!(!presses(&chat.says("menü")).contains(&company));
    let mut chat = Chat::with(member("karl", "L1"));
    assert!(presses(&chat.says("menü")).contains(&company));
}

#[test]
fn without_a_support_id_the_fixed_sentence_comes_before_what_was_filed_here() {
    let mut chat = Chat::with(member("anna", "L1"));
    let effects = chat.says("meine");
    let answer =
        Answer::Tickets { tickets: vec![ticket("CS-2026-000001", "T", Status::New)], total: 1, filed_here_only: true };
    let keys = keys(&chat.answers(&effects, answer));
    assert_eq!(keys, ["tickets-no-support-id", "tickets-heading", "tickets-phone-footnote"]);
}
