//! `words.toml`: that every command can be said in every language, and that no word means two things at once.

use std::collections::{BTreeMap, BTreeSet};

use super::super::finding::{Code, Finding, meant, one_of};
use super::super::read::Reading;
use super::super::source::Source;
use super::super::tree::{self, Node, Spot, Val};
use super::Origin;
use crate::conversation::intent::{Command, Words, phrase};
use crate::locales::source::SourceFile;

/// Tables in which a word can mean one thing only.
const ONE_MEANING: &[&str] = &["controls", "states", "statuses", "priorities", "languages", "ticket_types"];
/// Lists in which a word can mean one thing only, by the table they are in.
const OPPOSITES: &[(&str, &[&str])] =
    &[("", &["add", "remove"]), ("", &["all", "none"]), ("lists", &["mine", "company", "watched"])];
/// Words within a dialog that mean the same as a command outside of one.
const SAME: &[(&str, &str)] = &[("next", "resume")];
/// Words within a dialog that every language needs.
const CONTROLS: &[&str] = &[
    "back", "next", "skip", "cancel", "edit", "summary", "later", "restart", "why", "repeat", "send", "undo", "yes",
    "no", "unknown",
];

/// Checks the words of one language.
pub(super) fn check(file: &SourceFile, whose: Origin, readings: &[Reading], whose_forms: Origin) -> Vec<Finding> {
    let source = Source { file: file.path.clone(), text: file.text.clone() };
    let (node, mut findings) = tree::parse(&source);
    if !findings.is_empty() {
        return findings;
    }
    let mut look = Look { file: &file.path, root: Spot::root(&node), node: &node, findings: Vec::new() };
    look.shape(&source);
    look.commands();
    look.controls();
    for table in ONE_MEANING {
        look.one_meaning(table);
    }
    for (table, lists) in OPPOSITES {
        look.opposites(table, lists);
    }
    if whose == Origin::Folder || whose_forms == Origin::Shipped {
        look.ticket_types(readings);
    }
    findings.append(&mut look.findings);
    findings
}

struct Look<'a> {
    file: &'a str,
    root: Spot<'a>,
    node: &'a Node,
    findings: Vec<Finding>,
}

/// A phrase, what it means and where it stands.
struct Phrase<'a> {
    folded: String,
    written: &'a str,
    meaning: &'a str,
    line: usize,
}

impl<'a> Look<'a> {
    fn found(&mut self, line: usize, code: Code, what: String, mend: impl Into<String>) {
        self.findings.push(Finding::new(self.file, line, code, what, mend));
    }

    /// Whether the file can be read at all.
    fn shape(&mut self, source: &Source) {
        let Err(error) = toml::from_str::<Words>(&source.text) else { return };
        let line = source.line_at(error.span().map_or(0, |span| span.start));
        let message = error.message().replace('\n', " ");
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let (code, mend) = match quoted.split_first() {
            Some((key, known)) if message.starts_with("unknown field") => {
                (Code::UnknownKey, one_of(key, known.iter().copied()))
            }
            Some((word, known)) if message.starts_with("unknown variant") => {
                (Code::UnknownValue, one_of(word, known.iter().copied()))
            }
            _ if message.starts_with("missing field") => (Code::MissingKey, "add it".to_owned()),
            _ => (Code::WrongType, "compare it with the file of another language".to_owned()),
        };
        self.found(line, code, message, mend);
    }

    /// The phrases of a table whose keys are what they mean.
    fn phrases(&self, table: &str) -> Vec<Phrase<'a>> {
        let Val::Table(root) = &self.node.value else { return Vec::new() };
        let Some(Val::Table(meanings)) = root.get(table).map(|entry| &entry.node.value) else { return Vec::new() };
        let lists = meanings.iter().map(|(meaning, entry)| (meaning.as_str(), &entry.node));
        lists.flat_map(|(meaning, node)| phrases_in(meaning, node)).collect()
    }

    fn commands(&mut self) {
        let mut phrases = self.phrases("commands");
        phrases.extend(self.phrases("alone"));
        for command in Command::ALL {
            let name = id(command);
            if !phrases.iter().any(|phrase| phrase.meaning == name) {
                let line = self.root.key("commands").key(&name).line();
                let what = format!("nobody can say the command `{name}`");
                self.found(line, Code::MissingCommand, what, format!("add a line `{name} = [\"…\"]`"));
            }
        }
        self.collisions(&phrases);
    }

    fn controls(&mut self) {
        let controls = self.phrases("controls");
        for name in CONTROLS {
            if !controls.iter().any(|phrase| phrase.meaning == *name) {
                let line = self.root.key("controls").key(name).line();
                let what = format!("nobody can say `{name}` within a dialog");
                self.found(line, Code::MissingCommand, what, format!("add a line `{name} = [\"…\"]`"));
            }
        }
        let mut commands = self.phrases("commands");
        commands.extend(self.phrases("alone"));
        for control in &controls {
            let other = commands.iter().find(|command| {
                command.folded == control.folded && !SAME.contains(&(control.meaning, command.meaning))
            });
            if let Some(command) = other {
                let what = format!(
                    "`{}` means `{}` within a dialog, so there nobody can say the command `{}` (line {})",
                    control.written, control.meaning, command.meaning, command.line
                );
                self.found(control.line, Code::WordCollision, what, "take it out of one of the two");
            }
        }
    }

    fn one_meaning(&mut self, table: &str) {
        let phrases = self.phrases(table);
        self.collisions(&phrases);
    }

    fn opposites(&mut self, table: &str, lists: &[&'a str]) {
        let Val::Table(root) = &self.node.value else { return };
        let within = if table.is_empty() {
            root
        } else {
            let Some(Val::Table(within)) = root.get(table).map(|entry| &entry.node.value) else { return };
            within
        };
        let phrases: Vec<Phrase<'a>> = lists
            .iter()
            .filter_map(|name| within.get(*name).map(|entry| (*name, &entry.node)))
            .flat_map(|(name, node)| phrases_in(name, node))
            .collect();
        self.collisions(&phrases);
    }

    /// Reports each phrase that means something else as well, and those that are none.
    fn collisions(&mut self, phrases: &[Phrase<'a>]) {
        let mut first: BTreeMap<&str, &Phrase<'a>> = BTreeMap::new();
        for phrase in phrases {
            if phrase.folded.is_empty() {
                let what = format!("`{}` has an empty phrase", phrase.meaning);
                self.found(phrase.line, Code::UnknownValue, what, "take it out");
                continue;
            }
            let other = first.entry(&phrase.folded).or_insert(phrase);
            if other.meaning != phrase.meaning {
                let (early, late) = if other.line <= phrase.line { (*other, phrase) } else { (phrase, *other) };
                let what = format!(
                    "`{}` means `{}`, but in line {} it means `{}`",
                    late.written, late.meaning, early.line, early.meaning
                );
                self.found(late.line, Code::WordCollision, what, "take it out of one of the two");
            }
        }
    }

    fn ticket_types(&mut self, readings: &[Reading]) {
        let Val::Table(root) = &self.node.value else { return };
        let Some(Val::Table(types)) = root.get("ticket_types").map(|entry| &entry.node.value) else { return };
        // A form that is not called like its file has its finding already.
        let ids = readings.iter().filter_map(|reading| reading.form.as_ref().map(|form| form.id.as_str()));
        let known: BTreeSet<&str> = ids.chain(readings.iter().map(|reading| reading.source.stem())).collect();
        for (name, entry) in types {
            if !known.contains(name.as_str()) {
                let mend = match meant(name, known.iter().copied()) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => "take it out".to_owned(),
                };
                self.found(entry.line, Code::UnknownTicketType, format!("there is no ticket type `{name}`"), mend);
            }
        }
    }
}

fn phrases_in<'a>(meaning: &'a str, node: &'a Node) -> Vec<Phrase<'a>> {
    let Val::List(items) = &node.value else { return Vec::new() };
    items
        .iter()
        .filter_map(|item| match &item.value {
            Val::Text(written) => Some(Phrase { folded: folded(written), written, meaning, line: item.line }),
            _ => None,
        })
        .collect()
}

/// A phrase as it is compared: words folded, `#` for a ticket number kept, signs as they are.
fn folded(written: &str) -> String {
    let words: Vec<String> = written
        .split_whitespace()
        .map(|piece| match phrase(piece) {
            words if words.is_empty() => piece.to_owned(),
            words => words,
        })
        .collect();
    words.join(" ")
}

fn id(command: Command) -> String {
    let name = serde_json::to_value(command).ok();
    name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}
