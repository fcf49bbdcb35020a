//! Lists of tickets: own, the company's, the watched ones; filters, pages, search, and picking one for an action.

use super::heard::Wanted;
use super::said::{Saying, Taken, clear_command};
use super::words::{self, button, buttons, paragraph, with_contact};
use super::{menu, new_ticket};
use crate::conversation::effect::{Ask, ListQuery, Scope, States};
use crate::conversation::event::Press;
use crate::conversation::intent::Command;
use crate::conversation::message::{Block, Choice, Message, TicketRow, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, ShownList, Then, Wish};
use crate::conversation::text::Text;
use crate::domain::{Role, Status, Ticket, TicketNumber};

/// Longest words to search for, in characters.
pub const MAX_WORDS: usize = 200;
/// Between two filters.
const FILTER_SEPARATOR: &str = " · ";

/// A page of a list as the world answered it.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// In order.
    pub tickets: &'a [Ticket],
    /// How many there are in all.
    pub total: u64,
    /// Only what was filed here: there is no Support-ID yet.
    pub filed_here_only: bool,
}

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next.
    Next,
    /// The one before.
    Previous,
}

/// `meine`, `firma`, `beobachtete`, with whatever filters were said.
pub fn wanted(run: &mut Run<'_>, wanted: &Wanted) {
    let scope = match wanted.command {
        Command::Company => Scope::Company,
        Command::Watched => Scope::Watched,
        _ => Scope::Own,
    };
    let filter = &wanted.filter;
    let words = filter.words.as_deref().or(wanted.text.as_deref()).and_then(bounded);
    let contact = filter.contact.as_deref().and_then(bounded);
    // „firma Berger“ filters by contact where a colleague is called so, else by words.
    let named =
        contact.is_none() && scope == Scope::Company && words.as_ref().is_some_and(|text| is_colleague(run, text));
    let (contact, words) = if named { (words, None) } else { (contact, words) };
    let query = ListQuery {
        scope,
        states: filter.states.or(filter.status.map(states_of)).unwrap_or_default(),
        priority: filter.priority,
        status: filter.status,
        words,
        contact,
        page: 0,
    };
    ask(run, query);
}

/// „meine gelösten“ are not looked for among the open ones.
fn states_of(status: Status) -> States {
    if status.is_open() { States::Open } else { States::Closed }
}

fn is_colleague(run: &Run<'_>, text: &str) -> bool {
    run.entitled().is_some_and(|entitled| {
        entitled.colleagues.iter().any(|colleague| super::actions::watchers::is_called(colleague, text))
    })
}

/// Asks for a page. An empty filter is no filter that fits everything: it is left out before anybody asks.
pub fn ask(run: &mut Run<'_>, mut query: ListQuery) {
    query.words = query.words.as_deref().and_then(bounded);
    query.contact = query.contact.as_deref().and_then(bounded);
    if query.scope == Scope::Company {
        if !run.entitled().is_some_and(crate::domain::Entitled::is_admin) {
            return admins_only(run);
        }
        run.audit("role.company_list", None);
    }
    run.ask(Ask::List(query.clone()), Then::ShowList { query });
}

fn bounded(text: &str) -> Option<String> {
    let text: String = text.trim().chars().take(MAX_WORDS).collect();
    (!text.is_empty()).then_some(text)
}

/// The open own tickets, to pick the one to see.
pub fn own_to_pick(run: &mut Run<'_>) {
    run.say_text(Text::key("tickets-which-to-show"));
    ask(run, ListQuery::default());
}

/// The open tickets, to pick the one that an action is for.
pub fn pick(run: &mut Run<'_>, wish: Wish) {
    let states = match wish.action {
        crate::domain::Action::Reopen | crate::domain::Action::Rate => States::Closed,
        _ => States::Open,
    };
    let admin = run.entitled().is_some_and(crate::domain::Entitled::is_admin);
    let scope = if admin { Scope::Company } else { Scope::Own };
    run.ask(Ask::List(ListQuery { scope, states, ..ListQuery::default() }), Then::PickTicket { wish });
}

/// `suche TEXT`; without words they are asked for.
pub fn search(run: &mut Run<'_>, wanted: &Wanted) {
    if let Some(words) = wanted.text.as_deref().and_then(bounded) {
        return search_for(run, words);
    }
    run.state.awaiting = Awaiting::SearchWords;
    let cancel = button(Text::key("actions-cancel"), Press::Cancel);
    run.say(Message::new(vec![paragraph(Text::key("tickets-search-for")), buttons(vec![cancel])]));
}

/// The words to search for were said: whatever they are, only a way out is no word to search for.
pub fn search_words(run: &mut Run<'_>, saying: Saying<'_>) -> Taken {
    use super::heard::{Control, control};
    if matches!(control(run, saying.text), Some(Control::Cancel | Control::Back)) {
        super::actions::nothing_changed(run);
        return Taken::Yes;
    }
    if super::actions::input::leads_elsewhere(run, saying) {
        return Taken::No;
    }
    // „suche backup“ once more is the command, not a phrase.
    let whole = clear_command(run, saying).filter(|wanted| wanted.command == Command::Search);
    if let Some(words) = whole.and_then(|wanted| bounded(wanted.text.as_deref()?)) {
        run.settle();
        search_for(run, words);
        return Taken::Yes;
    }
    // A file is no word to search for, and a text escaped („Text: abbrechen“) is one.
    let Some(words) = bounded(saying.text).filter(|_| saying.files.is_empty()) else { return Taken::No };
    run.settle();
    search_for(run, words);
    Taken::Yes
}

/// Searches everything that lists show to this person, whatever its state.
fn search_for(run: &mut Run<'_>, words: String) {
    let admin = run.entitled().is_some_and(crate::domain::Entitled::is_admin);
    let scope = if admin { Scope::Company } else { Scope::Own };
    ask(run, ListQuery { scope, states: States::All, words: Some(words), ..ListQuery::default() });
}

/// The page after or before the one shown.
pub fn page(run: &mut Run<'_>, step: Step) {
    let Some(shown) = run.state.list.clone() else { return run.say_text(Text::key("tickets-no-list")) };
    let last = last_page(run, shown.total);
    let page = match step {
        Step::Next if shown.query.page < last => shown.query.page + 1,
        Step::Next => return run.say_text(Text::key("tickets-last-page")),
        Step::Previous if shown.query.page > 0 => shown.query.page - 1,
        Step::Previous => return run.say_text(Text::key("tickets-first-page")),
    };
    ask(run, ListQuery { page, ..shown.query });
}

fn page_size(run: &Run<'_>) -> u64 {
    u64::from(run.world.settings.policy.page_size.max(1))
}

fn last_page(run: &Run<'_>, total: u64) -> u32 {
    u32::try_from(total.saturating_sub(1) / page_size(run)).unwrap_or(u32::MAX)
}

/// The ticket at a place in the list shown, when the text is such a place.
pub fn picked(run: &Run<'_>, said: &str) -> Option<TicketNumber> {
    let list = run.state.list.as_ref()?;
    let place: usize = said.parse().ok()?;
    list.numbers.get(place.checked_sub(list.first)?).cloned()
}

/// „die zweite“, „die letzte“.
pub fn ordinal(run: &Run<'_>, place: i32) -> Option<TicketNumber> {
    let list = run.state.list.as_ref()?;
    let len = list.numbers.len();
    let at = match usize::try_from(place) {
        Ok(place) => place.checked_sub(1)?,
        Err(_) => len.checked_sub(usize::try_from(place.unsigned_abs()).ok()?)?,
    };
    list.numbers.get(at).cloned()
}

/// There is no such place in the list, or no list.
pub fn no_such_place(run: &mut Run<'_>) {
    let key = if run.state.list.is_some() { "tickets-no-such-place" } else { "tickets-no-list" };
    run.say_text(Text::key(key));
}

/// Only the role „Kundenadministrator“ sees the company's tickets, and support assigns it.
pub fn admins_only(run: &mut Run<'_>) {
    run.audit("role.refused", None);
    let text = with_contact(run, Text::key("tickets-admins-only")).with("role", words::role(Role::CustomerAdmin));
    run.notice(Tone::Refusal, text);
    new_ticket::reminder(run);
}

/// Shows a page.
pub fn show(run: &mut Run<'_>, query: ListQuery, page: Page<'_>) {
    let mut blocks = without_support_id(page);
    let last = last_page(run, page.total);
    if page.tickets.is_empty() {
        if query.page > 0 && page.total > 0 {
            // The list got shorter meanwhile.
            return ask(run, ListQuery { page: last.min(query.page - 1), ..query });
        }
        run.state.list = None;
        blocks.push(paragraph(empty(&query)));
        blocks.push(buttons(next_choices(run, &query, 0)));
        run.say_private(blocks);
        return new_ticket::reminder(run);
    }
    let first = usize::try_from(u64::from(query.page) * page_size(run)).unwrap_or(0) + 1;
    blocks.push(Block::Heading { text: heading(&query, page.total) });
    let rows = rows(run, &query, page.tickets, first);
    blocks.push(Block::Tickets { rows });
    if last > 0 {
        let text = Text::key("tickets-page")
            .with("page", i64::from(query.page) + 1)
            .with("pages", i64::from(last) + 1)
            .with("total", count(page.total));
        blocks.push(Block::Footnote { text });
    }
    if query.scope != Scope::Watched {
        blocks.push(Block::Footnote { text: Text::key("tickets-phone-footnote") });
    }
    blocks.push(buttons(next_choices(run, &query, last)));
    let numbers = page.tickets.iter().map(|ticket| ticket.number.clone()).collect();
    run.state.list = Some(ShownList { query, numbers, first, total: page.total });
    run.say_private(blocks);
    new_ticket::reminder(run);
}

/// Shows the tickets from which one is picked for an action.
pub fn show_to_pick(run: &mut Run<'_>, wish: Wish, page: Page<'_>) {
    let mut blocks = without_support_id(page);
    let action = words::action(wish.action);
    if page.tickets.is_empty() {
        blocks.push(paragraph(Text::key("actions-none-to-pick").with("action", action)));
        blocks.push(buttons(vec![words::command(Command::Mine), words::command(Command::New)]));
        run.say_private(blocks);
        return new_ticket::reminder(run);
    }
    blocks.push(paragraph(Text::key("actions-which-ticket").with("action", action)));
    let choices = page.tickets.iter().map(|ticket| pick_choice(&wish, ticket)).collect();
    blocks.push(words::options(choices));
    let numbers = page.tickets.iter().map(|ticket| ticket.number.clone()).collect();
    run.state.awaiting = Awaiting::WhichTicket { numbers, then: Then::BeginAction { wish } };
    run.say_private(blocks);
}

fn pick_choice(wish: &Wish, ticket: &Ticket) -> Choice {
    let label = Text::key("tickets-choice").with("number", &ticket.number).with("title", ticket.title.as_str());
    let number = ticket.number.clone();
    button(label, Press::Act { number, action: wish.action, value: wish.given.clone() })
}

fn without_support_id(page: Page<'_>) -> Vec<Block> {
    if page.filed_here_only {
        vec![Block::Notice { tone: Tone::Info, text: Text::key("tickets-no-support-id") }]
    } else {
        Vec::new()
    }
}

fn rows(run: &Run<'_>, query: &ListQuery, tickets: &[Ticket], first: usize) -> Vec<TicketRow> {
    tickets
        .iter()
        .enumerate()
        .map(|(at, ticket)| TicketRow {
            index: first + at,
            number: ticket.number.clone(),
            title: ticket.title.clone(),
            type_name: words::ticket_type(run, &ticket.ticket_type),
            status: words::status(ticket.status),
            status_id: ticket.status,
            priority: words::priority(ticket.priority),
            priority_id: ticket.priority,
            changed: Text::key("tickets-changed").with("at", ticket.changed),
            contact: (query.scope != Scope::Own).then(|| ticket.contact_name.clone()),
            press: Press::Show { number: ticket.number.clone() },
        })
        .collect()
}

fn count(total: u64) -> i64 {
    i64::try_from(total).unwrap_or(i64::MAX)
}

fn scope_id(scope: Scope) -> &'static str {
    match scope {
        Scope::Own => "own",
        Scope::Company => "company",
        Scope::Watched => "watched",
    }
}

fn states_id(states: States) -> &'static str {
    match states {
        States::Open => "open",
        States::Closed => "closed",
        States::All => "all",
    }
}

fn heading(query: &ListQuery, total: u64) -> Text {
    let text = Text::key("tickets-heading")
        .with("scope", scope_id(query.scope))
        .with("states", states_id(query.states))
        .with("total", count(total));
    let parts = std::iter::once(text).chain(filters(query)).collect();
    Text::Joined(parts, FILTER_SEPARATOR.to_owned())
}

/// The filters besides scope and states.
fn filters(query: &ListQuery) -> Vec<Text> {
    let mut parts = Vec::new();
    if let Some(priority) = query.priority {
        parts.push(Text::key("tickets-filter-priority").with("priority", words::priority(priority)));
    }
    if let Some(status) = query.status {
        parts.push(Text::key("tickets-filter-status").with("status", words::status(status)));
    }
    if let Some(contact) = &query.contact {
        parts.push(Text::key("tickets-filter-contact").with("contact", contact.as_str()));
    }
    if let Some(words) = &query.words {
        parts.push(Text::key("tickets-filter-words").with("words", words.as_str()));
    }
    parts
}

fn is_filtered(query: &ListQuery) -> bool {
    query.priority.is_some() || query.status.is_some() || query.contact.is_some() || query.words.is_some()
}

fn empty(query: &ListQuery) -> Text {
    let key = if is_filtered(query) { "tickets-empty-filtered" } else { "tickets-empty" };
    let text = Text::key(key).with("scope", scope_id(query.scope)).with("states", states_id(query.states));
    text.with("filter", Text::Joined(filters(query), FILTER_SEPARATOR.to_owned()))
}

/// What to do next: other pages, other states, the other list, a new ticket.
fn next_choices(run: &Run<'_>, query: &ListQuery, last: u32) -> Vec<Choice> {
    let press = |query: ListQuery| Press::List { query };
    let mut choices = Vec::new();
    if query.page < last {
        let next = ListQuery { page: query.page + 1, ..query.clone() };
        choices.push(button(Text::key("command-next_page.title"), press(next)));
    }
    if query.page > 0 {
        let previous = ListQuery { page: query.page - 1, ..query.clone() };
        choices.push(button(Text::key("command-previous_page.title"), press(previous)));
    }
    let (other, key) = match query.states {
        States::Open => (States::Closed, "tickets-show-closed"),
        States::Closed | States::All => (States::Open, "tickets-show-open"),
    };
    choices.push(button(Text::key(key), press(ListQuery { states: other, page: 0, ..query.clone() })));
    if is_filtered(query) {
        let plain = ListQuery { scope: query.scope, states: query.states, ..ListQuery::default() };
        choices.push(button(Text::key("tickets-show-unfiltered"), press(plain)));
    }
    if query.scope == Scope::Own && menu::may(run, super::commands::Needs::Admin) {
        choices.push(words::command(Command::Company));
    }
    choices.push(words::command(Command::New));
    choices
}
