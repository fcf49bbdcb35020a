//! A message as plain text: what a transcript compares word for word.

use ticketlotse::conversation::message::{Block, Choice, Fact, FormView, Input, Message, Spoken, TicketCard, Tone};

/// The lines of a message; `mandatory` is its language's word for what must be filled in.
pub fn lines(message: &Message<Spoken>, mandatory: &str) -> Vec<String> {
    message.blocks.iter().flat_map(|one| block(one, mandatory)).collect()
}

/// A text with its emphasis as `**…**`.
pub fn marked(text: &Spoken) -> String {
    text.0.iter().map(|span| if span.strong { format!("**{}**", span.text) } else { span.text.clone() }).collect()
}

fn split(text: &str) -> Vec<String> {
    text.split('\n').map(|line| line.trim_end().to_owned()).collect()
}

fn block(block: &Block<Spoken>, mandatory: &str) -> Vec<String> {
    match block {
        Block::Heading { text } => split(&format!("# {}", marked(text))),
        Block::Paragraph { text } | Block::Footnote { text } => split(&marked(text)),
        Block::Notice { tone, text } => {
            let sign = match tone {
                Tone::Info => "ℹ",
                Tone::Success => "✓",
                Tone::Warning => "⚠",
                Tone::Refusal => "✗",
            };
            split(&format!("{sign} {}", marked(text)))
        }
        Block::Quote { author, text } => {
            let mut lines: Vec<String> = author.iter().map(|author| format!("{}:", marked(author))).collect();
            lines.extend(text.split('\n').map(|line| format!("| {line}").trim_end().to_owned()));
            lines
        }
        Block::Facts { facts } => facts.iter().flat_map(fact).collect(),
        Block::Question(question) => {
            let mut head = Vec::new();
            head.extend(question.title.as_ref().map(|title| format!("**{}**", title.plain())));
            head.push(marked(&question.step));
            if question.required {
                head.push(mandatory.to_owned());
            }
            let mut lines = vec![head.join(" · ")];
            lines.extend(split(&format!("{}{}", marked(&question.text), if question.required { " *" } else { "" })));
            lines.extend(question.help.iter().flat_map(|help| split(&marked(help))));
            lines
        }
        Block::Tickets { rows } => rows
            .iter()
            .map(|row| {
                let mut parts = vec![
                    format!("{} **{}** {}", row.index, row.number, row.title),
                    marked(&row.type_name),
                    marked(&row.priority),
                    marked(&row.status),
                    marked(&row.changed),
                ];
                parts.extend(row.contact.clone());
                parts.join(" · ")
            })
            .collect(),
        Block::Ticket(card) => ticket(card),
        Block::Choices { choices, numbered: true } => {
            choices.iter().enumerate().map(|(at, choice)| format!("{} {}", at + 1, button(choice))).collect()
        }
        Block::Choices { choices, numbered: false } => vec![choices.iter().map(button).collect::<Vec<_>>().join(" ")],
        Block::Form(form) => form_lines(form),
    }
}

fn button(choice: &Choice<Spoken>) -> String {
    let hint = choice.hint.as_ref().map(|hint| format!(" {}", marked(hint))).unwrap_or_default();
    format!("[{}]{hint}", choice.label.plain())
}

fn fact(fact: &Fact<Spoken>) -> Vec<String> {
    split(&format!("{}: {}", marked(&fact.label), marked(&fact.value)))
}

fn ticket(card: &TicketCard<Spoken>) -> Vec<String> {
    let mut lines =
        vec![format!("**{}** {} · {} · {}", card.number, card.title, marked(&card.priority), marked(&card.status))];
    lines.extend(card.facts.iter().chain(&card.fields).flat_map(fact));
    for entry in &card.history {
        lines.push(format!("– {}, {}", marked(&entry.head), marked(&entry.at)));
        if !entry.text.is_empty() {
            lines.extend(entry.text.split('\n').map(|line| format!("| {line}").trim_end().to_owned()));
        }
        lines.extend(entry.files.iter().map(|file| format!("| [{}]", file.name)));
    }
    lines
}

fn form_lines(form: &FormView<Spoken>) -> Vec<String> {
    let mut lines = vec![format!("Form: **{}**", form.title.plain())];
    lines.extend(form.intro.iter().flat_map(|intro| split(&marked(intro))));
    lines.extend(form.error.iter().map(|error| format!("✗ {}", marked(error))));
    lines.extend(form.notices.iter().map(|(_, notice)| format!("⚠ {}", marked(notice))));
    for field in &form.fields {
        let sign = if field.required { " *" } else { "" };
        let value = if field.value.is_empty() { String::new() } else { format!(" = {}", field.value.join(", ")) };
        lines.push(format!("{}{sign}{value}", marked(&field.label)));
        if let Input::Pick { options } | Input::PickMany { options } = &field.input {
            lines.push(format!(
                "  ({})",
                options.iter().map(|(_, label)| label.plain()).collect::<Vec<_>>().join(" | ")
            ));
        }
        lines.extend(field.error.iter().map(|error| format!("  ✗ {}", marked(error))));
    }
    lines.push(format!("[{}] [{}]", form.submit.plain(), form.cancel.plain()));
    lines
}
