//! Ids as types of their own, so that a customer's id can never stand where a ticket's number belongs.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text of an id.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    )+};
}

ids! {
    /// A supported company, as the operator numbers it (`K-1001`).
    CustomerId;
    /// A support contract, as the operator numbers it (`V-2024-17`).
    ContractId;
    /// A product under contract.
    SystemId;
    /// One enabled (or disabled) e-mail address of a customer.
    MemberId;
    /// A proven tie between one identity and one member. A new proof is a new link.
    LinkId;
    /// One chat between one identity and the bot: the unit whose events are handled in order.
    ConversationId;
    /// The person's record in the desk; shown to people as their Support-ID.
    ContactId;
    /// A ticket's number as the desk gives it and people say it (`CS-2026-004711`).
    TicketNumber;
    /// A kind of request with its own form (`stoerung`).
    TicketTypeId;
    /// A field of a form.
    FieldId;
    /// A stored file.
    FileId;
    /// What makes an inbound event unique on its platform; the inbox refuses a second one.
    EventId;
    /// The idempotency key of a desk write: the same key never writes twice.
    OpKey;
    /// A message as its platform names it.
    MessageId;
    /// A form being filled in.
    DraftId;
}
