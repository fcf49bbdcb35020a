//! Says a whole message: the same tree with every text said, and what people wrote cleaned.

use super::markup::clean;
use super::voice::Voice;
use crate::conversation::message::{
    Block, Choice, Fact, FieldView, FormView, HistoryLine, Input, Message, Question, Spoken, TicketCard, TicketRow,
};
use crate::conversation::text::Text;
use crate::domain::FileMeta;

/// Says a message.
pub(super) fn message(voice: &Voice<'_>, message: &Message<Text>) -> Message<Spoken> {
    Message {
        blocks: message.blocks.iter().map(|item| block(voice, item)).collect(),
        about: message.about.clone(),
        audience: message.audience,
    }
}

fn block(voice: &Voice<'_>, block: &Block<Text>) -> Block<Spoken> {
    match block {
        Block::Heading { text } => Block::Heading { text: voice.say(text) },
        Block::Paragraph { text } => Block::Paragraph { text: voice.say(text) },
        Block::Footnote { text } => Block::Footnote { text: voice.say(text) },
        Block::Notice { tone, text } => Block::Notice { tone: *tone, text: voice.say(text) },
        Block::Quote { author, text } => Block::Quote { author: some(voice, author.as_ref()), text: own(text) },
        Block::Facts { facts } => Block::Facts { facts: facts.iter().map(|item| fact(voice, item)).collect() },
        Block::Question(item) => Block::Question(question(voice, item)),
        Block::Tickets { rows } => Block::Tickets { rows: rows.iter().map(|item| row(voice, item)).collect() },
        Block::Ticket(item) => Block::Ticket(Box::new(card(voice, item))),
        Block::Choices { choices, numbered } => {
            Block::Choices { choices: choices.iter().map(|item| choice(voice, item)).collect(), numbered: *numbered }
        }
        Block::Form(item) => Block::Form(Box::new(form(voice, item))),
    }
}

fn some(voice: &Voice<'_>, text: Option<&Text>) -> Option<Spoken> {
    text.map(|text| voice.say(text)).filter(|spoken| !spoken.plain().is_empty())
}

fn own(text: &str) -> String {
    clean(text).into_owned()
}

fn files(files: &[FileMeta]) -> Vec<FileMeta> {
    files.iter().map(|file| FileMeta { name: own(&file.name), ..file.clone() }).collect()
}

fn fact(voice: &Voice<'_>, fact: &Fact<Text>) -> Fact<Spoken> {
    Fact { label: voice.say(&fact.label), value: voice.say(&fact.value), field: fact.field.clone() }
}

fn question(voice: &Voice<'_>, question: &Question<Text>) -> Question<Spoken> {
    Question {
        title: some(voice, question.title.as_ref()),
        step: voice.say(&question.step),
        text: voice.say(&question.text),
        required: question.required,
        help: some(voice, question.help.as_ref()),
    }
}

fn choice(voice: &Voice<'_>, choice: &Choice<Text>) -> Choice<Spoken> {
    Choice {
        label: voice.say(&choice.label),
        hint: some(voice, choice.hint.as_ref()),
        press: choice.press.clone(),
        weight: choice.weight,
    }
}

fn row(voice: &Voice<'_>, row: &TicketRow<Text>) -> TicketRow<Spoken> {
    TicketRow {
        index: row.index,
        number: row.number.clone(),
        title: own(&row.title),
        type_name: voice.say(&row.type_name),
        status: voice.say(&row.status),
        status_id: row.status_id,
        priority: voice.say(&row.priority),
        priority_id: row.priority_id,
        changed: voice.say(&row.changed),
        contact: row.contact.as_deref().map(own),
        press: row.press.clone(),
    }
}

fn card(voice: &Voice<'_>, card: &TicketCard<Text>) -> TicketCard<Spoken> {
    TicketCard {
        number: card.number.clone(),
        title: own(&card.title),
        status: voice.say(&card.status),
        status_id: card.status_id,
        priority: voice.say(&card.priority),
        priority_id: card.priority_id,
        facts: card.facts.iter().map(|item| fact(voice, item)).collect(),
        fields: card.fields.iter().map(|item| fact(voice, item)).collect(),
        history: card.history.iter().map(|item| history(voice, item)).collect(),
    }
}

fn history(voice: &Voice<'_>, line: &HistoryLine<Text>) -> HistoryLine<Spoken> {
    HistoryLine {
        head: voice.say(&line.head),
        at: voice.say(&line.at),
        at_utc: line.at_utc,
        author: line.author,
        kind: line.kind,
        text: own(&line.text),
        files: files(&line.files),
    }
}

fn form(voice: &Voice<'_>, form: &FormView<Text>) -> FormView<Spoken> {
    FormView {
        purpose: form.purpose.clone(),
        title: voice.say(&form.title),
        intro: some(voice, form.intro.as_ref()),
        fields: form.fields.iter().map(|item| field(voice, item)).collect(),
        notices: form.notices.iter().map(|(tone, text)| (*tone, voice.say(text))).collect(),
        submit: voice.say(&form.submit),
        cancel: voice.say(&form.cancel),
        error: some(voice, form.error.as_ref()),
    }
}

fn field(voice: &Voice<'_>, field: &FieldView<Text>) -> FieldView<Spoken> {
    FieldView {
        id: field.id.clone(),
        label: voice.say(&field.label),
        help: some(voice, field.help.as_ref()),
        required: field.required,
        input: input(voice, &field.input),
        value: field.value.iter().map(|value| own(value)).collect(),
        error: some(voice, field.error.as_ref()),
        refreshes: field.refreshes,
        more: field.more,
    }
}

fn input(voice: &Voice<'_>, input: &Input<Text>) -> Input<Spoken> {
    let options =
        |options: &[(String, Text)]| options.iter().map(|(value, label)| (value.clone(), voice.say(label))).collect();
    match input {
        Input::Line { hint, example, max_length } => {
            Input::Line { hint: hint.clone(), example: some(voice, example.as_ref()), max_length: *max_length }
        }
        Input::Area { example, max_length } => {
            Input::Area { example: some(voice, example.as_ref()), max_length: *max_length }
        }
        Input::Pick { options: all } => Input::Pick { options: options(all) },
        Input::PickMany { options: all } => Input::PickMany { options: options(all) },
        Input::Files { max_count, max_bytes, files: there } => {
            Input::Files { max_count: *max_count, max_bytes: *max_bytes, files: files(there) }
        }
        Input::Note => Input::Note,
        Input::Tick { label } => Input::Tick { label: voice.say(label) },
    }
}
