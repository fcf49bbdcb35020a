//! Files sent while a form is open become attachments of its draft; a message that is only a file is never dropped.

use super::asking::{Title, show};
use super::{Open, scene};
use crate::conversation::effect::Effect;
use crate::conversation::flow::words::paragraph;
use crate::conversation::form::{Answered, Value, engine, kinds, texts};
use crate::conversation::message::{Block, Tone};
use crate::conversation::run::Run;
use crate::conversation::text::Text;
use crate::domain::{FileMeta, MessageId};

/// Adds files to a draft; what is to be said about it. Files that are not taken are forgotten, with the reason.
pub(super) fn add(
    run: &mut Run<'_>,
    open: &mut Open<'_>,
    message: Option<&MessageId>,
    files: &[FileMeta],
) -> Vec<Block> {
    let Some(field) = engine::files_field(open.scene, &open.draft) else {
        forget(run, files);
        return vec![Block::Notice { tone: Tone::Warning, text: Text::key("draft-files-not-here") }];
    };
    let before = open.draft.answers.get(&field.id).cloned();
    let (taken, refused) =
        kinds::merge_files(open.scene, field, before.as_ref().map(|answered| &answered.value), files);
    let mut blocks = Vec::new();
    let new = files.iter().filter(|file| taken.contains(file)).count();
    if !taken.is_empty() {
        if let Some(message) = message {
            let from = files.iter().filter(|file| taken.contains(file)).map(|file| (file.id.clone(), message.clone()));
            open.draft.files_from.extend(from);
        }
        let answered = Answered { value: Value::Files(taken), message: before.and_then(|before| before.message) };
        let trail = open.draft.trail.clone();
        engine::answer(&mut open.draft, &field.id, answered);
        // Files come at any time; the question for them was not necessarily asked.
        open.draft.trail = trail;
    }
    if new > 0 {
        blocks.push(paragraph(Text::key("draft-files-noted").with("count", new)));
    }
    for (file, trouble) in refused {
        blocks.push(Block::Notice { tone: Tone::Warning, text: texts::file_trouble(open.scene, &file, trouble) });
        forget(run, &[file]);
    }
    blocks
}

/// Puts files that waited for a ticket, and the words with them, into the draft that is being written.
pub(super) fn into_draft(
    run: &mut Run<'_>,
    mut open: Open<'_>,
    message: &MessageId,
    text: Option<&str>,
    files: &[FileMeta],
) {
    let blocks = add(run, &mut open, Some(message), files);
    if scene(run, &open.draft.ticket_type).is_none() {
        return;
    }
    show(run, open, blocks, Title::Shown);
    // The words are proposed as an answer, never taken unasked.
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        super::said::stray(run, message, text, &[]);
    }
}

fn forget(run: &mut Run<'_>, files: &[FileMeta]) {
    run.effects.extend(files.iter().map(|file| Effect::ForgetFile { file: file.id.clone() }));
}
