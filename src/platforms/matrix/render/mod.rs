//! The message tree as Matrix shows it: a plain text that reads well by itself, and the same in the HTML that clients know.
//!
//! Everything here is pure. [`render`] gives one or more [`Part`]s, each small enough for one event, in order.

use super::context::Context;
use crate::conversation::event::Press;
use crate::conversation::message::{Block, Choice, Fact, Message, Question, Span, Spoken, TicketCard, TicketRow, Tone};

mod pieces;

use pieces::{Piece, escape, lines};

/// Bytes of one event's texts, plain and HTML together: an event holds 64 KiB, encrypted and encoded it grows by half.
const MAX_PART_BYTES: usize = 24 * 1024;

/// What one event says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// As plain text.
    pub plain: String,
    /// As HTML.
    pub html: String,
}

/// A message in the words that a platform adds to it.
#[derive(Clone, Copy, Debug)]
pub struct Added<'a> {
    /// „Pflichtfeld“.
    pub required: &'a str,
}

/// The events that show a message.
pub fn render(message: &Message<Spoken>, added: Added<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for piece in message.blocks.iter().flat_map(|one| block(one, added)).flat_map(Piece::split) {
        match parts.last_mut() {
            Some(part) if part.plain.len() + part.html.len() + piece.bytes() < MAX_PART_BYTES => piece.append_to(part),
            _ => {
                let mut part = Part::default();
                piece.append_to(&mut part);
                parts.push(part);
            }
        }
    }
    parts
}

/// What a reply or a reaction to the message means: its ticket, what its numbers pick, what it asks to confirm.
pub fn context(message: &Message<Spoken>) -> Context {
    let mut context = Context { about: message.about.clone(), ..Context::default() };
    for block in &message.blocks {
        match block {
            Block::Choices { choices, numbered } => {
                if *numbered {
                    context.picks = choices.iter().map(|choice| choice.press.clone()).collect();
                }
                for choice in choices {
                    match &choice.press {
                        Press::Confirm { yes: true, .. } => context.yes = Some(choice.press.clone()),
                        Press::Confirm { yes: false, .. } => context.no = Some(choice.press.clone()),
                        _ => {}
                    }
                }
            }
            Block::Tickets { rows } => context.picks = rows.iter().map(|row| row.press.clone()).collect(),
            _ => {}
        }
    }
    context
}

fn block(block: &Block<Spoken>, added: Added<'_>) -> Vec<Piece> {
    match block {
        Block::Heading { text } => vec![Piece::paragraph(text.plain(), &format!("<strong>{}</strong>", html(text)))],
        Block::Paragraph { text } => vec![Piece::paragraph(text.plain(), &html(text))],
        Block::Footnote { text } => vec![Piece::paragraph(text.plain(), &format!("<em>{}</em>", html(text)))],
        Block::Notice { tone, text } => {
            let sign = sign(*tone);
            vec![Piece::paragraph(format!("{sign} {}", text.plain()), &format!("{sign} {}", html(text)))]
        }
        Block::Quote { author, text } => {
            let mut pieces = Vec::new();
            if let Some(author) = author {
                pieces.push(Piece::paragraph(format!("{}:", author.plain()), &format!("{}:", html(author))));
            }
            pieces.push(Piece::quote(text));
            pieces
        }
        Block::Facts { facts } => vec![fact_list(facts)],
        Block::Question(question) => asked(question, added),
        Block::Tickets { rows } => rows.chunks(20).map(ticket_list).collect(),
        Block::Ticket(card) => ticket(card),
        Block::Choices { choices, numbered: true } => vec![numbered(choices)],
        Block::Choices { choices, numbered: false } => vec![words(choices)],
        // Forms are filled in step by step here; this is only said should one come all the same.
        Block::Form(form) => vec![Piece::paragraph(form.title.plain(), &html(&form.title))],
    }
}

fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Info => "💬",
        Tone::Success => "✅",
        Tone::Warning => "⚠️",
        Tone::Refusal => "🚫",
    }
}

/// A spoken text as HTML, line breaks kept.
fn html(text: &Spoken) -> String {
    let span = |span: &Span| {
        let words = lines(&span.text);
        if span.strong { format!("<strong>{words}</strong>") } else { words }
    };
    text.0.iter().map(span).collect()
}

fn fact_list(facts: &[Fact<Spoken>]) -> Piece {
    let plain = facts.iter().map(|fact| format!("{}: {}", fact.label.plain(), fact.value.plain()));
    let item = |fact: &Fact<Spoken>| format!("<li><strong>{}:</strong> {}</li>", html(&fact.label), html(&fact.value));
    let items: String = facts.iter().map(item).collect();
    Piece::block(plain.collect::<Vec<_>>().join("\n"), format!("<ul>{items}</ul>"))
}

fn asked(question: &Question<Spoken>, added: Added<'_>) -> Vec<Piece> {
    let Question { title, step, text, required, help } = question;
    let mut head = Vec::new();
    head.extend(title.as_ref().map(|title| (title.plain(), format!("<strong>{}</strong>", html(title)))));
    head.push((step.plain(), html(step)));
    if *required {
        head.push((added.required.to_owned(), escape(added.required)));
    }
    let (plain, rich): (Vec<_>, Vec<_>) = head.into_iter().unzip();
    let star = if *required { (" *", " <span data-mx-color=\"#c62828\">*</span>") } else { ("", "") };
    let mut plain = format!("{}\n{}{}", plain.join(" · "), text.plain(), star.0);
    let mut rich = format!("{}<br><strong>{}</strong>{}", rich.join(" · "), html(text), star.1);
    if let Some(help) = help {
        plain.push('\n');
        plain.push_str(&help.plain());
        rich.push_str("<br>");
        rich.push_str(&html(help));
    }
    vec![Piece::paragraph(plain, &rich)]
}

/// The tickets as a list, not as a table: half of the clients show a table's cells without any space between them.
fn ticket_list(rows: &[TicketRow<Spoken>]) -> Piece {
    let first = rows.first().map_or(1, |row| row.index);
    let about = |row: &TicketRow<Spoken>| {
        let mut words = vec![row.status.clone(), row.priority.clone(), row.type_name.clone()];
        words.extend(row.contact.clone().map(|text| Spoken(vec![Span { text, strong: false }])));
        words.push(row.changed.clone());
        words
    };
    let plain = rows.iter().map(|row| {
        let about: Vec<String> = about(row).iter().map(Spoken::plain).collect();
        format!("{}. {} – {}\n   {}", row.index, row.number, row.title, about.join(" · "))
    });
    let item = |row: &TicketRow<Spoken>| {
        let about: Vec<String> = about(row).iter().map(html).collect();
        let number = escape(row.number.as_str());
        format!("<li><strong>{number}</strong> {}<br>{}</li>", lines(&row.title), about.join(" · "))
    };
    let items: String = rows.iter().map(item).collect();
    Piece::block(plain.collect::<Vec<_>>().join("\n"), format!("<ol start=\"{first}\">{items}</ol>"))
}

fn ticket(card: &TicketCard<Spoken>) -> Vec<Piece> {
    let about = [&card.status, &card.priority].map(Spoken::plain).join(" · ");
    let rich = [&card.status, &card.priority].map(html).join(" · ");
    let mut pieces = vec![Piece::paragraph(
        format!("🎫 {} – {}\n{about}", card.number, card.title),
        &format!("🎫 <strong>{}</strong> {}<br>{rich}", escape(card.number.as_str()), lines(&card.title)),
    )];
    pieces.extend([&card.facts, &card.fields].into_iter().filter(|facts| !facts.is_empty()).map(|f| fact_list(f)));
    for line in &card.history {
        pieces.push(Piece::paragraph(
            format!("{}, {}", line.head.plain(), line.at.plain()),
            &format!("<strong>{}</strong>, {}", html(&line.head), html(&line.at)),
        ));
        if !line.text.is_empty() {
            pieces.push(Piece::quote(&line.text));
        }
        if !line.files.is_empty() {
            let names: Vec<String> = line.files.iter().map(|file| format!("📎 {}", file.name)).collect();
            let rich: Vec<String> = names.iter().map(|name| escape(name)).collect();
            pieces.push(Piece::paragraph(names.join("\n"), &rich.join("<br>")));
        }
    }
    pieces
}

fn numbered(choices: &[Choice<Spoken>]) -> Piece {
    let plain = choices.iter().zip(1..).map(|(choice, place)| {
        let hint = choice.hint.as_ref().map(|hint| format!(" – {}", hint.plain())).unwrap_or_default();
        format!("{place}. {}{hint}", choice.label.plain())
    });
    let item = |choice: &Choice<Spoken>| {
        let hint = choice.hint.as_ref().map(|hint| format!(" – {}", html(hint))).unwrap_or_default();
        format!("<li><strong>{}</strong>{hint}</li>", html(&choice.label))
    };
    let items: String = choices.iter().map(item).collect();
    Piece::block(plain.collect::<Vec<_>>().join("\n"), format!("<ol>{items}</ol>"))
}

/// What to do next, in the words that can be typed.
fn words(choices: &[Choice<Spoken>]) -> Piece {
    let plain: Vec<String> = choices.iter().map(|choice| choice.label.plain()).collect();
    let rich: Vec<String> = choices.iter().map(|choice| format!("<strong>{}</strong>", html(&choice.label))).collect();
    Piece::paragraph(format!("→ {}", plain.join(" · ")), &format!("→ {}", rich.join(" · ")))
}
