//! What the world answered to a question of the conversation.

use super::actions::LookedUp;
use super::lists::{self, Page};
use super::words::with_contact;
use super::{actions, new_ticket, sign_in, ticket};
use crate::conversation::event::Answer;
use crate::conversation::message::Tone;
use crate::conversation::run::Run;
use crate::conversation::state::Then;
use crate::conversation::text::{Arg, Text};

/// Goes on with what was to be done with the answer. An answer that does not fit its question is dropped.
pub fn answered(run: &mut Run<'_>, then: Then, answer: &Answer) {
    match (then, answer) {
        (Then::SignIn { email, after }, answer) => sign_in::answered(run, email, after, answer),
        (Then::AnswerField { draft, field }, Answer::Ticket { detail, .. }) => {
            new_ticket::ticket_found(run, &draft, &field, Some(&detail.ticket.number));
        }
        (Then::AnswerField { draft, field }, Answer::NoSuchTicket) => {
            new_ticket::ticket_found(run, &draft, &field, None);
        }
        (Then::AnswerField { draft, field }, Answer::Unavailable { .. }) => {
            new_ticket::ticket_unchecked(run, &draft, &field);
        }
        (Then::ShowList { query }, Answer::Tickets { tickets, total, filed_here_only }) => {
            lists::show(run, query, Page { tickets, total: *total, filed_here_only: *filed_here_only });
        }
        (Then::PickTicket { wish }, Answer::Tickets { tickets, total, filed_here_only }) => {
            lists::show_to_pick(run, wish, Page { tickets, total: *total, filed_here_only: *filed_here_only });
        }
        (Then::ShowTicket, Answer::Ticket { detail, actions, muted }) => {
            ticket::show(run, LookedUp { detail, allowed: actions, muted: *muted });
        }
        (Then::BeginAction { wish }, Answer::Ticket { detail, actions, muted }) => {
            actions::begin::begin(run, LookedUp { detail, allowed: actions, muted: *muted }, wish);
        }
        (then, Answer::WhichTicket { tickets }) => ticket::which(run, tickets, then),
        (_, Answer::NoSuchTicket) => ticket::none_such(run),
        (_, Answer::AdminsOnly) => lists::admins_only(run),
        (Then::BeginAction { wish }, Answer::Unavailable { .. }) if actions::begin::can_wait(&wish) => {
            actions::begin::unchecked_reply(run, wish);
        }
        (_, Answer::Unavailable { reference }) => unavailable(run, reference),
        (_, Answer::Wait { until }) => {
            run.notice(Tone::Warning, with_contact(run, Text::key("menu-wait").with("until", Arg::Exact(*until))));
        }
        _ => {}
    }
}

/// The desk does not answer: nothing was changed, and it is said so.
fn unavailable(run: &mut Run<'_>, reference: &str) {
    let text = with_contact(run, Text::key("tickets-unavailable")).with("reference", reference);
    run.notice(Tone::Warning, text);
    new_ticket::reminder(run);
}
