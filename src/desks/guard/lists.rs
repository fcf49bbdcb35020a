//! Lists: own, company, watched. Own tickets come from two questions to the desk and are merged here.

use std::cmp::Reverse;

use crate::conversation::effect::{ListQuery, Scope, States};
use crate::conversation::event::Answer;
use crate::domain::{Entitled, Ticket, TicketNumber};

use super::super::{DeskScope, Result};
use super::{Guard, relation};

/// Tickets asked for at once; the largest page that real systems answer.
const CHUNK: u32 = 100;
/// Chunks read for one list at most: deeper pages are empty.
const MAX_CHUNKS: u32 = 20;
/// Tickets filed here that are looked at, newest first.
const MAX_FILED: usize = 500;
/// Longest search words and contact filter, in characters.
const MAX_WORDS: usize = 200;

/// Tickets that passed the checks, newest change first.
pub(super) struct Fetched {
    pub(super) tickets: Vec<Ticket>,
    /// How many there are in all, as far as the desk can be believed.
    pub(super) total: u64,
}

impl Fetched {
    fn none() -> Self {
        Self { tickets: Vec::new(), total: 0 }
    }
}

/// A query without any filter, for lists that are bounded by their numbers.
pub(super) fn everything() -> ListQuery {
    ListQuery { states: States::All, ..ListQuery::default() }
}

impl Guard {
    /// A page of the person's own, the company's or the watched tickets.
    ///
    /// `filed_here` are the numbers that the person filed here, newest first. The company's list is for customer admins.
    pub async fn list(
        &self,
        who: &Entitled,
        filed_here: &[TicketNumber],
        query: &ListQuery,
        page_size: u32,
    ) -> Result<Answer> {
        if query.scope == Scope::Company && !who.is_admin() {
            return Ok(Answer::AdminsOnly);
        }
        let page_size = page_size.clamp(1, CHUNK);
        let first = query.page.saturating_mul(page_size) as usize;
        let wanted = first.saturating_add(page_size as usize);
        let filed_here_only = query.scope == Scope::Own && who.contact.id().is_none();
        let customer = who.member.customer.clone();
        let found = if customer.as_str().trim().is_empty() || unanswerable(query) {
            Fetched::none()
        } else {
            match query.scope {
                Scope::Own => self.own(who, filed_here, query, wanted).await?,
                Scope::Company => {
                    let admin = |ticket: &Ticket| relation(who.into(), ticket, filed_here).admin;
                    self.fetch(&DeskScope::Company(customer), query, wanted, admin).await?
                }
                Scope::Watched => {
                    let watcher = |ticket: &Ticket| relation(who.into(), ticket, filed_here).watcher;
                    let scope = DeskScope::WatchedBy(who.member.id.clone(), customer);
                    self.fetch(&scope, query, wanted, watcher).await?
                }
            }
        };
        let tickets = found.tickets.into_iter().skip(first).take(page_size as usize).collect();
        Ok(Answer::Tickets { tickets, total: found.total, filed_here_only })
    }

    /// The contact's tickets and those filed here, each once.
    async fn own(
        &self,
        who: &Entitled,
        filed_here: &[TicketNumber],
        query: &ListQuery,
        wanted: usize,
    ) -> Result<Fetched> {
        let customer = &who.member.customer;
        let contact = who.contact.id().filter(|id| !id.as_str().trim().is_empty());
        let of_contact = |ticket: &Ticket| relation(who.into(), ticket, &[]).own;
        let contacts = match contact {
            Some(id) => {
                let scope = DeskScope::Contact(id.clone(), customer.clone());
                self.fetch(&scope, query, wanted, of_contact).await?
            }
            None => Fetched::none(),
        };
        let filed = &filed_here[..filed_here.len().min(MAX_FILED)];
        if filed.is_empty() {
            return Ok(contacts);
        }
        // All of them, so that those the contact's list holds as well can be told apart and the total is right.
        let scope = DeskScope::Numbers(filed.to_vec(), customer.clone());
        let own = |ticket: &Ticket| relation(who.into(), ticket, filed).own;
        let mut filed = self.fetch(&scope, query, filed.len(), own).await?.tickets;
        filed.retain(|ticket| !of_contact(ticket));
        let total = contacts.total + filed.len() as u64;
        let mut tickets = contacts.tickets;
        tickets.extend(filed);
        newest_first(&mut tickets);
        Ok(Fetched { tickets, total })
    }

    /// The first `wanted` tickets that pass. A desk that returns what it was not asked for is not believed its total.
    pub(super) async fn fetch(
        &self,
        scope: &DeskScope,
        query: &ListQuery,
        wanted: usize,
        check: impl Fn(&Ticket) -> bool,
    ) -> Result<Fetched> {
        let mut kept: Vec<Ticket> = Vec::new();
        let mut total = 0;
        let mut dropped = 0_usize;
        for page in 0..MAX_CHUNKS {
            let query = ListQuery { page, ..query.clone() };
            let got = self.read("list tickets", self.desk.list(scope, &query, CHUNK)).await?;
            let count = got.tickets.len();
            total = got.total;
            for ticket in got.tickets {
                if !fits(&query, &ticket) || !check(&ticket) {
                    dropped += 1;
                } else if !kept.iter().any(|known| known.number == ticket.number) {
                    kept.push(ticket);
                }
            }
            if count < CHUNK as usize || kept.len() >= wanted {
                break;
            }
        }
        if dropped > 0 {
            tracing::error!(desk = self.caps().name, dropped, "the desk returned tickets that were not asked for");
            total = kept.len() as u64;
        }
        newest_first(&mut kept);
        Ok(Fetched { tickets: kept, total })
    }
}

fn newest_first(tickets: &mut [Ticket]) {
    tickets.sort_by(|a, b| (Reverse(a.changed), &b.number).cmp(&(Reverse(b.changed), &a.number)));
}

/// A filter that is given but empty (or longer than anything a desk holds) finds nothing, never everything.
fn unanswerable(query: &ListQuery) -> bool {
    let unusable = |text: &Option<String>| {
        text.as_ref().is_some_and(|text| text.trim().is_empty() || text.chars().count() > MAX_WORDS)
    };
    unusable(&query.words) || unusable(&query.contact)
}

/// What can be checked of the filters without the desk.
fn fits(query: &ListQuery, ticket: &Ticket) -> bool {
    let states = match query.states {
        States::Open => ticket.status.is_open(),
        States::Closed => !ticket.status.is_open(),
        States::All => true,
    };
    states
        && query.status.is_none_or(|status| status == ticket.status)
        && query.priority.is_none_or(|priority| priority == ticket.priority)
}
