-- The same tables as ../postgres/0001_start.sql. Moments are milliseconds since 1970 UTC, days are ISO text, truth is 0 or 1.

-- People, as the operator keeps them.
CREATE TABLE customers (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE contracts (
    id TEXT NOT NULL PRIMARY KEY,
    customer TEXT NOT NULL REFERENCES customers (id),
    name TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    drive_retention INTEGER NOT NULL,
    UNIQUE (id, customer)
) STRICT;
CREATE INDEX contracts_of_customer ON contracts (customer, valid_until);

-- A system can only lie under a contract of its own customer.
CREATE TABLE systems (
    id TEXT NOT NULL PRIMARY KEY,
    customer TEXT NOT NULL REFERENCES customers (id),
    contract TEXT NOT NULL,
    name TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    site TEXT NOT NULL,
    FOREIGN KEY (contract, customer) REFERENCES contracts (id, customer)
) STRICT;
CREATE INDEX systems_of_contract ON systems (contract);

CREATE TABLE members (
    id TEXT NOT NULL PRIMARY KEY,
    customer TEXT NOT NULL REFERENCES customers (id),
    email TEXT NOT NULL UNIQUE,
    enabled INTEGER NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    salutation TEXT
) STRICT;
CREATE INDEX members_of_customer ON members (customer);

-- Chat identities, their conversations, and the links that tie them to members.
CREATE TABLE identities (
    id TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    account TEXT NOT NULL,
    blocked INTEGER NOT NULL,
    UNIQUE (platform, workspace, account)
) STRICT;

CREATE TABLE conversations (
    id TEXT NOT NULL PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE REFERENCES identities (id),
    address TEXT NOT NULL,
    created INTEGER NOT NULL,
    state TEXT
) STRICT;

CREATE TABLE links (
    id TEXT NOT NULL PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    member TEXT NOT NULL REFERENCES members (id),
    proof TEXT NOT NULL,
    since INTEGER NOT NULL,
    ended INTEGER,
    why TEXT
) STRICT;
CREATE UNIQUE INDEX links_active ON links (conversation) WHERE ended IS NULL;
CREATE INDEX links_active_since ON links (since, id) WHERE ended IS NULL;
CREATE INDEX links_since ON links (since, id);
CREATE INDEX links_of_member ON links (member, ended);

-- One open code per conversation, and the wrong entries per day across codes.
CREATE TABLE codes (
    conversation TEXT NOT NULL PRIMARY KEY REFERENCES conversations (id),
    email TEXT NOT NULL,
    member TEXT NOT NULL REFERENCES members (id),
    hash TEXT NOT NULL,
    expires INTEGER NOT NULL,
    wrong INTEGER NOT NULL
) STRICT;

CREATE TABLE code_misses (
    day INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    email TEXT NOT NULL,
    wrong INTEGER NOT NULL,
    PRIMARY KEY (day, conversation, email)
) STRICT;

CREATE TABLE counters (
    name TEXT NOT NULL,
    window_secs INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (name, window_secs)
) STRICT;
CREATE INDEX counters_ends ON counters (ends);

-- What this installation drew once for itself (the pepper of the code hashes).
CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

-- Events, once each. state: pending, done, aside. A handled event keeps its id only.
CREATE TABLE inbox (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    received INTEGER NOT NULL,
    handled INTEGER,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX inbox_pending ON inbox (conversation, seq) WHERE state = 'pending';

-- Deliveries. state: pending, done, unknown, failed, dropped; the last moment of done and dropped ones is settled, their
-- payload is emptied.
CREATE TABLE outbox (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    lane TEXT NOT NULL,
    link TEXT,
    member TEXT,
    payload TEXT NOT NULL,
    created INTEGER NOT NULL,
    due INTEGER NOT NULL,
    claimed_until INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    state TEXT NOT NULL,
    settled INTEGER,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_lane ON outbox (conversation, lane, seq) WHERE state = 'pending';
CREATE INDEX outbox_due ON outbox (due, seq) WHERE state = 'pending';
CREATE INDEX outbox_link ON outbox (link) WHERE state = 'pending';
CREATE INDEX outbox_unsettled ON outbox (seq) WHERE settled IS NULL;

-- What was filed here, by whom; desk and number come when the desk has made the ticket.
CREATE TABLE filings (
    op TEXT NOT NULL PRIMARY KEY,
    member TEXT NOT NULL REFERENCES members (id),
    customer TEXT NOT NULL REFERENCES customers (id),
    filed INTEGER NOT NULL,
    desk TEXT,
    number TEXT
) STRICT;
CREATE UNIQUE INDEX filings_number ON filings (desk, number) WHERE number IS NOT NULL;
CREATE INDEX filings_of_member ON filings (member, desk, filed);

CREATE TABLE mutes (
    member TEXT NOT NULL REFERENCES members (id),
    number TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (member, number)
) STRICT;

-- Support-IDs per desk. state: pending, missing, linked, ambiguous.
CREATE TABLE contacts_known (
    desk TEXT NOT NULL,
    member TEXT NOT NULL REFERENCES members (id),
    state TEXT NOT NULL,
    contact TEXT,
    attempts INTEGER NOT NULL,
    missing_since INTEGER,
    next_check INTEGER NOT NULL,
    overdue_told INTEGER NOT NULL,
    PRIMARY KEY (desk, member)
) STRICT;
CREATE INDEX contacts_known_due ON contacts_known (desk, next_check);
CREATE INDEX contacts_known_contact ON contacts_known (desk, contact) WHERE contact IS NOT NULL;

-- How far each desk's changes were read.
CREATE TABLE cursors (
    desk TEXT NOT NULL PRIMARY KEY,
    cursor TEXT NOT NULL,
    changed INTEGER NOT NULL
) STRICT;

-- Files on their way; the bytes come last, so that the other columns are read without them.
CREATE TABLE files (
    id TEXT NOT NULL PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    created INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX files_of_conversation ON files (conversation, size_bytes);

-- The web page's history.
CREATE TABLE feed (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    id TEXT NOT NULL,
    link TEXT,
    item TEXT NOT NULL,
    shown INTEGER NOT NULL,
    edited INTEGER,
    UNIQUE (conversation, id)
) STRICT;
CREATE INDEX feed_order ON feed (conversation, seq);
CREATE INDEX feed_link ON feed (link) WHERE link IS NOT NULL;

-- Web sessions under the hash of their secret, and the desk page's agents.
CREATE TABLE sessions (
    kind TEXT NOT NULL,
    hash TEXT NOT NULL,
    account TEXT NOT NULL,
    csrf TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    replaced INTEGER NOT NULL,
    PRIMARY KEY (kind, hash)
) STRICT;
CREATE INDEX sessions_account ON sessions (kind, account);
CREATE INDEX sessions_expires ON sessions (expires);

CREATE TABLE agents (
    login TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    password TEXT NOT NULL
) STRICT;

-- Who, where, what, when. No addresses, no texts.
CREATE TABLE audit (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    place TEXT NOT NULL,
    what TEXT NOT NULL,
    ticket TEXT
) STRICT;
