//! What platforms take: one table, each line with the vendor's document it comes from.
//!
//! A form has to fit every platform, whether or not an installation uses it today.

use super::super::finding::{Code, Finding};
use super::Look;
use super::kinds;
use crate::domain::form::Kind;

/// The most that a platform takes of something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// Of what.
    pub(super) what: &'static str,
    /// The most.
    pub(super) most: u16,
    /// Which platform says so, and where.
    pub(super) source: &'static str,
}

/// A form's title is the title of its modal.
pub(super) const TITLE: Limit = Limit {
    what: "a form's title",
    most: 24,
    source: "Slack, modal view: title (docs.slack.dev/reference/views/modal-views)",
};
/// A form's summary stands below it in the list of ticket types.
pub(super) const SUMMARY: Limit = Limit {
    what: "a form's summary",
    most: 75,
    source: "Slack, option object: description (docs.slack.dev/reference/block-kit/composition-objects/option-object)",
};
/// An option is an entry of a list, or a button.
pub(super) const OPTION: Limit = Limit {
    what: "an option",
    most: 75,
    source: "Slack, option object: text (docs.slack.dev/reference/block-kit/composition-objects/option-object)",
};
/// What is on a button.
pub(super) const BUTTON: Limit = Limit {
    what: "a button",
    most: 75,
    source: "Slack, button: text (docs.slack.dev/reference/block-kit/block-elements/button-element)",
};
/// A question is the label of an input.
pub(super) const QUESTION: Limit = Limit {
    what: "a question",
    most: 2000,
    source: "Slack, input block: label (docs.slack.dev/reference/block-kit/blocks/input-block)",
};
/// Help is the hint of an input.
pub(super) const HELP: Limit = Limit {
    what: "a help text",
    most: 2000,
    source: "Slack, input block: hint (docs.slack.dev/reference/block-kit/blocks/input-block)",
};
/// An example is the placeholder of an input.
pub(super) const EXAMPLE: Limit = Limit {
    what: "an example",
    most: 150,
    source: "Slack, plain-text input: placeholder (docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element)",
};
/// Hints and notices are paragraphs.
pub(super) const PARAGRAPH: Limit = Limit {
    what: "a hint",
    most: 3000,
    source: "Slack, section block: text (docs.slack.dev/reference/block-kit/blocks/section-block)",
};
/// Fields, hints and what surrounds them are blocks of one modal.
const BLOCKS: Limit = Limit {
    what: "fields and hints",
    most: 100,
    source: "Slack, modal view: blocks (docs.slack.dev/reference/views/modal-views)",
};
/// Options of one list.
const OPTIONS: Limit = Limit {
    what: "options",
    most: 100,
    source: "Slack, select menu: options (docs.slack.dev/reference/block-kit/block-elements/select-menu-element)",
};
/// Files of one field.
const FILES: Limit = Limit {
    what: "files",
    most: 10,
    source: "Slack, file input: max_files (docs.slack.dev/reference/block-kit/block-elements/file-input-element)",
};
/// The name of a command in the list of commands.
pub(super) const COMMAND: Limit = Limit {
    what: "a command's title",
    most: 32,
    source: "Teams, manifest: commandLists.commands.title (learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema)",
};
/// What stands beside it.
pub(super) const COMMAND_SUMMARY: Limit = Limit {
    what: "a command's description",
    most: 128,
    source: "Teams, manifest: commandLists.commands.description (learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema)",
};

/// Blocks of a modal that are no field: what the `*` means, an error of the whole form.
const SURROUNDING_BLOCKS: usize = 2;

impl Limit {
    /// The finding for a text that is too long.
    pub(super) fn check(self, text: &str, file: &str, line: usize, key: &str) -> Option<Finding> {
        let length = text.replace("**", "").chars().count();
        let Self { what, most, source } = self;
        (length > usize::from(most)).then(|| {
            let said = format!("`{key}` has {length} characters, {what} at most {most} ({source})");
            Finding::new(file, line, Code::TooLong, said, "say it shorter")
        })
    }

    fn says(self, count: usize) -> String {
        let Self { what, most, source } = self;
        format!("{count} {what}, at most {most} are possible ({source})")
    }
}

/// Checks what a form has too many of.
pub(super) fn check_form(look: &mut Look<'_>) {
    let hints: usize = look.form.fields.iter().map(|field| field.hint.len()).sum();
    let blocks = look.form.fields.len() + hints + SURROUNDING_BLOCKS;
    if blocks > usize::from(BLOCKS.most) {
        let spot = look.field(look.form.fields.len().saturating_sub(1)).key("id");
        look.found(spot, Code::TooMany, BLOCKS.says(blocks), "make two ticket types of it");
    }
    for (index, field) in look.form.fields.iter().enumerate() {
        let spot = look.field(index);
        let options = kinds::words(field).len();
        if options > usize::from(OPTIONS.most) {
            look.found(spot.key("options"), Code::TooMany, OPTIONS.says(options), "group them, and ask twice");
        }
        let too_many = |max: &f64| *max > f64::from(FILES.most);
        if field.kind == Kind::Attachment
            && let Some(max) = field.max.filter(too_many)
        {
            let what = format!("{max} {}, at most {} are possible ({})", FILES.what, FILES.most, FILES.source);
            look.found(spot.key("max"), Code::TooMany, what, "people can always send more in the conversation");
        }
    }
}
