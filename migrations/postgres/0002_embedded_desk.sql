-- The embedded desk. Its tables begin with desk_ and refer to no other table.

-- One row per series; 'write' is taken first by every writer, so that writers queue up and the ids of entries are
-- in the order of their commits (the change feed depends on it).
CREATE TABLE desk_series (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO desk_series (name, value) VALUES ('write', 0), ('contact', 100000);

CREATE TABLE desk_contacts (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    customer TEXT NOT NULL,
    customer_name TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    created BIGINT NOT NULL,
    UNIQUE (email, customer)
);

CREATE TABLE desk_tickets (
    number TEXT NOT NULL PRIMARY KEY,
    -- The counter's part of the number, for short numbers.
    serial BIGINT NOT NULL,
    title TEXT NOT NULL,
    ticket_type TEXT NOT NULL,
    status TEXT NOT NULL,
    priority TEXT NOT NULL,
    customer TEXT NOT NULL,
    customer_name TEXT NOT NULL,
    contact TEXT REFERENCES desk_contacts (id),
    contact_name TEXT NOT NULL,
    contact_email TEXT NOT NULL,
    assignee TEXT,
    via TEXT NOT NULL,
    escalated BIGINT NOT NULL,
    level TEXT,
    -- Support owes a reaction since then (NULL: none), and by then, if the contract promises it.
    due_from BIGINT,
    due BIGINT,
    created BIGINT NOT NULL,
    -- Last public change.
    changed BIGINT NOT NULL,
    resolved BIGINT,
    rating BIGINT,
    -- Number, title and description in lower case.
    search TEXT NOT NULL,
    -- Name and address of the contact in lower case.
    contact_search TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX desk_tickets_of_customer ON desk_tickets (customer, changed);
CREATE INDEX desk_tickets_of_contact ON desk_tickets (contact);
CREATE INDEX desk_tickets_by_status ON desk_tickets (status, resolved);

CREATE TABLE desk_fields (
    ticket TEXT NOT NULL REFERENCES desk_tickets (number),
    position BIGINT NOT NULL,
    field TEXT NOT NULL,
    label TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (ticket, position)
);

CREATE TABLE desk_entries (
    id BIGINT NOT NULL PRIMARY KEY,
    ticket TEXT NOT NULL REFERENCES desk_tickets (number),
    at BIGINT NOT NULL,
    internal BIGINT NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    -- The member who wrote it, if it came through a chat.
    member TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    status_was TEXT,
    status TEXT,
    priority_was TEXT,
    priority TEXT,
    op TEXT NOT NULL,
    -- The operation whose entry is corrected or withdrawn.
    concerns TEXT
);
CREATE INDEX desk_entries_of_ticket ON desk_entries (ticket, id);
CREATE INDEX desk_entries_of_op ON desk_entries (op);

CREATE TABLE desk_files (
    id TEXT NOT NULL PRIMARY KEY,
    entry BIGINT NOT NULL REFERENCES desk_entries (id),
    ticket TEXT NOT NULL REFERENCES desk_tickets (number),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    bytes BYTEA NOT NULL
);
CREATE INDEX desk_files_of_ticket ON desk_files (ticket, entry, position);

CREATE TABLE desk_watchers (
    ticket TEXT NOT NULL REFERENCES desk_tickets (number),
    member TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (ticket, member)
);
CREATE INDEX desk_watchers_of_member ON desk_watchers (member);

-- Every operation that was applied: the same one never applies twice.
CREATE TABLE desk_ops (
    op TEXT NOT NULL PRIMARY KEY,
    ticket TEXT NOT NULL REFERENCES desk_tickets (number),
    at BIGINT NOT NULL
);

-- What customers may see. Nothing that answers a customer names desk_entries or desk_files.
CREATE VIEW desk_public_entries AS SELECT * FROM desk_entries WHERE internal = 0;
CREATE VIEW desk_public_files AS
    SELECT f.* FROM desk_files f JOIN desk_entries e ON e.id = f.entry WHERE e.internal = 0;
