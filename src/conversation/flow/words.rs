//! Text keys and choices that several flows share: the words of statuses, priorities and roles, and usual buttons.

use crate::conversation::event::Press;
use crate::conversation::intent::Command;
use crate::conversation::message::{Block, Choice, Weight};
use crate::conversation::run::Run;
use crate::conversation::text::{Arg, Text};
use crate::domain::{Action, FileMeta, Priority, Role, Status, TicketNumber, TicketTypeId};

/// A status as people say it.
pub fn status(status: Status) -> Text {
    Text::key(format!("status-{}", status.id()))
}

/// A priority as people say it.
pub fn priority(priority: Priority) -> Text {
    Text::key(format!("priority-{}", priority.id()))
}

/// A role as people say it.
pub fn role(role: Role) -> Text {
    Text::key(format!("role-{}", role.id()))
}

/// An action as a button says it.
pub fn action(action: Action) -> Text {
    Text::key(format!("action-{}", action.id()))
}

/// A ticket type's title; of a type that no longer has a form, its id.
pub fn ticket_type(run: &Run<'_>, id: &TicketTypeId) -> Text {
    if run.world.settings.form(id).is_some() {
        Text::key(format!("form-{id}.title"))
    } else {
        Text::verbatim(id.as_str())
    }
}

/// A plain button.
pub fn button(label: Text, press: Press) -> Choice {
    Choice { label, hint: None, press, weight: Weight::Plain }
}

/// A button that most people want next.
pub fn primary(label: Text, press: Press) -> Choice {
    Choice { label, hint: None, press, weight: Weight::Primary }
}

/// The button that brings a ticket's file; where there are no buttons, its name is typed.
pub fn file(number: &TicketNumber, file: &FileMeta) -> Choice {
    let label = Text::key("updates-file").with("name", file.name.as_str()).with("size", Arg::Bytes(file.size_bytes));
    button(label, Press::File { number: number.clone(), file: file.id.clone() })
}

/// The button of a command, labelled from the command table.
pub fn command(command: Command) -> Choice {
    button(super::commands::title(command), Press::Command { command })
}

/// Plain buttons, what to do next.
pub fn buttons(choices: Vec<Choice>) -> Block {
    Block::Choices { choices, numbered: false }
}

/// Numbered options, an answer to a question.
pub fn options(choices: Vec<Choice>) -> Block {
    Block::Choices { choices, numbered: true }
}

/// A paragraph.
pub fn paragraph(text: Text) -> Block {
    Block::Paragraph { text }
}

/// Adds whom to turn to: contact address and hotline, from the policy.
pub fn with_contact(run: &Run<'_>, text: Text) -> Text {
    let policy = &run.world.settings.policy;
    text.with("contact", policy.contact_email.as_str())
        .with("hotline", policy.hotline.as_str())
        .with("company", policy.company.as_str())
}
