//! Faults planted into texts and words.

use super::planted::{At, Fault};

const DE: &str = "locales/de/forms.ftl";
const EN: &str = "locales/en/forms.ftl";
const DE_WORDS: &str = "locales/de/words.toml";
const EN_WORDS: &str = "locales/en/words.toml";

const fn fault(
    name: &'static str,
    file: &'static str,
    find: &'static str,
    replace: &'static str,
    code: &'static str,
) -> Fault {
    Fault { name, file, find, replace, code, at: At::Mark }
}

const fn elsewhere(
    name: &'static str,
    file: &'static str,
    find: &'static str,
    code: &'static str,
    other: &'static str,
    text: &'static str,
) -> Fault {
    Fault { name, file, find, replace: "", code, at: At::Elsewhere(other, text) }
}

/// Sentences.
pub const SENTENCES: &[Fault] = &[
    elsewhere(
        "an option that one language does not say",
        DE,
        "form-stoerung-area-backup = Sicherung\n",
        "missing-text",
        "dialogs/stoerung.toml",
        "\"hardware_alarm\", \"management\"",
    ),
    elsewhere(
        "a question without its short name",
        EN,
        "    .short = Old drive\n",
        "missing-text",
        "dialogs/hardware_defekt.toml",
        "id = \"retention\"",
    ),
    elsewhere(
        "a help that only one language gives",
        DE,
        "    .help = Meist ist es eines. Höchstens 24 in einem Ticket.\n",
        "missing-text",
        EN,
        ".help = Usually just one.",
    ),
    elsewhere(
        "a word that one language does not have",
        "locales/de/words.ftl",
        "unknown = Weiß ich nicht\n",
        "missing-text",
        "locales/en/words.ftl",
        "unknown = ",
    ),
    elsewhere("a language without words", DE_WORDS, "", "missing-language", "locales/de", ""),
    elsewhere("a language without texts of forms", EN, "", "missing-language", "locales/en", ""),
    fault(
        "a text of an option that does not exist",
        DE,
        "form-stoerung-area-backup = Sicherung\n",
        "form-stoerung-area-backup = Sicherung\n§form-stoerung-area-cloud = Cloud\n",
        "orphan-text",
    ),
    fault(
        "a misspelt attribute",
        EN,
        "    .short = Old drive\n",
        "    .short = Old drive\n§    .hlep = Nobody reads this.\n",
        "orphan-text",
    ),
    fault(
        "a text for all forms that every form has itself",
        EN,
        "form-any-subject =\n",
        "form-any-impact =\n§    .short = Impact\n\nform-any-subject =\n",
        "orphan-text",
    ),
    fault(
        "a variable that the other language says",
        DE,
        "form-stoerung-notice-call-hotline = Bitte rufen Sie zusätzlich die Hotline { $hotline } an.",
        "§form-stoerung-notice-call-hotline = Bitte rufen Sie zusätzlich die Hotline an.",
        "differing-variables",
    ),
    fault("a misspelt variable", DE, "Hotline { $hotline } an.", "§Hotline { $hotlin } an.", "unknown-variable"),
    fault(
        "an answer that the form does not ask for",
        EN,
        "    .subject = Update of { $components }: { $system }",
        "§    .subject = Update of { $parts }: { $system }",
        "unknown-variable",
    ),
    fault(
        "a text without an equals sign",
        DE,
        "form-stoerung-area-network = Netzwerk\n",
        "§form-stoerung-area-network Netzwerk\n",
        "fluent-syntax",
    ),
    fault("a brace that is never closed", EN, "hotline on { $hotline }.", "§hotline on { $hotline .", "fluent-syntax"),
    fault(
        "a text twice",
        DE,
        "form-stoerung-area-backup = Sicherung\n",
        "form-stoerung-area-backup = Sicherung\n§form-stoerung-area-backup = Backup\n",
        "duplicate-text",
    ),
    fault(
        "a reference to nothing",
        "locales/de/words.ftl",
        "unknown = Weiß ich nicht\n",
        "§unknown = { dunno }\n",
        "unknown-reference",
    ),
    fault(
        "an option that says something else every time",
        DE,
        "form-stoerung-area-backup = Sicherung\n",
        "§form-stoerung-area-backup = Sicherung bei { $company }\n",
        "variable-in-label",
    ),
    fault(
        "bold print that never ends",
        EN,
        "form-hardware_defekt-notice-do-not-pull-disks = ",
        "§form-hardware_defekt-notice-do-not-pull-disks = **",
        "unbalanced-bold",
    ),
    fault(
        "a title too long for a modal",
        DE,
        "    .title = Kapazitätserweiterung\n",
        "§    .title = Kapazitätserweiterung und Beratung\n",
        "too-long",
    ),
    fault(
        "a summary too long for a list",
        EN,
        "    .summary = You need more space or another system.\n",
        "§    .summary = You need more space on a system that you have, or another system, or you would like to know which.\n",
        "too-long",
    ),
    fault(
        "an option too long for a button",
        DE,
        "form-stoerung-area-backup = Sicherung\n",
        "§form-stoerung-area-backup = Sicherung, Wiederherstellung, Bandbibliothek und alles andere, was damit zu tun hat\n",
        "too-long",
    ),
    fault(
        "an example too long for a placeholder",
        EN,
        "    .example = Pool 0 degraded, code 0x1A3\n",
        "§    .example = Pool 0 degraded, code 0x1A3, then a long line of numbers, then the same once more with other numbers, and a line that says where it was written and by which program\n",
        "too-long",
    ),
    fault(
        "an action too long for a button",
        "locales/de/words.ftl",
        "action-rate = Bewerten\n",
        "§action-rate = Bewerten Sie bitte, wie zufrieden Sie mit der Lösung und mit unserem Support gewesen sind\n",
        "too-long",
    ),
];

/// Words that people type.
pub const WORDS: &[Fault] = &[
    fault("words that are no TOML", DE_WORDS, "name = \"Deutsch\"", "§name = Deutsch", "toml-syntax"),
    fault("a name that is a number", EN_WORDS, "name = \"English\"", "§name = 5", "wrong-type"),
    elsewhere(
        "a language without its name",
        DE_WORDS,
        "name = \"Deutsch\"\n",
        "missing-key",
        DE_WORDS,
        "# Was Menschen sagen.",
    ),
    fault(
        "a table that nobody reads",
        EN_WORDS,
        "\n[controls]\n",
        "\n§[kontrols]\nback = [\"return\"]\n\n[controls]\n",
        "unknown-key",
    ),
    fault(
        "a command that does not exist",
        DE_WORDS,
        "[commands]\n",
        "[commands]\n§fly = [\"flieg\"]\n",
        "unknown-value",
    ),
    elsewhere(
        "a command that nobody can say",
        DE_WORDS,
        "drafts = [\"Entwürfe\", \"Entwurf\", \"meine Entwürfe\", \"offene Entwürfe\", \"angefangene Formulare\"]\n",
        "missing-command",
        DE_WORDS,
        "[commands]",
    ),
    elsewhere(
        "a step that nobody can take back",
        EN_WORDS,
        "undo = [\"undo\", \"take that back\", \"revert\", \"undo that\"]\n",
        "missing-command",
        EN_WORDS,
        "[controls]",
    ),
    fault(
        "one word for two commands",
        DE_WORDS,
        "\"abmelden\", \"mich abmelden\"",
        "§\"abmelden\", \"anmelden\", \"mich abmelden\"",
        "word-collision",
    ),
    fault(
        "one word, spelt differently, for two commands",
        DE_WORDS,
        "\"abmelden\", \"mich abmelden\"",
        "§\"abmelden\", \"Schliessen\", \"mich abmelden\"",
        "word-collision",
    ),
    fault(
        "a word within a dialog that is a command",
        DE_WORDS,
        "back = [\"zurück\"",
        "§back = [\"zurück\", \"Hilfe\"",
        "word-collision",
    ),
    fault(
        "one word for two steps of a dialog",
        DE_WORDS,
        "why = [\"warum\"",
        "§why = [\"warum\", \"zurück\"",
        "word-collision",
    ),
    fault(
        "one word for two ticket types",
        DE_WORDS,
        "anfrage = [\"Anfrage\"",
        "§anfrage = [\"Anfrage\", \"Störungen\"",
        "word-collision",
    ),
    fault(
        "one word that adds and removes",
        DE_WORDS,
        "remove = [\"entfernen\"",
        "§remove = [\"entfernen\", \"hinzufügen\"",
        "word-collision",
    ),
    fault(
        "one word for open and closed",
        EN_WORDS,
        "closed = [\"closed\"",
        "§closed = [\"closed\", \"open\"",
        "word-collision",
    ),
    fault("an empty word", EN_WORDS, "undo = [\"undo\"", "§undo = [\"undo\", \" \"", "unknown-value"),
    fault(
        "words for a ticket type that does not exist",
        EN_WORDS,
        "[ticket_types]\n",
        "[ticket_types]\n§wish = [\"wish\"]\n",
        "unknown-ticket-type",
    ),
];
