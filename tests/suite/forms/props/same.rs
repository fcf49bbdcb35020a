//! Step by step and natively, the same answers give the same ticket.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use ticketlotse::conversation::effect::{DeskWrite, Effect, NewTicket};
use ticketlotse::conversation::event::{EventKind, FormStep, Press, Refresh};
use ticketlotse::conversation::form::condition::{Answers, Conditions};
use ticketlotse::conversation::form::{Draft, Stage};
use ticketlotse::conversation::message::Block;
use ticketlotse::conversation::world::Settings;
use ticketlotse::domain::FieldId;
use ticketlotse::domain::form::{Field, Form, Kind};

use super::{Talk, any_form, cases, with_unique_ids};
use crate::forms::{anna, scene};
use crate::turn::SETTINGS;
proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn step_by_step_and_natively_the_same_answers_give_the_same_ticket(
        a in any_form("a"),
        seeds in prop::collection::vec(0..4usize, 10),
    ) {
        let form = with_unique_ids(a);
        let stepwise = step_by_step(&form, &seeds);
        let native = natively(&form, &seeds);
        prop_assert_eq!(stepwise, native);
    }
}

/// The answer of a field in both ways: as words or a button's value, and as a native input gives it.
fn answer_of(form: &Form, id: &FieldId, seeds: &[usize]) -> Option<String> {
    let place = form.fields.iter().position(|field| &field.id == id).unwrap_or(0);
    let field = form.field(id)?;
    let seed = seeds[place % seeds.len()];
    // Optional questions are sometimes left out.
    if !field.required && seed == 3 {
        return None;
    }
    let picks = |values: &[&str]| values[seed % values.len()].to_owned();
    Some(match field.kind {
        Kind::Text | Kind::LongText => format!("Ein Text mit mehr als zwanzig Zeichen, Nummer {seed}"),
        Kind::Choice | Kind::MultiChoice => picks(&["eins", "zwei", "drei"]),
        Kind::YesNo | Kind::Confirm => picks(&["yes", "no"]),
        Kind::Number => picks(&["3", "20", "1500"]),
        Kind::Date => picks(&["2026-12-03", "2026-12-24"]),
        Kind::Datetime => picks(&["2026-11-24T08:30", "2026-11-20T12:00"]),
        Kind::TimeWindow => picks(&["2026-12-03 20:00 – 2026-12-03 23:00", "2026-12-04 08:00 – 2026-12-04 10:00"]),
        Kind::Email => picks(&["a@muster.example", "b@muster.example"]),
        Kind::Phone => picks(&["+491713920041", "+495111234567"]),
        Kind::Serial => picks(&["6SL3AB4711", "7KD9XY0815"]),
        Kind::System => picks(&["S1", "S2", "other"]),
        Kind::Systems => picks(&["S1", "S2"]),
        Kind::Site | Kind::Sites => picks(&["Rechenzentrum Nord", "Lager Süd"]),
        Kind::Contract => "V-1".to_owned(),
        Kind::Person if !field.with_phone => picks(&["karl", "lena"]),
        Kind::Person => picks(&["Karl Weber, +491713920041", "Lena Vogt, +491713920041"]),
        Kind::Watchers => picks(&["karl", "lena"]),
        Kind::Address => "Hafenstraße 12, 28195 Bremen".to_owned(),
        // They come in ways of their own.
        Kind::TicketRef | Kind::Attachment | Kind::Note => return None,
    })
}

fn created(effects: &[Effect]) -> Option<NewTicket> {
    effects.iter().find_map(|effect| match effect {
        Effect::Write { write, .. } => match &**write {
            DeskWrite::Create(new) => Some(new.clone()),
            _ => None,
        },
        _ => None,
    })
}

fn is_shown(form: &Form, draft: &Draft, id: &FieldId) -> bool {
    let person = anna();
    let settings = Settings { forms: Arc::new(vec![form.clone()]), ..SETTINGS.clone() };
    Conditions::new(scene(form, &person, &settings, "de"), draft, Answers::Final)
        .applying()
        .any(|field| &field.id == id)
}

/// Answers every question that is asked; `None` when a required one has no answer here.
fn step_by_step(form: &Form, seeds: &[usize]) -> Option<NewTicket> {
    let mut talk = Talk::with(vec![form.clone()]);
    talk.happens(EventKind::Pressed { press: Some(Press::NewTicket { ticket_type: "a".into() }) });
    for _ in 0..200 {
        let draft = talk.state.draft()?.clone();
        let step = |step| EventKind::Pressed { press: Some(Press::Form { draft: draft.id.clone(), step }) };
        let effects = match &draft.stage {
            Stage::Asking { field, .. } => {
                let known = form.field(field)?;
                match answer_of(form, field, seeds) {
                    None if known.required => return None,
                    None => talk.happens(step(FormStep::Skip)),
                    Some(value) if is_typed(known) => talk.says(&value, Vec::new()),
                    Some(value) => {
                        let press = Press::Answer { draft: draft.id.clone(), field: field.clone(), value };
                        let effects = talk.happens(EventKind::Pressed { press: Some(press.clone()) });
                        // Several things are picked one by one; „Fertig“ ends it.
                        if talk.state.draft().and_then(Draft::asking) == Some(field) {
                            let done = Press::Answer {
                                draft: draft.id.clone(),
                                field: field.clone(),
                                value: "@done".to_owned(),
                            };
                            talk.happens(EventKind::Pressed { press: Some(done) })
                        } else {
                            effects
                        }
                    }
                }
            }
            Stage::More => talk.happens(step(FormStep::More)),
            Stage::Quick => talk.happens(step(FormStep::GoOn)),
            Stage::Summary => talk.happens(step(FormStep::Send)),
        };
        if let Some(new) = created(&effects) {
            return Some(new);
        }
        if let Some(Stage::Asking { field, pending: Some(_), .. }) = talk.state.draft().map(|draft| &draft.stage) {
            // A window more, a proposal: as it is.
            let (draft, field) = (draft.id.clone(), field.clone());
            for value in ["@done", "@yes"] {
                let press = Press::Answer { draft: draft.clone(), field: field.clone(), value: value.to_owned() };
                talk.happens(EventKind::Pressed { press: Some(press) });
            }
        }
    }
    panic!("the form never ends: {:#?}", talk.state.draft());
}

fn is_typed(field: &Field) -> bool {
    matches!(
        field.kind,
        Kind::Text
            | Kind::LongText
            | Kind::Number
            | Kind::Date
            | Kind::Datetime
            | Kind::TimeWindow
            | Kind::Email
            | Kind::Phone
            | Kind::Serial
            | Kind::Address
    ) || field.with_phone
}

/// Fills in what is shown until nothing new appears, then sends.
fn natively(form: &Form, seeds: &[usize]) -> Option<NewTicket> {
    let mut talk = Talk::with(vec![form.clone()]);
    talk.happens(EventKind::Pressed { press: Some(Press::NewTicket { ticket_type: "a".into() }) });
    let draft = talk.state.draft()?.id.clone();
    let show = Press::Form { draft: draft.clone(), step: FormStep::Native };
    let mut effects = talk.happens(EventKind::Pressed { press: Some(show) });
    for round in 0..20 {
        let view = effects.iter().find_map(|effect| match effect {
            Effect::Say { message, .. } => message.blocks.iter().find_map(|block| match block {
                Block::Form(view) => Some(view.clone()),
                _ => None,
            }),
            _ => None,
        })?;
        let missing = view.fields.iter().any(|field| field.required && answer_of(form, &field.id, seeds).is_none());
        if missing && round > 10 {
            return None;
        }
        let open = talk.state.draft()?.clone();
        let values =
            view.fields.iter().filter_map(|field| Some((field.id.clone(), vec![answer_of(form, &field.id, seeds)?])));
        let values: BTreeMap<FieldId, Vec<String>> = values.filter(|(id, _)| is_shown(form, &open, id)).collect();
        let refresh = if round > 10 { Refresh::Send } else { Refresh::Show };
        effects = talk.happens(EventKind::FormSent { draft: draft.clone(), values, files: BTreeMap::new(), refresh });
        if let Some(new) = created(&effects) {
            return Some(new);
        }
    }
    panic!("the native form is never complete: {:#?}", talk.state.drafts);
}
