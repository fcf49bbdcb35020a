//! What support does in a transcript that needs more than a line.

use ticketlotse::desks::support::{Agent, NewCase, NewContact, SupportDesk, Via};
use ticketlotse::desks::{DeskFile, Result, TicketDraft};
use ticketlotse::domain::{Clock, Email, FileMeta, OpKey, Priority, Ticket};

use super::people;
use super::play::Play;

/// A small file of that name.
pub fn file(name: &str) -> DeskFile {
    let bytes = b"%PDF-1.4 test".to_vec();
    let meta = FileMeta {
        id: name.into(),
        name: name.to_owned(),
        mime: "application/pdf".to_owned(),
        size_bytes: bytes.len() as u64,
    };
    DeskFile { meta, bytes }
}

/// A ticket taken by phone.
pub async fn phone_ticket(play: &Play, address: &str, title: &str, op: &OpKey) -> Result<Ticket> {
    let somebody = people::PEOPLE.iter().find(|somebody| somebody.email == address).expect("somebody known");
    let email = Email::parse(address).expect("an address");
    let member = play.stage.store.member_by_email(&email).await.expect("the store").expect("a member");
    let customers = play.stage.store.customers().await.expect("the store");
    let customer = customers.into_iter().find(|customer| customer.id == member.customer).expect("a customer");
    let contact = NewContact {
        email,
        name: somebody.name.to_owned(),
        customer: customer.id,
        customer_name: customer.name,
        phone: String::new(),
    };
    let draft = TicketDraft {
        ticket_type: "stoerung".into(),
        title: title.to_owned(),
        description: title.to_owned(),
        priority: Priority::Normal,
        fields: Vec::new(),
        files: Vec::new(),
        watchers: Vec::new(),
        filed_at: play.stage.clock.now(),
    };
    let new = NewCase { via: Via::Phone, contact, contracts: Vec::new(), draft };
    play.stage.desk.new_case(&agent(), &new, op).await
}

/// Who works at support.
pub fn agent() -> Agent {
    Agent { name: "Mira Sommer".to_owned() }
}
