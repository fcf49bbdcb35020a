//! Every cell of the table of rights (spec section 6), and what status, desk and operator take away from it.

use ticketlotse::conversation::world::DeskCaps;
use ticketlotse::desks::guard::{Relation, Viewer, allowed, relation};
use ticketlotse::domain::{Action, ContactId, Member, Priority, Role, Status, Ticket};

use super::people::{anna, bert, chef, dora, morning};

const CONTACT: Relation = Relation { own: true, watcher: false, admin: false };
const WATCHER: Relation = Relation { own: false, watcher: true, admin: false };
const ADMIN: Relation = Relation { own: false, watcher: false, admin: true };
const NOBODY: Relation = Relation { own: false, watcher: false, admin: false };

fn ticket() -> Ticket {
    Ticket {
        number: "CS-2026-000001".into(),
        title: "Titel".into(),
        ticket_type: "stoerung".into(),
        status: Status::InProgress,
        priority: Priority::Normal,
        created: morning(),
        changed: morning(),
        customer: "K-1".into(),
        contact: Some("S-1".into()),
        contact_name: "Anna".into(),
        watchers: vec!["bert".into()],
        version: 1,
    }
}

fn of(member: &Member, contact: Option<&str>, filed: &[&str]) -> Relation {
    let contact = contact.map(ContactId::from);
    let filed: Vec<_> = filed.iter().copied().map(Into::into).collect();
    relation(Viewer { member, contact: contact.as_ref() }, &ticket(), &filed)
}

#[test]
fn relations_come_from_current_data() {
    let admin_of = |customer: &str| Member { customer: customer.into(), role: Role::CustomerAdmin, ..dora() };
    for (what, found, wanted) in [
        ("its contact", of(&anna(), Some("S-1"), &[]), CONTACT),
        ("who filed it here, without a Support-ID", of(&anna(), None, &["CS-2026-000001"]), CONTACT),
        ("who filed another one", of(&anna(), None, &["CS-2026-000002"]), NOBODY),
        ("a colleague", of(&anna(), Some("S-2"), &[]), NOBODY),
        ("a colleague with an empty Support-ID", of(&anna(), Some(""), &[]), NOBODY),
        ("a watcher", of(&bert(), Some("S-2"), &[]), WATCHER),
        ("the customer admin", of(&chef(), None, &[]), ADMIN),
        ("the customer admin who is its contact", of(&chef(), Some("S-1"), &[]), Relation { own: true, ..ADMIN }),
        ("another company's admin", of(&dora(), None, &[]), NOBODY),
        ("another company's member with the same Support-ID", of(&dora(), Some("S-1"), &[]), NOBODY),
        ("who filed it and moved to another company", of(&dora(), None, &["CS-2026-000001"]), NOBODY),
        ("a watcher who moved to another company", of(&Member { customer: "K-2".into(), ..bert() }, None, &[]), NOBODY),
        ("an admin without a company", of(&admin_of(""), Some("S-1"), &["CS-2026-000001"]), NOBODY),
    ] {
        assert_eq!(found, wanted, "{what}");
    }
}

#[test]
fn a_ticket_without_contact_is_nobodys_own() {
    let ticket = Ticket { contact: None, watchers: Vec::new(), ..ticket() };
    assert_eq!(relation(Viewer { member: &anna(), contact: None }, &ticket, &[]), NOBODY);
    let ownerless = Ticket { customer: "".into(), ..ticket };
    let nobody = Member { customer: "".into(), role: Role::CustomerAdmin, ..anna() };
    assert_eq!(relation(Viewer { member: &nobody, contact: None }, &ownerless, &[]), NOBODY);
}

#[test]
fn every_cell_of_the_table() {
    use Action::{AddWatcher, Close, Escalate, Mute, Rate, RemoveWatcher, Reopen, Reply, SetPriority, Unmute};
    // The columns of the table: contact, watcher, customer_admin; nobody is the fourth.
    for (action, contact, watcher, admin) in [
        (Reply, true, true, true),
        (Mute, true, true, true),
        (Unmute, true, true, true),
        (Close, true, false, true),
        (Reopen, true, false, true),
        (Escalate, true, false, true),
        (SetPriority, true, false, true),
        (Rate, true, false, true),
        (AddWatcher, true, false, true),
        // A watcher removes themself only; the guard's tests show it.
        (RemoveWatcher, true, true, true),
    ] {
        let cells = [CONTACT, WATCHER, ADMIN, NOBODY].map(|relation| relation.permits(action));
        assert_eq!(cells, [contact, watcher, admin, false], "{action:?}");
    }
    assert_eq!(Action::ALL.len(), 10, "an action was added: it needs a row here");
    assert_eq!([CONTACT, WATCHER, ADMIN, NOBODY].map(Relation::may_see), [true, true, true, false]);
}

fn caps(actions: &[Action]) -> DeskCaps {
    DeskCaps { actions: actions.to_vec(), name: "x".into(), max_file_bytes: 1, finds_by_op: true, poll_secs: 30 }
}

#[test]
fn status_desk_and_operator_take_away() {
    use Action::{AddWatcher, Close, Escalate, Mute, Rate, RemoveWatcher, Reopen, Reply, SetPriority, Unmute};
    let all = caps(Action::ALL);
    for status in [Status::New, Status::InProgress, Status::WaitingCustomer, Status::WaitingVendor, Status::Scheduled] {
        let open = [Reply, Close, Escalate, SetPriority, AddWatcher, RemoveWatcher, Mute, Unmute];
        assert_eq!(allowed(CONTACT, status, &all, &[]), open, "{status:?}");
        assert_eq!(allowed(WATCHER, status, &all, &[]), [Reply, RemoveWatcher, Mute, Unmute], "{status:?}");
        assert!(allowed(NOBODY, status, &all, &[]).is_empty());
    }
    let resolved = [Reply, Reopen, AddWatcher, RemoveWatcher, Mute, Unmute, Rate];
    assert_eq!(allowed(ADMIN, Status::Resolved, &all, &[]), resolved);
    assert_eq!(allowed(ADMIN, Status::Closed, &all, &[]), [RemoveWatcher, Mute, Unmute, Rate]);
    let poor = caps(&[Reply]);
    assert_eq!(allowed(CONTACT, Status::New, &poor, &[]), [Reply, Mute, Unmute], "muting is the bot's own");
    assert_eq!(
        allowed(CONTACT, Status::New, &all, &[Close, Mute, SetPriority, AddWatcher]),
        [Reply, Escalate, RemoveWatcher, Unmute]
    );
}
