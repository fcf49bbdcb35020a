//! Whatever happens, no answer is lost or taken twice, and what is sent is right.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use ticketlotse::conversation::effect::{DeskWrite, Effect};
use ticketlotse::conversation::event::{EventKind, Press};
use ticketlotse::conversation::form::condition::{Answers, Conditions};
use ticketlotse::conversation::form::{Draft, Value};
use ticketlotse::conversation::state::{Awaiting, State};
use ticketlotse::domain::FieldId;
use ticketlotse::domain::form::Kind;

use super::{Move, Talk, any_form, any_move, cases, with_unique_ids};
use crate::forms::{anna, scene};
use crate::turn::SETTINGS;
/// The fields that an event may change or empty: the open question, what a native form names, what a message answered.
fn may_change(before: &State, to: &Move, talk: &Talk) -> BTreeSet<FieldId> {
    let everything = || before.drafts.iter().flat_map(|draft| draft.answers.keys().cloned()).collect();
    match to {
        Move::Native(..) | Move::Edit(..) | Move::Delete(_) | Move::Looked(_) => everything(),
        Move::Press(at) if !talk.presses.is_empty() => match at.get(&talk.presses) {
            Press::Answer { field, .. } => [field.clone()].into(),
            _ => BTreeSet::new(),
        },
        Move::Say(..) | Move::OnlyFile => {
            let asked = before.draft().and_then(|draft| draft.asking().cloned());
            asked.into_iter().collect()
        }
        _ => BTreeSet::new(),
    }
}

/// No answer is gone or another one that the event had nothing to do with.
fn nothing_lost(before: &State, after: &State, allowed: &BTreeSet<FieldId>) -> Result<(), TestCaseError> {
    let mut touched = BTreeSet::new();
    for old in &before.drafts {
        // Sent, discarded or started over: gone as a whole, and only on purpose.
        let Some(new) = after.drafts.iter().find(|draft| draft.id == old.id) else { continue };
        for (field, answered) in &old.answers {
            let same = match (&answered.value, new.value(field)) {
                // Files join those that are there.
                (Value::Files(old), Some(Value::Files(new))) => old.iter().all(|file| new.contains(file)),
                (Value::Unknown, Some(Value::Files(_))) => true,
                (old, new) => new == Some(old),
            };
            prop_assert!(
                same || allowed.contains(field),
                "{field} was {:?}, is {:?}",
                answered.value,
                new.value(field)
            );
            if !same {
                touched.insert((old.id.clone(), field.clone()));
            }
        }
    }
    let drafts: BTreeSet<_> = touched.iter().map(|(draft, _)| draft).collect();
    prop_assert!(drafts.len() <= 1, "an event changed answers of two forms: {touched:?}");
    Ok(())
}

/// One message gives at most one answer, besides the files it brings.
fn taken_once(before: &State, after: &State, to: &Move) -> Result<(), TestCaseError> {
    if !matches!(to, Move::Say(..)) {
        return Ok(());
    }
    let values = |state: &State| -> BTreeMap<_, Value> {
        let answers = state
            .drafts
            .iter()
            .flat_map(|draft| draft.answers.iter().map(move |(id, one)| ((draft.id.clone(), id.clone()), one)));
        answers
            .filter(|(_, one)| !matches!(one.value, Value::Files(_)))
            .map(|(key, one)| (key, one.value.clone()))
            .collect()
    };
    let (old, new) = (values(before), values(after));
    let gained = new.iter().filter(|(key, value)| old.get(*key) != Some(*value)).count();
    prop_assert!(gained <= 1, "one message answered {gained} questions");
    Ok(())
}

/// What is sent holds every required answer that applies, and none that does not.
fn sent_rightly(talk: &Talk, effects: &[Effect]) -> Result<(), TestCaseError> {
    for effect in effects {
        let Effect::Write { op, write } = effect else { continue };
        let DeskWrite::Create(new) = &**write else { continue };
        let at_once = talk.state.drafts.iter().find(|draft| draft.filed.as_ref().is_some_and(|filed| &filed.op == op));
        let sent = talk.state.sent_drafts.iter().find(|sent| &sent.op == op).map(|sent| &sent.draft);
        let draft: &Draft = at_once.or(sent).expect("the draft that was sent");
        let person = anna();
        let form = talk.settings.form(&draft.ticket_type).expect("its form");
        let conditions = Conditions::new(scene(form, &person, &talk.settings, "de"), draft, Answers::Final);
        let applying: BTreeSet<&str> = conditions.applying().map(|field| field.id.as_str()).collect();
        for line in &new.fields {
            prop_assert!(
                line.field == "refers_to" || applying.contains(line.field.as_str()),
                "{} does not apply",
                line.field
            );
        }
        if at_once.is_none() {
            for field in conditions.applying().filter(|field| field.required && field.kind != Kind::Note) {
                prop_assert!(draft.value(&field.id).is_some(), "{} is required and missing", field.id);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_no_answer_is_lost_or_taken_twice(
        a in any_form("a"),
        b in any_form("b"),
        moves in prop::collection::vec(any_move(), 1..60),
    ) {
        let mut talk = Talk::with(vec![with_unique_ids(a), with_unique_ids(b)]);
        talk.happens(EventKind::Pressed { press: Some(Press::NewTicket { ticket_type: "a".into() }) });
        for to in &moves {
            let before = talk.state.clone();
            let allowed = may_change(&before, to, &talk);
            let effects = talk.moves(to);
            nothing_lost(&before, &talk.state, &allowed)?;
            taken_once(&before, &talk.state, to)?;
            sent_rightly(&talk, &effects)?;
            let kept = serde_json::to_string(&talk.state).expect("JSON");
            let again: State = serde_json::from_str(&kept).expect("the state reads back");
            prop_assert_eq!(&again, &talk.state);
            prop_assert!(talk.state.drafts.len() <= SETTINGS.policy.max_drafts as usize + 1);
            if talk.state.awaiting == Awaiting::Form {
                let draft = talk.state.draft();
                prop_assert!(draft.is_some_and(|draft| !draft.aside), "text would answer a question that is not shown");
            }
        }
    }
}
