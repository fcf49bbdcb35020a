//! What an entitled person pressed. A button carries no rights: everything is looked up and checked again.

use super::heard::Wanted;
use super::said::wish;
use super::words::{buttons, command as command_button, paragraph};
use super::{actions, command, lists, new_ticket, settings, sign_in};
use crate::conversation::effect::Ask;
use crate::conversation::event::{Press, QuietStep};
use crate::conversation::intent::Command;
use crate::conversation::message::Message;
use crate::conversation::run::Run;
use crate::conversation::state::{Named, Then};
use crate::conversation::text::Text;

/// A button was pressed.
pub fn pressed(run: &mut Run<'_>, press: &Press) {
    run.state.misses = 0;
    match press {
        Press::Command { command } => command::run(run, &Wanted::of(*command), None),
        Press::NewTicket { ticket_type } => new_ticket::begin(run, Some(ticket_type.clone()), None),
        Press::Answer { draft, field, value } => {
            run.state.list = None;
            new_ticket::answer(run, draft, field, value);
        }
        Press::Form { draft, step } => {
            run.state.list = None;
            new_ticket::step(run, draft, step);
        }
        Press::Show { number } => command::look_up(run, number.to_string(), Then::ShowTicket),
        Press::Act { number, action, value } => {
            let wish = wish(*action, value.clone(), None, Named::Said);
            command::look_up(run, number.to_string(), Then::BeginAction { wish });
        }
        Press::List { query } => lists::ask(run, query.clone()),
        Press::Confirm { id, yes } => actions::confirm::pressed(run, *id, (*yes).into()),
        Press::Language { language } => settings::set_language(run, language),
        Press::Updates { which } => settings::set_updates(run, *which),
        Press::Quiet { quiet: QuietStep::Ask } => settings::ask_quiet(run),
        Press::Quiet { quiet: QuietStep::Off } => settings::set_quiet(run, None),
        Press::SignIn { step } => sign_in::sign_in_step(run, *step),
        Press::AttachTo { number } => actions::files::attach_to(run, number.as_ref()),
        Press::FollowUp { number, ticket_type } => new_ticket::follow_up(run, number, ticket_type.clone()),
        Press::SkipInput => actions::input::skipped(run),
        Press::Cancel => actions::nothing_changed(run),
        Press::File { number, file } => {
            run.ask(Ask::SendFile { number: number.clone(), file: file.clone() }, Then::Tell);
        }
    }
}

/// A button from another version, or one that nobody made here.
pub fn forged(run: &mut Run<'_>) {
    let choices = vec![command_button(Command::Menu), command_button(Command::Mine)];
    run.say(Message::new(vec![paragraph(Text::key("menu-open-again")), buttons(choices)]));
}
