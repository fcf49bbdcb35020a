//! Every command of the table with its synonyms, typos and polite words, in both languages.

use ticketlotse::conversation::effect::States;
use ticketlotse::conversation::intent::Command::{self, *};
use ticketlotse::conversation::intent::{Change, Lexicon, Meaning, Understood, understand, understand_in};
use ticketlotse::domain::{self, Status};

use super::{lexicon, said};

/// Says each text and reports all that were not understood as expected, not only the first.
fn all_mean(language: &str, rows: &[(Command, &[&str])]) {
    let lexicon = lexicon(language);
    let mut wrong = Vec::new();
    for (command, texts) in rows {
        for text in *texts {
            let understood = understand(text, &lexicon);
            if understood.meaning != Meaning::Sure(*command) {
                wrong.push(format!("{text:?}: expected {command:?}, got {:?}", understood.meaning));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn corrected(lexicon: &Lexicon, text: &str) -> Option<Command> {
    match understand(text, lexicon).meaning {
        Meaning::Corrected(command) => Some(command),
        _ => None,
    }
}

const GERMAN: &[(Command, &[&str])] = &[
    (Menu, &["Menü", "menue", "/ticket", "!ticket", "@Ticketlotse", "Hauptmenü"]),
    (
        Help,
        &[
            "hilfe",
            "?",
            "Befehle",
            "was kannst du",
            "Was können Sie?",
            "!ticket hilfe",
            "Hilfe bitte",
            "ich brauche Hilfe",
        ],
    ),
    (Help, &["hilfe zu anmelden", "hilfe beobachter"]),
    (New, &["neu", "Ticket erstellen", "Ticket anlegen", "ticket aufmachen", "Ticket eröffnen", "melden", "Störung"]),
    (
        New,
        &[
            "stoerung",
            "Problem",
            "defekt",
            "RMA",
            "/ticket neu",
            "Ich möchte bitte ein neues Ticket",
            "neues Ticket bitte",
        ],
    ),
    (
        New,
        &[
            "Ich möchte eine Störung melden",
            "Können Sie bitte ein Ticket anlegen?",
            "Guten Tag, ich möchte ein Ticket erstellen",
        ],
    ),
    (
        Mine,
        &[
            "meine",
            "meine Tickets",
            "offene",
            "eigene",
            "Status",
            "was läuft",
            "MEINE TICKETS",
            "zeig mir kurz meine tickets",
        ],
    ),
    (
        Mine,
        &[
            "Zeigen Sie mir bitte meine Tickets",
            "meine offenen Tickets",
            "alle meine Tickets",
            "geschlossene Tickets",
            "Tickets",
        ],
    ),
    (
        Company,
        &[
            "firma",
            "Firmentickets",
            "alle",
            "Unternehmen",
            "Kollegen",
            "Team",
            "alle Tickets der Firma",
            "offene Tickets der Kollegen",
        ],
    ),
    (Watched, &["beobachtete", "meine beobachteten Tickets", "beobachtete Tickets"]),
    (
        Show,
        &[
            "zeige 4711",
            "zeig mir bitte 4711",
            "Details 4711",
            "Ticket 4711",
            "„4711“",
            "4711",
            "#4711",
            "CS-2026-004711",
        ],
    ),
    (
        Show,
        &[
            "anzeigen 4711",
            "öffne 4711",
            "oeffne #4711",
            "Stand von 4711",
            "status 4711",
            "4711 anzeigen",
            "zeige",
            "cs-2026-004711",
        ],
    ),
    (Show, &["die zweite", "das letzte Ticket", "zeig mir das dritte"]),
    (Search, &["suche Snapshot", "finde Replikation", "such nach Platte", "suche"]),
    (
        Reply,
        &["antworte 4711 Es geht wieder.", "Kommentar 4711 Danke", "Nachricht 4711: läuft", "ergänzen 4711 noch etwas"],
    ),
    (Attach, &["Anhang 4711", "Datei 4711", "Bild 4711", "Upload 4711", "Anhang", "Datei anhängen"]),
    (
        Close,
        &[
            "schließe 4711",
            "schliesse 4711",
            "schließen 4711",
            "4711 schließen",
            "4711 erledigt",
            "gelöst 4711",
            "fertig 4711",
        ],
    ),
    (
        Close,
        &[
            "Bitte schließen Sie Ticket 4711",
            "Ich möchte Ticket 4711 bitte schließen",
            "mach 4711 zu",
            "erledigt",
            "schließe das zweite",
        ],
    ),
    (
        Reopen,
        &[
            "öffne wieder 4711",
            "öffne 4711 wieder",
            "wiedereröffnen 4711",
            "4711 wieder öffnen",
            "wieder auf 4711",
            "nicht gelöst 4711",
        ],
    ),
    (
        Reopen,
        &[
            "4711 ist nicht gelöst",
            "mach 4711 bitte wieder auf",
            "Können Sie Ticket 4711 wieder öffnen?",
            "nicht gelöst",
        ],
    ),
    (Escalate, &["eskaliere 4711", "eskalieren", "dringend 4711", "Chef", "Beschwerde 4711", "4711 eskalieren"]),
    (
        Priority,
        &[
            "dringlichkeit 4711 hoch",
            "Priorität 4711 kritisch",
            "prio 4711 P1",
            "prio 4711",
            "setze 4711 auf hoch",
            "Priorität hoch",
        ],
    ),
    (
        Watcher,
        &["kollege 4711 +Max Weber", "Beobachter 4711 -Weber", "hinzufügen 4711 Max Weber", "cc 4711 max@muster.de"],
    ),
    (Follow, &["folgen 4711", "folge 4711", "abonnieren 4711", "4711 abonnieren"]),
    (Mute, &["stumm 4711", "Ruhe 4711", "4711 stummschalten", "stumm"]),
    (Rate, &["bewerten 4711 5", "Feedback 4711", "Sterne", "bewerte 4711 mit 4 Sternen", "zufrieden"]),
    (Drafts, &["Entwürfe", "entwuerfe", "meine Entwürfe"]),
    (Resume, &["fortsetzen", "weiter machen", "wo war ich", "weitermachen"]),
    (SignIn, &["anmelden", "verknüpfen", "verbinden", "Ich möchte mich anmelden", "anmelden a.berger@muster.de"]),
    (SignOut, &["abmelden", "trennen", "bitte abmelden", "ich möchte mich abmelden"]),
    (WhoAmI, &["ich", "wer bin ich", "Wer bin ich?", "Profil"]),
    (Notifications, &["Benachrichtigungen", "Ruhezeiten", "nicht stören", "Ruhezeiten 20 bis 7 Uhr"]),
    (Language, &["Sprache", "Sprache en", "Deutsch", "auf Englisch bitte", "english"]),
    (Human, &["Mensch", "Mitarbeiter", "Hotline", "Support", "Kontakt", "ich möchte mit einem Menschen sprechen"]),
    (Greet, &["Hallo", "moin", "Guten Morgen!", "Grüß Gott", "hallo zusammen"]),
    (Thanks, &["danke", "Vielen Dank!", "Danke schön"]),
    (NextPage, &["nächste Seite", "mehr", "mehr anzeigen"]),
    (PreviousPage, &["vorige Seite", "Seite zurück"]),
];

#[test]
fn german_commands_and_their_synonyms() {
    all_mean("de", GERMAN);
}

const ENGLISH: &[(Command, &[&str])] = &[
    (Menu, &["menu", "/ticket", "main menu"]),
    (Help, &["help", "?", "commands", "what can you do?", "!ticket help", "I need help"]),
    (
        New,
        &[
            "new",
            "create",
            "open a new ticket",
            "report",
            "I'd like to report a problem",
            "create a ticket please",
            "RMA",
        ],
    ),
    (Mine, &["mine", "my tickets", "list", "show me my tickets", "my open tickets", "closed tickets", "status"]),
    (Company, &["company", "all", "org", "company tickets", "all tickets of the company"]),
    (Watched, &["watched", "watched tickets"]),
    (
        Show,
        &[
            "show 4711",
            "view #4711",
            "ticket 4711",
            "4711",
            "status of 4711",
            "the second one",
            "details of CS-2026-004711",
        ],
    ),
    (Search, &["search snapshot", "find replication"]),
    (Reply, &["reply 4711 It works.", "comment 4711 thanks", "note 4711 hello", "respond to 4711: done"]),
    (Attach, &["attach 4711", "file 4711", "upload 4711"]),
    (Close, &["close 4711", "resolve 4711", "4711 done", "please close ticket 4711", "close the second one"]),
    (Reopen, &["reopen 4711", "not fixed 4711", "4711 is not fixed", "re-open 4711"]),
    (Escalate, &["escalate 4711", "urgent 4711", "escalate 4711 we cannot work"]),
    (Priority, &["urgency 4711 high", "priority 4711 critical", "set 4711 to high", "priority low"]),
    (Watcher, &["watcher 4711 +Max", "add 4711 Max Weber", "remove 4711 Max", "cc 4711 max@muster.de"]),
    (Follow, &["follow 4711", "unmute 4711", "subscribe 4711"]),
    (Mute, &["mute 4711", "unfollow 4711"]),
    (Rate, &["rate 4711 5", "feedback 4711"]),
    (Drafts, &["drafts", "my drafts"]),
    (Resume, &["resume", "continue", "where was I?"]),
    (SignIn, &["login", "sign in", "link"]),
    (SignOut, &["logout", "sign out", "unlink"]),
    (WhoAmI, &["whoami", "who am I?", "profile"]),
    (Notifications, &["notifications", "digest", "quiet hours"]),
    (Language, &["language", "language de", "German", "in German please", "switch to english"]),
    (Human, &["agent", "human", "talk to a human", "support"]),
    (Greet, &["hello", "Good morning!"]),
    (Thanks, &["thanks", "thank you"]),
    (NextPage, &["next page", "more"]),
    (PreviousPage, &["previous page"]),
];

#[test]
fn english_commands_and_their_synonyms() {
    all_mean("en", ENGLISH);
}

#[test]
fn every_command_has_words_in_every_language() {
    for language in ["de", "en"] {
        let text = std::fs::read_to_string(format!("{}/locales/{language}/words.toml", env!("CARGO_MANIFEST_DIR")));
        let table: toml::Table = text.expect("the words").parse().expect("TOML");
        let commands = table["commands"].as_table().expect("commands");
        for command in Command::ALL {
            let id = serde_json::to_value(command).expect("an id");
            let id = id.as_str().expect("a string");
            let words = commands.get(id).and_then(toml::Value::as_array);
            assert!(words.is_some_and(|words| !words.is_empty()), "{language}: no word for {id}");
        }
    }
}

#[test]
fn typos_are_mended() {
    let german = lexicon("de");
    for (text, command) in [
        ("hifle", Help),
        ("meien tickets", Mine),
        ("firmentikets", Company),
        ("zeieg 4711", Show),
        ("schlisse 4711", Close),
        ("schliese 4711", Close),
        ("eskalliere 4711", Escalate),
        ("entwurfe", Drafts),
        ("anmeldne", SignIn),
        ("abmeldn", SignOut),
        ("benachrichtigugen", Notifications),
        ("storung", New),
        ("antworet 4711 Text", Reply),
        ("offne wieder 4711", Reopen),
    ] {
        assert_eq!(corrected(&german, text), Some(command), "{text}: {:?}", understand(text, &german));
    }
    let english = lexicon("en");
    for (text, command) in [
        ("hepl", Help),
        ("my tickest", Mine),
        ("clsoe 4711", Close),
        ("esclate 4711", Escalate),
        ("notifcations", Notifications),
    ] {
        assert_eq!(corrected(&english, text), Some(command), "{text}: {:?}", understand(text, &english));
    }
}

#[test]
fn a_negation_beside_a_verb_never_acts() {
    for text in [
        "schließe nicht",
        "schließe 4711 nicht",
        "schließe 4711 bitte noch nicht",
        "bitte nicht schließen",
        "4711 nicht schließen",
        "4711 noch nicht schließen",
        "nicht 4711 schließen",
        "schließe auf keinen Fall 4711",
        "Schließen Sie 4711 bitte nicht, da fehlt noch etwas",
        "schließe nicht 4711",
    ] {
        assert_eq!(said("de", text).meaning, Meaning::Negated(Close), "{text}");
    }
    assert_eq!(said("de", "eskaliere 4711 nicht").meaning, Meaning::Negated(Escalate));
    assert_eq!(said("de", "antworte 4711 nicht").meaning, Meaning::Negated(Reply));
    assert_eq!(said("de", "kein neues Ticket").meaning, Meaning::Negated(New));
    assert_eq!(said("de", "nicht abmelden").meaning, Meaning::Negated(SignOut));
    for text in ["don't close 4711", "close 4711 not yet", "do not close", "please don't close 4711"] {
        assert_eq!(said("en", text).meaning, Meaning::Negated(Close), "{text}");
    }
    let reply = said("de", "antworte 4711 nicht behoben, es blinkt noch");
    assert_eq!((reply.command(), reply.text.as_str()), (Some(Reply), "nicht behoben, es blinkt noch"));
}

#[test]
fn an_action_is_never_guessed() {
    let german = lexicon("de");
    for text in [
        "schiess los",
        "schloss tauschen",
        "beendigung des Vertrags klären",
        "folgende Meldung erscheint seit gestern",
        "Datei lässt sich nicht öffnen",
        "Dringend: alle Systeme stehen",
        "das Bild auf dem Monitor flackert",
        "fertig werden wir damit nie",
        "Ruhe bewahren ist schwer",
        "Guten Abend, Lotse",
        "Schreibe mir bitte ein Gedicht",
        "füge noch hinzu: Das Problem tritt nur nachts auf",
    ] {
        let command = understand(text, &german).command();
        assert!(!command.is_some_and(Command::changes), "{text}: {command:?}");
    }
}

#[test]
fn unknown_words_get_suggestions_or_nothing() {
    let german = lexicon("de");
    let unsure = |text: &str| match understand(text, &german).meaning {
        Meaning::Unsure(commands) => commands,
        other => panic!("{text}: {other:?}"),
    };
    assert!(unsure("anmeldung geht nicht").contains(&SignIn));
    assert!(unsure("schlüssel 4711").len() <= 3);
    let nothing = "Der Speicher im Rechenzentrum meldet seit heute früh immer wieder Aussetzer bei der Replikation";
    assert_eq!(understand(nothing, &german).meaning, Meaning::Nothing);
    assert_eq!(understand("xyzzy", &german).meaning, Meaning::Nothing);
    assert_eq!(understand("", &german), Understood::default());
    assert_eq!(understand("🙂", &german).meaning, Meaning::Nothing);
}

#[test]
fn numbers_are_read_as_people_write_them() {
    let numbers = |text: &str| said("de", text).numbers;
    assert_eq!(numbers("zeige #4711"), ["4711"]);
    assert_eq!(numbers("zeige Ticket Nr. 4711"), ["4711"]);
    assert_eq!(numbers("zeige „cs-2026-004711“"), ["CS-2026-004711"]);
    assert_eq!(numbers("schließe 4711 und 4712"), ["4711", "4712"]);
    assert_eq!(numbers("schließe 4711, 4712"), ["4711", "4712"]);
    assert_eq!(numbers("öffne 4711 wieder"), ["4711"]);
    assert_eq!(numbers("antworte 4711 500 Fehler im Log"), ["4711"]);
    assert_eq!(said("de", "zeige das letzte").ordinal, Some(-1));
    assert_eq!(said("de", "schließe das zweite").ordinal, Some(2));
    assert_eq!(said("de", "zwei").numbers, ["2"]);
    assert_eq!(said("en", "show the third one").ordinal, Some(3));
}

#[test]
fn what_follows_is_kept_as_written() {
    let text = |text: &str| said("de", text).text;
    assert_eq!(text("antworte 4711 Es läuft „wieder“,\nDANKE & Gruß"), "Es läuft „wieder“,\nDANKE & Gruß");
    assert_eq!(text("Antworte auf #4711: Größe ist 3 TB"), "Größe ist 3 TB");
    assert_eq!(text("schließe 4711 wird nicht mehr benötigt"), "wird nicht mehr benötigt");
    assert_eq!(text("eskaliere 4711 – Produktion steht"), "Produktion steht");
    assert_eq!(text("suche Fehler \"0x5F\""), "Fehler \"0x5F\"");
    assert_eq!(text("neu Störung Volume ist weg"), "Volume ist weg");
    assert_eq!(text("Störung: LUN 7 nicht erreichbar"), "LUN 7 nicht erreichbar");
    assert_eq!(text("anmelden A.Berger@Muster.de"), "A.Berger@Muster.de");
    assert_eq!(text("hilfe anmelden"), "anmelden");
    assert_eq!(said("en", "reply to 4711: It's fixed, thanks!").text, "It's fixed, thanks!");
}

#[test]
fn the_ticket_type_is_heard() {
    let named = |language: &str, text: &str| said(language, text).ticket_type.map(|id| id.to_string());
    for (text, id) in [
        ("neu störung", "stoerung"),
        ("neu hardware_defekt", "hardware_defekt"),
        ("neues Ticket Hardware-Defekt", "hardware_defekt"),
        ("neu Kapazitätserweiterung", "kapazitaet"),
        ("neu kapazitätserweiterun", "kapazitaet"),
        ("Firmware-Update", "update_wartung"),
        ("neuer Änderungsantrag", "aenderung"),
        ("neu Anfrage Wie lese ich das Log?", "anfrage"),
        ("Vertrag und Angebot", "vertrag_angebot"),
        ("Zugang", "zugang"),
        ("RMA", "hardware_defekt"),
    ] {
        assert_eq!(named("de", text).as_deref(), Some(id), "{text}");
    }
    assert_eq!(named("de", "neu"), None);
    assert_eq!(named("en", "new hardware defect"), Some("hardware_defekt".into()));
    assert_eq!(named("en", "report an incident"), Some("stoerung".into()));
}

#[test]
fn lists_are_narrowed_down() {
    let filter = |text: &str| said("de", text).filter;
    assert_eq!(filter("meine Tickets").states, None);
    assert_eq!(filter("meine offenen Tickets").states, Some(States::Open));
    assert_eq!(filter("alle meine Tickets").states, Some(States::All));
    assert_eq!(filter("meine Tickets alle").states, Some(States::All));
    assert_eq!(filter("geschlossene Tickets").states, Some(States::Closed));
    assert_eq!(filter("alle").states, None);
    assert_eq!(filter("firma geschlossen").states, Some(States::Closed));
    assert_eq!(filter("meine kritischen Tickets").priority, Some(domain::Priority::Critical));
    assert_eq!(filter("firma P1").priority, Some(domain::Priority::Critical));
    assert_eq!(filter("meine Tickets in Bearbeitung").status, Some(Status::InProgress));
    assert_eq!(filter("meine Tickets Replikation").words.as_deref(), Some("Replikation"));
    let by = said("de", "Firmentickets von Max Weber");
    assert_eq!((by.command(), by.filter.contact.as_deref()), (Some(Company), Some("Max Weber")));
    assert_eq!(said("de", "/ticket firma --geschlossen").filter.states, Some(States::Closed));
    assert_eq!(said("en", "my closed tickets").filter.states, Some(States::Closed));
    assert_eq!(said("en", "critical tickets of the company").filter.priority, Some(domain::Priority::Critical));
    assert_eq!(said("de", "meine Tickets werden seit gestern gar nicht mehr angezeigt").command(), None);
}

#[test]
fn priorities_ratings_people_and_languages_are_heard() {
    let priority = |text: &str| (said("de", text).numbers, said("de", text).priority);
    assert_eq!(priority("prio 4711 hoch"), (vec!["4711".into()], Some(domain::Priority::High)));
    assert_eq!(
        priority("Priorität von 4711 auf kritisch setzen"),
        (vec!["4711".into()], Some(domain::Priority::Critical))
    );
    assert_eq!(priority("prio 4711 1"), (vec!["4711".into()], Some(domain::Priority::Critical)));
    assert_eq!(priority("prio hoch 4711"), (vec!["4711".into()], Some(domain::Priority::High)));
    assert_eq!(priority("setze 4711 auf niedrig"), (vec!["4711".into()], Some(domain::Priority::Low)));
    assert_eq!(priority("dringlichkeit 4711"), (vec!["4711".into()], None));

    let rating = |text: &str| (said("de", text).numbers, said("de", text).rating);
    assert_eq!(rating("bewerten 4711 5"), (vec!["4711".into()], Some(5)));
    assert_eq!(rating("bewerte 4711 mit vier Sternen"), (vec!["4711".into()], Some(4)));
    assert_eq!(rating("bewerten 5"), (vec![], Some(5)));
    assert_eq!(rating("bewerten 4711"), (vec!["4711".into()], None));

    let person = |text: &str| {
        let understood = said("de", text);
        (understood.numbers.join(" "), understood.change, understood.person.unwrap_or_default())
    };
    assert_eq!(person("kollege 4711 +Max Weber"), ("4711".into(), Some(Change::Add), "Max Weber".into()));
    assert_eq!(person("kollege 4711 −Max Weber"), ("4711".into(), Some(Change::Remove), "Max Weber".into()));
    assert_eq!(person("Beobachter hinzufügen 4711 Max Weber"), ("4711".into(), Some(Change::Add), "Max Weber".into()));
    assert_eq!(person("füge 4711 Max Weber hinzu"), ("4711".into(), Some(Change::Add), "Max Weber".into()));
    assert_eq!(person("kollege 4711 max.weber@muster.de"), ("4711".into(), None, "max.weber@muster.de".into()));
    assert_eq!(person("kollege +Max Weber 4711"), ("4711".into(), Some(Change::Add), "Max Weber".into()));

    let language = |text: &str| said("de", text).language;
    assert_eq!(language("sprache en").as_deref(), Some("en"));
    assert_eq!(language("deutsch").as_deref(), Some("de"));
    assert_eq!(language("auf Englisch bitte").as_deref(), Some("en"));
    assert_eq!(language("sprache"), None);
}

#[test]
fn the_language_that_understands_is_answered_in() {
    let all = [lexicon("de"), lexicon("en")];
    let heard = |own: usize, text: &str| {
        let (lexicon, understood) = understand_in(text, &all[own], &all);
        (lexicon.language.clone(), understood.command())
    };
    assert_eq!(heard(0, "my tickets"), ("en".into(), Some(Mine)));
    assert_eq!(heard(1, "meine Tickets"), ("de".into(), Some(Mine)));
    assert_eq!(heard(0, "4711"), ("de".into(), Some(Show)));
    assert_eq!(heard(1, "4711"), ("en".into(), Some(Show)));
    assert_eq!(heard(0, "xyzzy"), ("de".into(), None));
}
