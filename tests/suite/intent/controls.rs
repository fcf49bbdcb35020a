//! Words within a dialog: only as the whole message, escaped by „Text:“.

use ticketlotse::conversation::intent::Control::{self, *};
use ticketlotse::conversation::intent::{control_word, control_word_or_typo, escaped, yes_no};

use super::lexicon;

fn all_are(language: &str, rows: &[(Control, &[&str])]) {
    let lexicon = lexicon(language);
    let mut wrong = Vec::new();
    for (control, texts) in rows {
        for text in *texts {
            let found = control_word(text, &lexicon);
            if found.as_ref() != Some(control) {
                wrong.push(format!("{text:?}: expected {control:?}, got {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn german_words() {
    all_are(
        "de",
        &[
            (Back, &["zurück", "Zurueck!", "bitte zurück", "zurück bitte"]),
            (Next, &["weiter", "ok", "OK."]),
            (Skip, &["überspringen", "keine Angabe", "ueberspringen"]),
            (Cancel, &["abbrechen", "stopp", "vergiss es", "doch nicht"]),
            (Summary, &["übersicht", "Zusammenfassung"]),
            (Later, &["später", "speichern"]),
            (Restart, &["neu beginnen"]),
            (Why, &["warum", "Warum?"]),
            (Repeat, &["nochmal", "noch einmal bitte"]),
            (Send, &["absenden", "passt", "ja senden", "Ja, senden", "ja, absenden"]),
            (Undo, &["rückgängig"]),
            (Yes, &["ja", "jo", "klar", "stimmt", "Ja.", "ja bitte"]),
            (No, &["nein", "ne", "nö", "Nein!", "nein danke"]),
            (Unknown, &["weiß ich nicht", "Weiss ich noch nicht", "keine Ahnung"]),
            (Edit(None), &["ändern", "aendern"]),
            (Edit(Some("3".into())), &["ändern 3", "ändere bitte 3", "3 ändern"]),
            (
                Edit(Some("Beschreibung".into())),
                &["ändern Beschreibung", "Beschreibung ändern", "ändere die Beschreibung"],
            ),
        ],
    );
}

#[test]
fn english_words() {
    all_are(
        "en",
        &[
            (Back, &["back", "go back", "back please"]),
            (Next, &["next", "ok"]),
            (Skip, &["skip", "skip this"]),
            (Cancel, &["cancel", "never mind"]),
            (Summary, &["summary"]),
            (Later, &["later", "save"]),
            (Restart, &["restart", "start over"]),
            (Why, &["why?"]),
            (Repeat, &["repeat"]),
            (Send, &["send", "submit", "yes, send"]),
            (Undo, &["undo"]),
            (Yes, &["yes", "sure", "Yes."]),
            (No, &["no", "nope", "no thanks"]),
            (Unknown, &["I don't know", "I don’t know yet", "no idea"]),
            (Edit(Some("3".into())), &["edit 3", "change 3"]),
        ],
    );
}

#[test]
fn only_the_whole_message_counts() {
    let german = lexicon("de");
    for text in [
        "Die Replikation läuft zurück",
        "weiter hinten im Rack",
        "Ja, aber nur an den Shelves 2 und 3",
        "abbrechen lässt sich der Vorgang auch nicht",
        "Wir möchten die Größe der LUN ändern und danach neu starten",
        "Text: zurück",
        "TEXT: ändern 3",
        "4711",
        "",
        "?!",
    ] {
        assert_eq!(control_word_or_typo(text, &german), None, "{text}");
    }
}

#[test]
fn an_escape_makes_text_of_anything() {
    let german = lexicon("de");
    assert_eq!(escaped("Text: zurück", &german), Some("zurück"));
    assert_eq!(escaped("text:Ja", &german), Some("Ja"));
    assert_eq!(escaped("Der Text: zurück", &german), None);
}

#[test]
fn typos_are_mended_where_no_text_is_expected() {
    let german = lexicon("de");
    for (text, control) in
        [("zurükc", Back), ("überspringne", Skip), ("abrechen", Cancel), ("zusamenfassung", Summary), ("absendn", Send)]
    {
        assert_eq!(control_word_or_typo(text, &german), Some(control), "{text}");
        assert_eq!(control_word(text, &german), None, "{text}");
    }
    assert_eq!(control_word_or_typo("Weber", &german), None);
}

#[test]
fn yes_and_no_are_read() {
    let german = lexicon("de");
    for text in ["ja", "Ja, genau", "jo klar", "ok", "in Ordnung", "passt", "ja bitte", "bitte", "Ja, gerne"] {
        assert_eq!(yes_no(text, &german), Some(true), "{text}");
    }
    for text in ["nein", "ne", "nein danke", "nö, lieber nicht", "auf keinen Fall", "abbrechen"] {
        assert_eq!(yes_no(text, &german), Some(false), "{text}");
    }
    for text in ["ja nein", "vielleicht", "ja, aber erst morgen", "", "Text: ja", "nicht ja"] {
        assert_eq!(yes_no(text, &german), None, "{text}");
    }
    let english = lexicon("en");
    assert_eq!(yes_no("yes please", &english), Some(true));
    assert_eq!(yes_no("no, thanks", &english), Some(false));
}
