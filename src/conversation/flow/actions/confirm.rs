//! Asking before something that is not easily undone. Only a clear yes does it; whatever else is said never does.

use super::{ReplyParts, naming, nothing_changed, write_act, write_reply};
use crate::conversation::effect::Act;
use crate::conversation::event::Press;
use crate::conversation::flow::heard::{Control, Heard, control, hear, is_called};
use crate::conversation::flow::said::{Saying, Taken, clear_command};
use crate::conversation::flow::words::{self, buttons, paragraph};
use crate::conversation::flow::{new_ticket, pressed, sign_in};
use crate::conversation::message::{Block, Choice, Message, Weight};
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, Confirmed};
use crate::conversation::text::Text;
use crate::domain::{Entitled, MemberId};

/// The answer of a pressed button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Do it.
    Yes,
    /// Do not.
    No,
}

impl From<bool> for Verdict {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// Asks for a confirmation of its own number; an older one can no longer be answered.
pub fn ask(run: &mut Run<'_>, on_yes: Confirmed) {
    run.state.confirmation = run.state.confirmation.wrapping_add(1);
    run.state.misses = 0;
    put(run, run.state.confirmation, on_yes);
}

fn put(run: &mut Run<'_>, id: u32, on_yes: Confirmed) {
    let text = question(run, &on_yes);
    let mut blocks = vec![paragraph(text)];
    blocks.extend(quoted(&on_yes));
    blocks.push(buttons(choices(id, &on_yes)));
    let message = Message::new(blocks);
    run.say(match &on_yes {
        Confirmed::Act { number, .. } | Confirmed::Reply { number, .. } | Confirmed::FollowUp { number, .. } => {
            message.about(number)
        }
        Confirmed::SignOut => message,
        _ => message.private(),
    });
    run.state.awaiting = Awaiting::Confirmation { id, on_yes };
}

fn choices(id: u32, on_yes: &Confirmed) -> Vec<Choice> {
    let yes = |key: &'static str, weight| Choice {
        label: Text::key(key),
        hint: None,
        press: Press::Confirm { id, yes: true },
        weight,
    };
    let yes = match on_yes {
        Confirmed::Act { act: Act::Close { .. }, .. } => yes("actions-yes-close", Weight::Danger),
        Confirmed::Act { act: Act::Reopen { .. }, .. } => yes("actions-yes-reopen", Weight::Primary),
        Confirmed::Act { act: Act::Escalate { .. }, .. } => yes("actions-yes-escalate", Weight::Danger),
        Confirmed::Reply { .. } => yes("actions-yes-send", Weight::Primary),
        Confirmed::SignOut => yes("actions-yes-sign-out", Weight::Danger),
        Confirmed::DiscardDraft { .. } => yes("actions-yes-discard", Weight::Danger),
        Confirmed::RestartDraft { .. } => yes("actions-yes-restart", Weight::Danger),
        Confirmed::FollowUp { .. } => yes("actions-yes-follow-up", Weight::Primary),
        Confirmed::Act { .. } => yes("actions-yes", Weight::Primary),
    };
    let no = Choice {
        label: Text::key("actions-no"),
        hint: None,
        press: Press::Confirm { id, yes: false },
        weight: Weight::Plain,
    };
    vec![yes, no]
}

/// What would be written, word for word.
fn quoted(on_yes: &Confirmed) -> Option<Block> {
    let text = match on_yes {
        Confirmed::Act { act: Act::Close { reason } | Act::Reopen { reason } | Act::Escalate { reason }, .. } => reason,
        Confirmed::Reply { text, .. } => text,
        _ => return None,
    };
    (!text.is_empty()).then(|| Block::Quote { author: None, text: text.clone() })
}

fn question(run: &Run<'_>, on_yes: &Confirmed) -> Text {
    match on_yes {
        Confirmed::Act { number, title, act } => match act {
            Act::Close { .. } => naming("actions-confirm-close", number, title),
            Act::Reopen { .. } => naming("actions-confirm-reopen", number, title),
            Act::Escalate { .. } => naming("actions-confirm-escalate", number, title),
            Act::SetPriority { priority } => {
                naming("actions-confirm-priority", number, title).with("priority", words::priority(*priority))
            }
            Act::AddWatcher { member } => {
                naming("actions-confirm-add-watcher", number, title).with("name", name_of(run, member))
            }
            Act::RemoveWatcher { member } => {
                naming("actions-confirm-remove-watcher", number, title).with("name", name_of(run, member))
            }
            Act::Rate { stars, .. } => naming("actions-confirm-rate", number, title).with("stars", i64::from(*stars)),
        },
        Confirmed::Reply { number, title, files, .. } => {
            naming("actions-confirm-reply", number, title).with("files", files.len())
        }
        Confirmed::SignOut => Text::key("actions-confirm-sign-out").with("drafts", run.state.drafts.len()),
        Confirmed::DiscardDraft { .. } => Text::key("actions-confirm-discard"),
        Confirmed::RestartDraft { .. } => Text::key("actions-confirm-restart"),
        Confirmed::FollowUp { number, .. } => Text::key("actions-confirm-follow-up").with("number", number),
    }
}

/// A colleague's name, of a person that is still one.
pub fn name_of(run: &Run<'_>, member: &MemberId) -> String {
    run.entitled()
        .and_then(|entitled: &Entitled| entitled.colleagues.iter().find(|colleague| &colleague.id == member))
        .map(|colleague| colleague.name.clone())
        .unwrap_or_default()
}

/// Something was said while a yes or no is awaited.
pub fn said(run: &mut Run<'_>, saying: Saying<'_>, id: u32, on_yes: Confirmed) -> Taken {
    match control(run, saying.text) {
        Some(Control::Yes) => confirmed(run, on_yes),
        Some(Control::No | Control::Cancel | Control::Back) => declined(run, &on_yes),
        _ if says_no_first(run, saying.text) => declined(run, &on_yes),
        _ if choices(id, &on_yes).iter().any(|choice| is_yes(run, choice, saying.text)) => confirmed(run, on_yes),
        _ if !saying.files.is_empty() || clear_command(run, saying).is_some() => return Taken::No,
        // Asked once more, then dropped: a person is never caught in a yes or no.
        _ if run.state.misses == 0 => {
            put(run, id, on_yes);
            run.state.misses = 1;
        }
        _ => declined(run, &on_yes),
    }
    Taken::Yes
}

/// „Nein, nicht schließen“, „schließe nicht“: a no with more words is a no. Nothing is lost by it.
fn says_no_first(run: &Run<'_>, text: &str) -> bool {
    let first = text.split(|c: char| c.is_whitespace() || ",.;:!–".contains(c)).next().unwrap_or_default();
    control(run, first) == Some(Control::No) || hear(run, text) == Heard::Negated
}

/// Whether a text is what the button that says yes says.
fn is_yes(run: &Run<'_>, choice: &Choice, text: &str) -> bool {
    let Text::Key(key) = &choice.label else { return false };
    matches!(choice.press, Press::Confirm { yes: true, .. }) && key.ids.iter().any(|id| is_called(run, id, text))
}

/// A button of a confirmation was pressed; only the last one counts.
pub fn pressed(run: &mut Run<'_>, id: u32, verdict: Verdict) {
    match (run.state.awaiting.clone(), verdict) {
        (Awaiting::Confirmation { id: open, on_yes }, Verdict::Yes) if open == id => confirmed(run, on_yes),
        (Awaiting::Confirmation { id: open, on_yes }, Verdict::No) if open == id => declined(run, &on_yes),
        _ => pressed::forged(run),
    }
}

fn declined(run: &mut Run<'_>, on_yes: &Confirmed) {
    if matches!(on_yes, Confirmed::DiscardDraft { .. } | Confirmed::RestartDraft { .. }) {
        run.settle();
        if new_ticket::resume(run) {
            return;
        }
    }
    nothing_changed(run);
}

fn confirmed(run: &mut Run<'_>, on_yes: Confirmed) {
    run.settle();
    match on_yes {
        Confirmed::SignOut => sign_in::confirmed_sign_out(run),
        // Whatever else waits for a yes belongs to somebody entitled.
        _ if run.entitled().is_none() => sign_in::required(run, None),
        Confirmed::Act { number, act, .. } => write_act(run, &number, act),
        Confirmed::Reply { number, text, files, message, .. } => {
            write_reply(run, &number, ReplyParts { text, files, message });
        }
        Confirmed::DiscardDraft { draft } => new_ticket::confirmed_discard(run, &draft),
        Confirmed::RestartDraft { draft } => new_ticket::confirmed_restart(run, &draft),
        Confirmed::FollowUp { number, ticket_type } => new_ticket::follow_up(run, &number, ticket_type),
    }
}
