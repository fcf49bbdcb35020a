//! The overview of ticket types, and what is said while it is shown.

use super::begin::{Given, begin_given};
use crate::conversation::effect::Effect;
use crate::conversation::event::Press;
use crate::conversation::flow::words::{button, buttons, options, paragraph};
use crate::conversation::form::kinds::Said;
use crate::conversation::form::pick::{Candidate, Picked, pick};
use crate::conversation::form::{texts, words};
use crate::conversation::intent::{self, Command, Control, Meaning};
use crate::conversation::message::{Block, Choice, Tone, Weight};
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::Text;
use crate::domain::{FileMeta, MessageId, TicketTypeId};

/// Most characters kept while the type is asked for; a description takes no more.
const MAX_GIVEN: usize = 8000;

/// Shows the types, keeping what was given.
pub(super) fn ask(run: &mut Run<'_>, given: Given) {
    let noted = given.text.is_some() || !given.files.is_empty();
    let mut blocks = vec![Block::Heading { text: Text::key("draft-overview") }];
    if let Some(text) = &given.text {
        blocks.push(paragraph(Text::key("draft-overview-noted")));
        blocks.push(Block::Quote { author: None, text: text.clone() });
    }
    if !given.files.is_empty() {
        blocks.push(paragraph(Text::key("draft-files-noted").with("count", given.files.len())));
    }
    blocks.push(options(choices(run)));
    let key = if noted { "draft-overview-pick" } else { "draft-overview-how" };
    blocks.push(Block::Footnote { text: Text::key(key).with("count", run.world.settings.forms.len()) });
    blocks.push(buttons(vec![button(Text::key("draft-button-cancel"), Press::Cancel)]));
    run.state.awaiting = Awaiting::TicketType { text: given.text, message: given.message, files: given.files };
    run.state.misses = 0;
    run.say_private(blocks);
}

/// Something was said while the types are shown. `false`: a command.
pub(super) fn said(run: &mut Run<'_>, message: &MessageId, text: &str, files: &[FileMeta], mut given: Given) -> bool {
    given.files.extend(files.iter().cloned());
    let most = run.world.settings.policy.max_files as usize;
    for file in given.files.split_off(given.files.len().min(most)) {
        run.effects.push(Effect::ForgetFile { file: file.id });
    }
    if text.is_empty() {
        ask(run, given);
        return true;
    }
    let lexicon = run.lexicon();
    if let Some(literal) = intent::escaped(text, lexicon) {
        describe(run, message, literal, given);
        return true;
    }
    match pick(Said::Typed(text), &candidates(run), lexicon) {
        Picked::One(id) => {
            begin_given(run, Some(TicketTypeId::new(id)), given);
            return true;
        }
        Picked::Several(_) | Picked::Nothing => {}
    }
    match intent::control_word_or_typo(text, lexicon) {
        Some(Control::Cancel | Control::Back | Control::No | Control::Later) => {
            run.effects.extend(given.files.into_iter().map(|file| Effect::ForgetFile { file: file.id }));
            run.settle();
            run.say_text(Text::key("draft-nothing-begun"));
            return true;
        }
        Some(_) => {
            ask(run, given);
            return true;
        }
        None => {}
    }
    let understood = intent::understand(text, lexicon);
    match understood.meaning {
        Meaning::Sure(Command::New) | Meaning::Corrected(Command::New) => {
            if !understood.text.trim().is_empty() {
                given.text = Some(understood.text.trim().to_owned());
                given.message = Some(message.clone());
            }
            begin_given(run, understood.ticket_type, given);
        }
        Meaning::Sure(_) | Meaning::Corrected(_) if understood.text.trim().is_empty() => return false,
        _ => describe(run, message, text, given),
    }
    true
}

/// A description that names no type is kept, and the type is asked for.
fn describe(run: &mut Run<'_>, message: &MessageId, text: &str, mut given: Given) {
    let together = match &given.text {
        Some(before) => format!("{before}\n{text}"),
        None => text.to_owned(),
    };
    let length = together.chars().count();
    if length > MAX_GIVEN {
        let text = Text::key("draft-given-too-long").with("most", MAX_GIVEN).with("length", length);
        run.notice(Tone::Warning, text);
    } else {
        given.text = Some(together);
        given.message = Some(message.clone());
    }
    ask(run, given);
}

fn choices(run: &Run<'_>) -> Vec<Choice> {
    let forms = run.world.settings.forms.iter();
    forms
        .map(|form| Choice {
            label: Text::key("draft-overview-type")
                .with("icon", form.icon.as_str())
                .with("title", texts::title(&form.id)),
            hint: Some(Text::key(format!("form-{}.summary", form.id))),
            press: Press::NewTicket { ticket_type: form.id.clone() },
            weight: Weight::Plain,
        })
        .collect()
}

fn candidates(run: &Run<'_>) -> Vec<Candidate> {
    let lexicon = run.lexicon();
    let names = |id: &TicketTypeId| words::names(lexicon, &format!("form-{id}.title")).map(str::to_owned).collect();
    run.world.settings.forms.iter().map(|form| Candidate { id: form.id.to_string(), names: names(&form.id) }).collect()
}
