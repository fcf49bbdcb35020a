//! Whatever is typed, nothing panics, and what is kept is part of what was typed.

use std::sync::LazyLock;

use proptest::prelude::*;
use ticketlotse::conversation::intent::{
    Lexicon, Meaning, control_word_or_typo, escaped, pick, pick_many, understand, yes_no,
};

use super::lexicon;

static LEXICONS: LazyLock<[Lexicon; 2]> = LazyLock::new(|| [lexicon("de"), lexicon("en")]);

/// Words that matter, mixed with anything.
fn message() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "schließe",
            "nicht",
            "4711",
            "CS-2026-004711",
            "antworte",
            "meine",
            "Tickets",
            "alle",
            "von",
            "neu",
            "Störung",
            "prio",
            "hoch",
            "kollege",
            "+",
            "-",
            "bewerten",
            "5",
            "die",
            "zweite",
            "Text:",
            "ändern",
            "ja",
            "bitte",
            "/ticket",
            "öffne",
            "wieder",
            "?",
            "close",
            "not",
            "ß",
            "İ",
            "ǅ",
            "\u{301}",
            "„",
            "--alle",
            "heute",
            "9999999999999999",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
        any::<String>(),
    ];
    prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn nothing_panics_and_texts_are_kept_verbatim(text in message()) {
        for lexicon in LEXICONS.iter() {
            let understood = understand(&text, lexicon);
            prop_assert!(text.contains(&understood.text));
            for part in [&understood.person, &understood.filter.words, &understood.filter.contact].into_iter().flatten() {
                prop_assert!(text.contains(part.as_str()));
            }
            if let Meaning::Unsure(commands) = &understood.meaning {
                prop_assert!((1..=3).contains(&commands.len()));
            }
            let _ = (control_word_or_typo(&text, lexicon), yes_no(&text, lexicon), escaped(&text, lexicon));
        }
    }

    #[test]
    fn only_options_are_picked(text in message(), labels in prop::collection::vec(any::<String>(), 0..5)) {
        let ids: Vec<String> = (0..labels.len()).map(|index| format!("o{index}")).collect();
        let options: Vec<(&str, &str)> = ids.iter().map(String::as_str).zip(labels.iter().map(String::as_str)).collect();
        let _ = pick(&text, &options, &LEXICONS[0]);
        let many = pick_many(&text, &options, &LEXICONS[0]);
        prop_assert!(many.ids.iter().all(|id| ids.contains(id)));
    }
}
