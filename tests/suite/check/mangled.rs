//! Whatever a file says, reading and checking it ends with findings, never with a panic.

use proptest::collection::vec;
use proptest::prelude::*;
use ticketlotse::dialogs::{self, Forms, Origin, Source, Texts};

const FORM: &str = include_str!("../../../dialogs/stoerung.toml");
const OTHER_FORM: &str = include_str!("../../../dialogs/hardware_defekt.toml");
const SENTENCES: &str = include_str!("../../../locales/en/forms.ftl");
const WORDS: &str = include_str!("../../../locales/en/words.toml");

/// What is put in somewhere.
const PIECES: &[&str] = &[
    "[[field]]\n",
    "[[field.hint]]\n",
    "[[priority]]\n",
    "when = { field = \"impact\", at_least = nan }\n",
    "when = { not = { not = { any = [{ all = [] }] } } }\n",
    "id = \"\"\n",
    "id = \"@priority\"\n",
    "order = 99999999999999999999\n",
    "min = inf\nmax = -inf\n",
    "min = 1e308\n",
    "default = \"NaN\"\n",
    "options = []\n",
    "desk = 1979-05-27\n",
    "= \"\"\"",
    "{ $a ->\n   *[other] { b.c }\n}",
    "-term = { -term }\n",
    "    .attribute =\n",
    "key = { \"\\u00ZZ\" }\n",
    "ä\u{0}\u{202E}ß",
    "\r",
    "}",
    "]",
    "\"",
    "{",
];

#[derive(Clone, Debug)]
enum Change {
    Cut(prop::sample::Index, usize),
    Put(prop::sample::Index, usize),
    Swap(prop::sample::Index, prop::sample::Index),
    Repeat(prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<prop::sample::Index>(), 1..80_usize).prop_map(|(at, count)| Change::Cut(at, count)),
        (any::<prop::sample::Index>(), 0..PIECES.len()).prop_map(|(at, piece)| Change::Put(at, piece)),
        any::<(prop::sample::Index, prop::sample::Index)>().prop_map(|(one, other)| Change::Swap(one, other)),
        any::<prop::sample::Index>().prop_map(Change::Repeat),
    ]
}

fn apply(text: &str, changes: &[Change]) -> String {
    let mut text: String = text.to_owned();
    for change in changes {
        text = match change {
            Change::Cut(at, count) => {
                let at = at.index(text.chars().count() + 1);
                text.chars().take(at).chain(text.chars().skip(at + count)).collect()
            }
            Change::Put(at, piece) => {
                let at = at.index(text.chars().count() + 1);
                text.chars().take(at).chain(PIECES[*piece].chars()).chain(text.chars().skip(at)).collect()
            }
            Change::Swap(one, other) => {
                let mut lines: Vec<&str> = text.lines().collect();
                if !lines.is_empty() {
                    let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                    lines.swap(one, other);
                }
                lines.join("\n")
            }
            Change::Repeat(line) => {
                let mut lines: Vec<&str> = text.lines().collect();
                if !lines.is_empty() {
                    let at = line.index(lines.len());
                    lines.insert(at, lines[at]);
                }
                lines.join("\n")
            }
        };
    }
    text
}

/// Checks a form and the texts; every finding names a line that is there.
fn look_at(form: &str, sentences: &str, words: &str) -> Result<(), TestCaseError> {
    let sources = vec![
        Source { file: "stoerung.toml".into(), text: form.into() },
        Source { file: "hardware_defekt.toml".into(), text: OTHER_FORM.into() },
    ];
    let files = [
        ("de", "de/forms.ftl", sentences),
        ("de", "de/words.toml", words),
        ("en", "en/forms.ftl", "form-stoerung = { $x }\n"),
    ];
    let report = dialogs::check(&Forms { sources, origin: Origin::Folder }, &Texts::given(files));
    for finding in &report.findings {
        let text = match finding.file.as_str() {
            "stoerung.toml" => form,
            "de/forms.ftl" => sentences,
            "de/words.toml" => words,
            _ => continue,
        };
        let lines = text.matches('\n').count() + 1;
        prop_assert!((1..=lines).contains(&finding.line), "{finding} of {lines} lines");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_mangled_form_is_no_reason_to_panic(changes in vec(change(), 1..12)) {
        look_at(&apply(FORM, &changes), "", "")?;
    }

    #[test]
    fn mangled_texts_are_no_reason_to_panic(changes in vec(change(), 1..12)) {
        // The texts for all forms and for the first one.
        let some = SENTENCES.split("## Hardware").next().unwrap_or(SENTENCES);
        look_at(FORM, &apply(some, &changes), "")?;
    }

    #[test]
    fn mangled_words_are_no_reason_to_panic(changes in vec(change(), 1..12)) {
        look_at(FORM, "", &apply(WORDS, &changes))?;
    }

    #[test]
    fn what_is_no_file_at_all_is_no_reason_to_panic(text in "(?s).{0,400}", pieces in vec(0..PIECES.len(), 0..20)) {
        let pieces: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        look_at(&pieces, &text, &pieces)?;
        look_at(&text, &pieces, &text)?;
    }
}
