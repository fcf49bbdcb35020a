//! The table of rights, as pure functions of current data. There is no second implementation.

use crate::conversation::world::DeskCaps;
use crate::domain::{Action, ContactId, Entitled, Member, Role, Status, Ticket, TicketNumber};

use super::super::Writer;

/// Whose eyes look at a ticket.
#[derive(Clone, Copy, Debug)]
pub struct Viewer<'a> {
    /// The member, from current data.
    pub member: &'a Member,
    /// The Support-ID, if there is one.
    pub contact: Option<&'a ContactId>,
}

impl<'a> From<&'a Entitled> for Viewer<'a> {
    fn from(who: &'a Entitled) -> Self {
        Self { member: &who.member, contact: who.contact.id() }
    }
}

impl<'a> From<&'a Writer> for Viewer<'a> {
    fn from(writer: &'a Writer) -> Self {
        Self { member: &writer.member, contact: writer.contact.as_ref() }
    }
}

/// What ties a person to a ticket. All `false`: the ticket does not exist for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// Its contact and customer are the person's, or the person filed it here.
    pub own: bool,
    /// The person watches it.
    pub watcher: bool,
    /// The person is a customer admin of its company.
    pub admin: bool,
}

impl Relation {
    /// Whether the person may know that the ticket exists.
    pub fn may_see(self) -> bool {
        self.own || self.watcher || self.admin
    }

    /// The table's cells for an action. A watcher removes only themself, which [`super::Guard::act`] checks.
    pub fn permits(self, action: Action) -> bool {
        match action {
            Action::Reply | Action::Mute | Action::Unmute | Action::RemoveWatcher => self.may_see(),
            Action::Close
            | Action::Reopen
            | Action::Escalate
            | Action::SetPriority
            | Action::Rate
            | Action::AddWatcher => self.own || self.admin,
        }
    }
}

/// What ties that person to that ticket. `filed_here` are the numbers of the tickets that the person filed here.
pub fn relation(viewer: Viewer<'_>, ticket: &Ticket, filed_here: &[TicketNumber]) -> Relation {
    let customer = &viewer.member.customer;
    if customer.as_str().trim().is_empty() || *customer != ticket.customer {
        return Relation::default();
    }
    let contact = viewer.contact.filter(|contact| !contact.as_str().trim().is_empty());
    Relation {
        own: (contact.is_some() && contact == ticket.contact.as_ref()) || filed_here.contains(&ticket.number),
        watcher: ticket.watchers.contains(&viewer.member.id),
        admin: viewer.member.role == Role::CustomerAdmin,
    }
}

/// Whether an action makes sense in a status. Closed tickets take no replies: a follow-up ticket is offered instead.
pub fn fits(status: Status, action: Action) -> bool {
    match action {
        Action::Close | Action::Escalate | Action::SetPriority => status.is_open(),
        Action::Reopen => status == Status::Resolved,
        Action::Rate => !status.is_open(),
        Action::Reply | Action::AddWatcher => status != Status::Closed,
        Action::RemoveWatcher | Action::Mute | Action::Unmute => true,
    }
}

/// Whether the desk can do it and the operator has not switched it off. Muting is the bot's own and needs no desk.
pub fn offered(action: Action, caps: &DeskCaps, off: &[Action]) -> bool {
    let own = matches!(action, Action::Mute | Action::Unmute);
    (own || caps.actions.contains(&action)) && !off.contains(&action)
}

/// What that person may do to a ticket in that status, in the order of [`Action::ALL`].
pub fn allowed(relation: Relation, status: Status, caps: &DeskCaps, off: &[Action]) -> Vec<Action> {
    let may = |action: &Action| relation.permits(*action) && fits(status, *action) && offered(*action, caps, off);
    Action::ALL.iter().copied().filter(may).collect()
}
