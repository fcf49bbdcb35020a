//! One message of every kind, as the conversation could say it.

use chrono::{TimeZone, Utc};
use ticketlotse::conversation::effect::ListQuery;
use ticketlotse::conversation::event::{FormStep, Press};
use ticketlotse::conversation::intent::Command;
use ticketlotse::conversation::message::{
    Block, Choice, Fact, FieldView, FormPurpose, FormView, HistoryLine, Input, Message, Question, Span, Spoken,
    TicketCard, TicketRow, Tone, Weight,
};
use ticketlotse::domain::{Action, Author, EntryKind, FileId, FileMeta, Priority, Status, TicketNumber};

/// Words, `**strong**` ones too.
pub fn words(text: &str) -> Spoken {
    let span = |(at, part): (usize, &str)| Span { text: part.to_owned(), strong: at % 2 == 1 };
    Spoken(text.split("**").enumerate().filter(|(_, part)| !part.is_empty()).map(span).collect())
}

fn choice(label: &str, press: Press) -> Choice<Spoken> {
    Choice { label: words(label), hint: None, press, weight: Weight::Plain }
}

fn command(label: &str, command: Command) -> Choice<Spoken> {
    choice(label, Press::Command { command })
}

/// The greeting with the start menu.
pub fn greeting() -> Message<Spoken> {
    Message::new(vec![
        Block::Paragraph { text: words("Guten Morgen, **Anna Berger**. Was kann ich für Sie tun?") },
        Block::Choices {
            choices: vec![
                Choice { weight: Weight::Primary, ..command("Neues Ticket", Command::New) },
                command("Meine Tickets", Command::Mine),
                command("Hilfe", Command::Help),
                command("English", Command::Language),
                command("Abmelden", Command::SignOut),
            ],
            numbered: false,
        },
    ])
}

/// A form's question with numbered options.
pub fn question() -> Message<Spoken> {
    let answer = |label: &str, value: &str| {
        choice(label, Press::Answer { draft: "d1".into(), field: "system".into(), value: value.to_owned() })
    };
    Message::new(vec![
        Block::Question(Question {
            title: Some(words("Hardware-Defekt / Plattentausch (RMA)")),
            step: words("Schritt 1 von 8"),
            text: words("Um welches System geht es?"),
            required: true,
            help: Some(words(
                "Es steht nicht in der Liste? Wählen Sie „Anderes System“ und nennen Sie die Seriennummer.",
            )),
        }),
        Block::Choices {
            choices: vec![
                answer("Archiv-NAS, Modell A700, …4711, Rechenzentrum Nord", "s1"),
                answer("Backup-Filer, Modell E2800, …0815, Lager Süd", "s2"),
                Choice { hint: Some(words("mit Seriennummer vom Typenschild")), ..answer("Anderes System", "other") },
            ],
            numbered: true,
        },
        Block::Choices {
            choices: vec![choice("Später", Press::Form { draft: "d1".into(), step: FormStep::Later })],
            numbered: false,
        },
    ])
}

/// Every small block once.
pub fn notices() -> Message<Spoken> {
    let notice = |tone, text: &str| Block::Notice { tone, text: words(text) };
    Message::new(vec![
        Block::Heading { text: words("Zusammenfassung") },
        Block::Facts {
            facts: vec![
                Fact { label: words("System"), value: words("Archiv-NAS, Modell A700"), field: Some("system".into()) },
                Fact { label: words("Auswirkung"), value: words("Stark beeinträchtigt"), field: None },
                Fact {
                    label: words("Beschreibung"),
                    value: words("Seit heute Morgen\nsind zwei Pfade weg."),
                    field: None,
                },
            ],
        },
        notice(Tone::Info, "Vorgeschlagene Priorität: **hoch**"),
        notice(Tone::Success, "Ihr Ticket **CS-2026-004711** ist angelegt."),
        notice(Tone::Warning, "Bitte keine weitere Platte ziehen."),
        notice(Tone::Refusal, "Ihre E-Mail ist nicht zur Anmeldung zugelassen."),
        Block::Quote {
            author: Some(words("Support, 10:40 Uhr")), text: "Können Sie uns das Log schicken?".to_owned()
        },
        Block::Footnote {
            text: words("Tickets, die telefonisch aufgenommen wurden, erscheinen hier manchmal verzögert."),
        },
        Block::Choices {
            choices: vec![
                Choice { weight: Weight::Danger, ..choice("Ja, schließen", Press::Confirm { id: 1, yes: true }) },
                choice("Nein", Press::Confirm { id: 1, yes: false }),
            ],
            numbered: false,
        },
    ])
}

/// A ticket in a list.
fn row(
    index: usize,
    number: &str,
    title: &str,
    status: (Status, &str),
    priority: (Priority, &str),
) -> TicketRow<Spoken> {
    TicketRow {
        index,
        number: number.into(),
        title: title.to_owned(),
        type_name: words("Änderungsantrag"),
        status: words(status.1),
        status_id: status.0,
        priority: words(priority.1),
        priority_id: priority.0,
        changed: words("gestern, 16:40 Uhr"),
        contact: None,
        press: Press::Show { number: number.into() },
    }
}

/// A list of tickets; a company's names the contacts.
pub fn tickets(contact: Option<&str>) -> Message<Spoken> {
    let mut rows = vec![
        row(
            1,
            "CS-2026-004698",
            "Snapshot-Plan anpassen",
            (Status::WaitingCustomer, "Wartet auf Ihre Rückmeldung"),
            (Priority::Normal, "normal"),
        ),
        row(
            2,
            "CS-2026-004655",
            "Frage zur Replikation zwischen beiden Rechenzentren",
            (Status::InProgress, "In Bearbeitung"),
            (Priority::Low, "niedrig"),
        ),
        row(3, "CS-2026-004611", "Kein Zugriff auf das Archiv", (Status::New, "Neu"), (Priority::Critical, "kritisch")),
        row(4, "CS-2026-004602", "Netzteil getauscht", (Status::Resolved, "Gelöst"), (Priority::High, "hoch")),
    ];
    for row in &mut rows {
        row.contact = contact.map(str::to_owned);
    }
    // The longest name of a ticket type: one word that no browser has to break.
    rows[0].type_name = words("Kapazitätserweiterung");
    Message::new(vec![
        Block::Heading { text: words("Ihre offenen Tickets (4)") },
        Block::Tickets { rows },
        Block::Choices {
            choices: vec![choice("Weitere", Press::List { query: ListQuery { page: 1, ..ListQuery::default() } })],
            numbered: false,
        },
        Block::Footnote { text: words("Tickets, die telefonisch aufgenommen wurden, erscheinen hier manchmal verzögert. Bearbeitet werden sie trotzdem.") },
    ])
    .private()
}

fn entry(
    head: &str,
    at: &str,
    author: Author,
    kind: EntryKind,
    text: &str,
    files: Vec<FileMeta>,
) -> HistoryLine<Spoken> {
    let at_utc = Utc.with_ymd_and_hms(2026, 11, 23, 9, 15, 0).unwrap();
    HistoryLine { head: words(head), at: words(at), at_utc, author, kind, text: text.to_owned(), files }
}

/// One ticket in full.
pub fn ticket() -> Message<Spoken> {
    let number = TicketNumber::from("CS-2026-004711");
    let fact = |label: &str, value: &str| Fact { label: words(label), value: words(value), field: None };
    let file = FileMeta {
        id: FileId::from("f1"),
        name: "Systemprotokoll vom 23. November.html".to_owned(),
        mime: "text/html".to_owned(),
        size_bytes: 48_213,
    };
    let act = |label: &str, action| choice(label, Press::Act { number: number.clone(), action, value: None });
    let card = TicketCard {
        number: number.clone(),
        title: "Zwei Pfade zum Archiv sind ausgefallen".to_owned(),
        status: words("Wartet auf Ihre Rückmeldung"),
        status_id: Status::WaitingCustomer,
        priority: words("hoch (P2)"),
        priority_id: Priority::High,
        facts: vec![
            fact("Ticketart", "Störung melden"),
            fact("Angelegt", "Mo., 23.11., 10:15 Uhr"),
            fact("Letzte Änderung", "heute, 8:02 Uhr"),
            fact("Ansprechpartner", "Anna Berger"),
            fact("Firma", "Muster GmbH"),
            fact("Bearbeitet von", "Petra Lang"),
            fact("Servicelevel", "Premium, nächste Reaktion bis heute, 12:00 Uhr"),
        ],
        fields: vec![fact("System", "Archiv-NAS, Modell A700, …4711"), fact("Bereich", "Zugriff/Pfade")],
        history: vec![
            entry(
                "Anna Berger",
                "Mo., 10:15 Uhr",
                Author::Customer,
                EntryKind::Created,
                "Seit heute Morgen sind zwei von vier Pfaden weg.\nDie Produktion läuft eingeschränkt.",
                vec![file],
            ),
            entry(
                "Petra Lang, Support",
                "Mo., 10:40 Uhr",
                Author::Support,
                EntryKind::Reply,
                "Danke für die Meldung. Können Sie uns das Protokoll des Switches schicken?",
                Vec::new(),
            ),
            entry(
                "Status: Wartet auf Ihre Rückmeldung",
                "Mo., 10:40 Uhr",
                Author::System,
                EntryKind::Status,
                "",
                Vec::new(),
            ),
        ],
    };
    Message::new(vec![
        Block::Ticket(Box::new(card)),
        Block::Choices {
            choices: vec![
                Choice { weight: Weight::Primary, ..act("Antworten", Action::Reply) },
                act("Eskalieren", Action::Escalate),
                act("Priorität ändern", Action::SetPriority),
                Choice { weight: Weight::Danger, ..act("Schließen", Action::Close) },
            ],
            numbered: false,
        },
    ])
    .about(&number)
}

fn field(id: &str, label: &str, required: bool, input: Input<Spoken>) -> FieldView<Spoken> {
    FieldView {
        id: id.into(),
        label: words(label),
        help: None,
        required,
        input,
        value: Vec::new(),
        error: None,
        refreshes: false,
        more: false,
    }
}

fn options(list: &[(&str, &str)]) -> Vec<(String, Spoken)> {
    list.iter().map(|(value, label)| ((*value).to_owned(), words(label))).collect()
}

/// A native form with every kind of input. `wrong` marks errors, `area` shows a field that depends on another.
pub fn form(wrong: &[&str], area: Option<&str>) -> Message<Spoken> {
    let line = |hint: &str, example: &str| Input::Line {
        hint: hint.to_owned(),
        example: Some(words(example)),
        max_length: Some(120),
    };
    let mut fields = vec![
        FieldView {
            help: Some(words("Wählen Sie das betroffene Gerät.")),
            ..field(
                "system",
                "System",
                true,
                Input::Pick {
                    options: options(&[
                        ("s1", "Archiv-NAS, Modell A700, …4711"),
                        ("s2", "Backup-Filer, Modell E2800, …0815"),
                        ("other", "Anderes System"),
                    ]),
                },
            )
        },
        FieldView {
            refreshes: true,
            ..field(
                "area",
                "Bereich",
                true,
                Input::Pick {
                    options: options(&[
                        ("access", "Zugriff/Pfade"),
                        ("power", "Leistung"),
                        ("replication", "Replikation"),
                        ("alarm", "Hardware-Alarm"),
                        ("admin", "Verwaltung"),
                        ("backup", "Sicherung"),
                        ("net", "Netzwerk"),
                        ("other", "Sonstiges"),
                    ]),
                },
            )
        },
        FieldView {
            help: Some(words("Bitte schildern Sie die Folge für Ihren Betrieb.")),
            ..field(
                "description",
                "Beschreibung",
                true,
                Input::Area { example: Some(words("Seit heute, 8:30 Uhr, …")), max_length: Some(8000) },
            )
        },
        field("phone", "Rückrufnummer", true, line("tel", "0171 2345678")),
        field("note", "Bitte rufen Sie bei einem Komplettausfall zusätzlich die Hotline an.", false, Input::Note),
        field(
            "files",
            "Dateien und Bilder",
            false,
            Input::Files { max_count: 3, max_bytes: 100_000, files: Vec::new() },
        ),
        field(
            "backup",
            "Sicherung",
            true,
            Input::Tick { label: words("Eine aktuelle, getestete Sicherung liegt vor.") },
        ),
        FieldView { more: true, ..field("email", "Angebot an", false, line("email", "name@firma.de")) },
        FieldView {
            more: true,
            ..field(
                "watchers",
                "Beobachter",
                false,
                Input::PickMany { options: options(&[("m2", "Karl Weber"), ("m3", "Frau Dr. Vogt")]) },
            )
        },
    ];
    if let Some(chosen) = area {
        fields[1].value = vec![chosen.to_owned()];
        if chosen == "access" {
            fields.insert(
                2,
                field(
                    "protocol",
                    "Protokoll",
                    true,
                    Input::PickMany {
                        options: options(&[
                            ("fc", "FC"),
                            ("iscsi", "iSCSI"),
                            ("nfs", "NFS"),
                            ("smb", "SMB"),
                            ("s3", "S3"),
                        ]),
                    },
                ),
            );
        }
    }
    for field in &mut fields {
        if wrong.contains(&field.id.as_str()) {
            field.error = Some(words("Diese Angabe fehlt noch. Ein Beispiel: „0171 2345678“."));
        }
    }
    let view = FormView {
        purpose: FormPurpose::Draft { draft: "d1".into(), ticket_type: "stoerung".into() },
        title: words("Störung melden"),
        intro: Some(words("Name, Firma und Vertrag kennen wir schon. Angaben mit * sind Pflichtfelder.")),
        fields,
        notices: vec![(Tone::Info, words("Vorgeschlagene Priorität: **normal**"))],
        submit: words("Ticket anlegen"),
        cancel: words("Abbrechen"),
        error: (!wrong.is_empty()).then(|| words("Bitte sehen Sie sich die markierten Felder noch einmal an.")),
    };
    Message::new(vec![Block::Form(Box::new(view))]).private()
}
