//! Files that came without a ticket: kept until the person says where they belong, never dropped silently.

use super::{nothing_changed, within_limits};
use crate::conversation::effect::Effect;
use crate::conversation::event::Press;
use crate::conversation::flow::command::{self, look_up};
use crate::conversation::flow::heard::{Control, Heard, Wanted, control, hear};
use crate::conversation::flow::said::{Saying, Taken};
use crate::conversation::flow::words::{button, buttons, paragraph, primary};
use crate::conversation::flow::{lists, new_ticket, pressed};
use crate::conversation::intent::Command;
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, Named, Then, Wish};
use crate::conversation::text::Text;
use crate::domain::{Action, FileMeta, MessageId, TicketNumber};

/// Files came with nothing that says where they belong: asks.
pub fn without_ticket(run: &mut Run<'_>, saying: Saying<'_>) {
    if !within_limits(run, saying.text, saying.files.len()) {
        forget(run, saying.files);
        return;
    }
    let files = saying.files.to_vec();
    ask(run, files, saying.text.to_owned(), saying.message.clone());
}

fn ask(run: &mut Run<'_>, files: Vec<FileMeta>, text: String, message: MessageId) {
    let last = run.state.ticket.clone();
    let mut choices = Vec::new();
    if let Some(number) = &last {
        let label = Text::key("actions-attach-to").with("number", number);
        choices.push(primary(label, Press::AttachTo { number: Some(number.clone()) }));
    }
    choices.push(button(Text::key("actions-attach-to-new"), Press::AttachTo { number: None }));
    choices.push(button(Text::key("actions-cancel"), Press::Cancel));
    let question = Text::key("actions-files-for").with("files", files.len());
    run.state.awaiting = Awaiting::FilesFor { files, text, message };
    run.state.misses = 0;
    run.say_private(vec![paragraph(question), buttons(choices)]);
}

fn forget(run: &mut Run<'_>, files: &[FileMeta]) {
    run.effects.extend(files.iter().map(|file| Effect::ForgetFile { file: file.id.clone() }));
}

/// Something was said while files wait for their ticket.
pub fn said(
    run: &mut Run<'_>,
    saying: Saying<'_>,
    mut files: Vec<FileMeta>,
    text: String,
    message: MessageId,
) -> Taken {
    if !saying.files.is_empty() {
        files.extend(saying.files.iter().cloned());
        if !within_limits(run, "", files.len()) {
            forget(run, saying.files);
            return Taken::Yes;
        }
        match told_where(run, saying) {
            Some((number, more)) => {
                let said = [Some(text), more].into_iter().flatten().filter(|part| !part.is_empty());
                let text = said.collect::<Vec<_>>().join("\n");
                run.state.awaiting = Awaiting::FilesFor { files, text, message };
                attach(run, number);
            }
            None => ask(run, files, text, message),
        }
        return Taken::Yes;
    }
    match control(run, saying.text) {
        Some(Control::Yes) if run.state.ticket.is_some() => {
            let number = run.state.ticket.clone();
            attach_to(run, number.as_ref());
            return Taken::Yes;
        }
        Some(Control::No | Control::Cancel | Control::Back) => {
            nothing_changed(run);
            return Taken::Yes;
        }
        _ => {}
    }
    let waiting = Awaiting::FilesFor { files, text, message };
    match hear(run, saying.text) {
        Heard::Command(wanted) => on_the_way(run, &wanted, saying, waiting),
        Heard::Negated | Heard::Maybe(_) | Heard::Nothing => {
            super::super::said::expected(run, Text::key("actions-ticket-expected"));
        }
    }
    Taken::Yes
}

/// A command while files wait: a new ticket or a reply takes them along, looking around keeps them waiting.
fn on_the_way(run: &mut Run<'_>, wanted: &Wanted, saying: Saying<'_>, waiting: Awaiting) {
    match wanted.command {
        Command::New => attach_to(run, None),
        Command::Reply | Command::Attach if named(run, wanted).is_some() => {
            attach(run, named(run, wanted).unwrap_or_default());
        }
        Command::Show if named(run, wanted).is_some() && !only_looks(run, wanted, saying.text) => {
            attach(run, named(run, wanted).unwrap_or_default());
        }
        _ => {
            command::run(run, wanted, Some(saying));
            if matches!(run.state.awaiting, Awaiting::Nothing) && run.state.link.is_some() {
                run.state.awaiting = waiting;
            } else if let Awaiting::FilesFor { files, .. } = waiting {
                forget(run, &files);
            }
        }
    }
}

/// More files came with a reply that names its ticket: which, and what it says.
fn told_where(run: &Run<'_>, saying: Saying<'_>) -> Option<(String, Option<String>)> {
    let Heard::Command(wanted) = hear(run, saying.text) else { return None };
    let is_reply = matches!(wanted.command, Command::Reply | Command::Attach);
    let number = named(run, &wanted).filter(|_| is_reply)?;
    Some((number, wanted.text))
}

/// „Zeige 4711“ wants to see the ticket; „4711“ and „zu 4711“ say where the files belong.
fn only_looks(run: &Run<'_>, wanted: &Wanted, text: &str) -> bool {
    let Some(number) = wanted.numbers.first() else { return false };
    matches!(hear(run, &text.replace(number, "")), Heard::Command(rest) if rest.command == Command::Show)
}

/// The ticket that was named, by number or by place in the list.
fn named(run: &Run<'_>, wanted: &Wanted) -> Option<String> {
    match wanted.numbers.first() {
        Some(said) => Some(lists::picked(run, said).map_or_else(|| said.clone(), |number| number.to_string())),
        None => lists::ordinal(run, wanted.ordinal?).map(|number| number.to_string()),
    }
}

/// A button said where the waiting files belong; `None`: to a new ticket.
pub fn attach_to(run: &mut Run<'_>, number: Option<&TicketNumber>) {
    let Awaiting::FilesFor { files, text, message } = run.state.awaiting.clone() else { return pressed::forged(run) };
    if let Some(number) = number {
        return attach(run, number.to_string());
    }
    run.settle();
    let text = (!text.is_empty()).then_some(text);
    new_ticket::begin_with_files(run, &message, text, files);
}

/// Looks the ticket up; the files wait on until it is sure that it takes them.
fn attach(run: &mut Run<'_>, number: String) {
    let Awaiting::FilesFor { files, text, message } = run.state.awaiting.clone() else { return pressed::forged(run) };
    let given = (!text.is_empty()).then_some(text);
    let wish = Wish { action: Action::Reply, given, files, message: Some(message), named: Named::Said, number: None };
    look_up(run, number, Then::BeginAction { wish });
}
