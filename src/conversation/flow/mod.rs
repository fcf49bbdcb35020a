//! The flows: one file per thing a person can do.

pub mod new_ticket;
