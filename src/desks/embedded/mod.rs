//! The embedded desk: tickets in the same database, worked on the desk page and with `ticketlotse desk`.
