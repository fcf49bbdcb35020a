//! How a message looks: as plain text by itself, and as HTML that clients know.

use rstest::rstest;
use serde_json::json;
use ticketlotse::conversation::event::Press;
use ticketlotse::conversation::intent::Command;
use ticketlotse::conversation::message::{
    Block, Choice, Fact, Message, Question, Span, Spoken, TicketRow, Tone, Weight,
};
use ticketlotse::domain::{Priority, Status, TicketNumber};
use ticketlotse::platforms::matrix::context::Context;
use ticketlotse::platforms::matrix::render::{Added, Part, context, render};

fn spoken(text: &str) -> Spoken {
    Spoken(vec![Span { text: text.to_owned(), strong: false }])
}

fn shown(blocks: Vec<Block<Spoken>>) -> Part {
    let mut parts = render(&Message::new(blocks), Added { required: "Pflichtfeld" });
    assert_eq!(parts.len(), 1, "{parts:?}");
    parts.remove(0)
}

fn part(plain: &str, html: &str) -> Part {
    Part { plain: plain.to_owned(), html: html.to_owned() }
}

fn choice(label: &str, hint: Option<&str>, press: Press) -> Choice<Spoken> {
    Choice { label: spoken(label), hint: hint.map(spoken), press, weight: Weight::Plain }
}

fn command(command: Command) -> Press {
    Press::Command { command }
}

fn row(index: usize, number: &str, contact: Option<&str>) -> TicketRow<Spoken> {
    TicketRow {
        index,
        number: TicketNumber::from(number),
        title: "RAID <degraded> & laut".to_owned(),
        type_name: spoken("Störung"),
        status: spoken("In Bearbeitung"),
        status_id: Status::InProgress,
        priority: spoken("hoch"),
        priority_id: Priority::High,
        changed: spoken("heute, 10:15 Uhr"),
        contact: contact.map(str::to_owned),
        press: Press::Show { number: TicketNumber::from(number) },
    }
}

#[test]
fn words_of_people_are_never_markup() {
    let text = Spoken(vec![
        Span { text: "Zu <b>Ihrem</b> Ticket & mehr:\n".to_owned(), strong: false },
        Span { text: "\"fett\"".to_owned(), strong: true },
    ]);
    let html = "<p>Zu &lt;b&gt;Ihrem&lt;/b&gt; Ticket &amp; mehr:<br><strong>&quot;fett&quot;</strong></p>";
    assert_eq!(shown(vec![Block::Paragraph { text }]), part("Zu <b>Ihrem</b> Ticket & mehr:\n\"fett\"", html));
}

#[rstest]
#[case(Tone::Info, "💬")]
#[case(Tone::Success, "✅")]
#[case(Tone::Warning, "⚠️")]
#[case(Tone::Refusal, "🚫")]
fn a_notice_says_by_a_sign_how_it_is_meant(#[case] tone: Tone, #[case] sign: &str) {
    let shown = shown(vec![Block::Notice { tone, text: spoken("Achtung") }]);
    assert_eq!(shown, part(&format!("{sign} Achtung"), &format!("<p>{sign} Achtung</p>")));
}

#[test]
fn a_mandatory_question_has_the_star_and_the_word() {
    let question = Question {
        title: Some(spoken("Störung melden")),
        step: spoken("Schritt 2 von 7"),
        text: spoken("Welches System?"),
        required: true,
        help: Some(spoken("Die Seriennummer genügt.")),
    };
    let html = "<p><strong>Störung melden</strong> · Schritt 2 von 7 · Pflichtfeld<br><strong>Welches System?</strong> \
        <span data-mx-color=\"#c62828\">*</span><br>Die Seriennummer genügt.</p>";
    let plain = "Störung melden · Schritt 2 von 7 · Pflichtfeld\nWelches System? *\nDie Seriennummer genügt.";
    assert_eq!(shown(vec![Block::Question(question.clone())]), part(plain, html));
    let optional = Question { required: false, title: None, help: None, ..question };
    let html = "<p>Schritt 2 von 7<br><strong>Welches System?</strong></p>";
    assert_eq!(shown(vec![Block::Question(optional)]), part("Schritt 2 von 7\nWelches System?", html));
}

#[test]
fn options_are_numbered_and_buttons_are_words() {
    let choices = vec![
        choice("Störung", Some("Etwas geht nicht"), command(Command::New)),
        choice("Anfrage", None, command(Command::Help)),
    ];
    let html = "<ol><li><strong>Störung</strong> – Etwas geht nicht</li><li><strong>Anfrage</strong></li></ol>";
    let numbered = shown(vec![Block::Choices { choices: choices.clone(), numbered: true }]);
    assert_eq!(numbered, part("1. Störung – Etwas geht nicht\n2. Anfrage", html));
    let html = "<p>→ <strong>Störung</strong> · <strong>Anfrage</strong></p>";
    assert_eq!(shown(vec![Block::Choices { choices, numbered: false }]), part("→ Störung · Anfrage", html));
}

#[test]
fn a_list_of_tickets_goes_on_with_its_numbers() {
    let rows = vec![row(9, "CS-2026-000009", None), row(10, "CS-2026-000010", Some("Anna Berger"))];
    let title = "RAID &lt;degraded&gt; &amp; laut";
    let html = format!(
        "<ol start=\"9\"><li><strong>CS-2026-000009</strong> {title}<br>In Bearbeitung · hoch · Störung · heute, 10:15 \
         Uhr</li><li><strong>CS-2026-000010</strong> {title}<br>In Bearbeitung · hoch · Störung · Anna Berger · heute, 10:15 \
         Uhr</li></ol>"
    );
    let plain = "9. CS-2026-000009 – RAID <degraded> & laut\n   In Bearbeitung · hoch · Störung · heute, 10:15 Uhr\n\
        10. CS-2026-000010 – RAID <degraded> & laut\n   In Bearbeitung · hoch · Störung · Anna Berger · heute, 10:15 Uhr";
    assert_eq!(shown(vec![Block::Tickets { rows }]), part(plain, &html));
}

#[test]
fn facts_and_quotes_read_well_without_html() {
    let fact = |label: &str, value: &str| Fact { label: spoken(label), value: spoken(value), field: None };
    let blocks = vec![
        Block::Heading { text: spoken("Zusammenfassung") },
        Block::Facts { facts: vec![fact("Standort", "Köln"), fact("System", "SW-200")] },
        Block::Quote { author: Some(spoken("Support")), text: "Bitte prüfen\nund melden".to_owned() },
    ];
    let html = "<p><strong>Zusammenfassung</strong></p><ul><li><strong>Standort:</strong> Köln</li><li><strong>System:</strong> \
        SW-200</li></ul><p>Support:</p><blockquote>Bitte prüfen<br>und melden</blockquote>";
    let plain = "Zusammenfassung\n\nStandort: Köln\nSystem: SW-200\n\nSupport:\n\n> Bitte prüfen\n> und melden";
    assert_eq!(shown(blocks), part(plain, html));
}

#[test]
fn what_is_too_long_for_one_event_is_cut_and_nothing_is_lost() {
    let line = "Zeile mit Umlauten äöü & Zeichen <>\n";
    let text = line.repeat(1500);
    let parts = render(
        &Message::new(vec![Block::Quote { author: None, text: text.clone() }]),
        Added { required: "Pflichtfeld" },
    );
    assert!(parts.len() > 3, "{}", parts.len());
    for part in &parts {
        let bytes = json!({ "body": part.plain, "formatted_body": part.html }).to_string().len();
        assert!(bytes < 36_000, "an encrypted event would be larger than 64 KiB: {bytes}");
    }
    let all: Vec<&str> = parts.iter().flat_map(|part| part.plain.lines()).filter(|line| !line.is_empty()).collect();
    assert_eq!(all.len(), 1500);
    assert!(all.iter().all(|said| *said == format!("> {}", line.trim_end())));
}

#[test]
fn one_endless_line_is_cut_between_characters() {
    let text = "ä".repeat(20_000);
    let parts = render(&Message::new(vec![Block::Quote { author: None, text }]), Added { required: "" });
    let count = parts.iter().map(|part| part.plain.matches('ä').count()).sum::<usize>();
    assert_eq!(count, 20_000);
}

#[test]
fn a_message_remembers_what_its_numbers_and_answers_mean() {
    let number = TicketNumber::from("CS-2026-000001");
    let yes = Press::Confirm { id: 3, yes: true };
    let no = Press::Confirm { id: 3, yes: false };
    let confirm = Block::Choices {
        choices: vec![choice("Ja", None, yes.clone()), choice("Nein", None, no.clone())],
        numbered: false,
    };
    let message = Message::new(vec![Block::Tickets { rows: vec![row(1, "CS-2026-000001", None)] }, confirm]);
    let kept = context(&message.about(&number));
    let expected =
        Context { about: Some(number.clone()), picks: vec![Press::Show { number }], yes: Some(yes), no: Some(no) };
    assert_eq!(kept, expected);
    let content = json!({ "body": "…", "ticketlotse.context": kept.to_json() });
    assert_eq!(Context::of(&content), expected);
    assert_eq!(Context::default().to_json(), None);
    assert_eq!(Context::of(&json!({ "ticketlotse.context": { "about": 7 } })), Context::default());
}
