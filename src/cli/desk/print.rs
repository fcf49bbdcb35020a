//! How tickets and contacts look in a terminal.

use chrono_tz::Tz;

use crate::cli::table::{clean, moment};
use crate::desks::support::{Case, CaseEntry, Contact, Held, QueuePage};
use crate::domain::Author;

/// Widest subject in a list, in characters.
const SUBJECT: usize = 48;

fn short(text: &str) -> String {
    let text = clean(text);
    match text.char_indices().nth(SUBJECT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// A page of the queue.
pub(super) fn queue(page: &QueuePage, number: u32, zone: Tz) {
    for held in &page.tickets {
        println!("{}", line(held, zone));
    }
    println!("{} of {} tickets, page {number}", page.tickets.len(), page.total);
}

fn line(held: &Held, zone: Tz) -> String {
    let ticket = &held.ticket;
    let due = held.due.map_or_else(|| "-".to_owned(), |due| moment(due, zone));
    let escalated = if held.escalated { " !" } else { "" };
    format!(
        "{}  {:<16} {:<8}  {due:<16}  {:<20}  {}{escalated}",
        ticket.number,
        ticket.status.id(),
        ticket.priority.id(),
        short(&held.customer_name),
        short(&ticket.title),
    )
}

/// A case with everything support knows.
pub(super) fn case(case: &Case, zone: Tz) {
    let (held, ticket) = (&case.held, &case.held.ticket);
    println!("{}  {}", ticket.number, clean(&ticket.title));
    let facts = [
        ("type", ticket.ticket_type.to_string()),
        ("status", ticket.status.id().to_owned()),
        ("priority", ticket.priority.id().to_owned()),
        ("customer", format!("{} ({})", clean(&held.customer_name), ticket.customer)),
        ("contact", format!("{} <{}>", clean(&ticket.contact_name), clean(&held.contact_email))),
        ("support id", ticket.contact.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("came by", held.via.clone()),
        ("created", moment(ticket.created, zone)),
        ("changed", moment(ticket.changed, zone)),
        ("level", held.level.clone().unwrap_or_default()),
        ("due", held.due.map(|due| moment(due, zone)).unwrap_or_default()),
        ("assignee", clean(held.assignee.as_deref().unwrap_or_default())),
        ("escalated", if held.escalated { "yes".to_owned() } else { String::new() }),
        ("rating", held.rating.map(|stars| format!("{stars} of 5")).unwrap_or_default()),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        println!("  {name:<12}{value}");
    }
    for field in &case.fields {
        println!("  {}: {}", clean(&field.label), clean(&field.value));
    }
    for entry in &case.entries {
        print_entry(entry, zone);
    }
}

fn print_entry(case_entry: &CaseEntry, zone: Tz) {
    let entry = &case_entry.entry;
    let side = match entry.author {
        Author::Support => "support",
        Author::Customer => "customer",
        Author::System => "system",
    };
    let kind = if case_entry.internal { "INTERNAL note" } else { entry.kind.id() };
    let status = entry.status.map(|status| format!(", now {}", status.id())).unwrap_or_default();
    let priority = entry.priority.map(|priority| format!(", now {}", priority.id())).unwrap_or_default();
    println!("\n{}  {} ({side}): {kind}{status}{priority}", moment(entry.at, zone), clean(&entry.author_name));
    for line in clean(&entry.text).lines() {
        println!("    {line}");
    }
    for file in &entry.files {
        println!("    [{}, {} bytes]", clean(&file.name), file.size_bytes);
    }
}

/// Contacts.
pub(super) fn contacts(contacts: &[Contact]) {
    for contact in contacts {
        println!(
            "{}  {} <{}>  {} ({})  {}",
            contact.id,
            clean(&contact.name),
            contact.email,
            clean(&contact.customer_name),
            contact.customer,
            clean(&contact.phone),
        );
    }
    println!("{} contacts", contacts.len());
}

#[cfg(test)]
mod tests {
    use super::{clean, short};

    #[test]
    fn a_subject_cannot_drive_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\r\nc\td\u{9b}31m"), "a[2Jb\nc\td31m");
        assert_eq!(short(&"x".repeat(60)).chars().count(), 49);
    }
}
