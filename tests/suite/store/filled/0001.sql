-- Something in every table of migration 0001. Runs on both databases; the numbers of rows are given by the database.
INSERT INTO customers (id, name) VALUES ('K-1', 'Muster GmbH'), ('K-2', 'Beispiel AG');
INSERT INTO contracts (id, customer, name, valid_from, valid_until, drive_retention) VALUES
    ('V-1', 'K-1', 'Premium Vor Ort', '2024-01-01', '2026-12-31', 1),
    ('V-2', 'K-2', 'Basis', '2020-01-01', '2025-12-31', 0);
INSERT INTO systems (id, customer, contract, name, model, serial, site) VALUES
    ('S-1', 'K-1', 'V-1', 'Archiv-NAS', 'A700', 'SN4711', 'Rechenzentrum Nord');
INSERT INTO members (id, customer, email, enabled, role, name, salutation) VALUES
    ('anna', 'K-1', 'anna@muster.example', 1, 'user', 'Anna Berger', 'Frau Berger'),
    ('bernd', 'K-1', 'bernd@muster.example', 1, 'customer_admin', 'Bernd Özdemir', NULL),
    ('dora', 'K-2', 'dora@beispiel.example', 0, 'user', 'Dora Zahn', NULL);
INSERT INTO identities (id, platform, workspace, account, blocked) VALUES
    ('i-1', 'web', '', 'anna-web', 0), ('i-2', 'slack', 'T1', 'U2', 1);
INSERT INTO conversations (id, identity, address, created, state) VALUES
    ('c-1', 'i-1', '{}', 1795511700000, '{"language":"de"}'), ('c-2', 'i-2', '{"channel":"D2"}', 1795511700001, NULL);
INSERT INTO links (id, conversation, member, proof, since, ended, why) VALUES
    ('l-1', 'c-1', 'anna', 'code', 1795511700000, NULL, NULL),
    ('l-0', 'c-2', 'bernd', 'trusted_workspace', 1795511600000, 1795511650000, 'revoked');
INSERT INTO codes (conversation, email, member, hash, expires, wrong) VALUES
    ('c-1', 'bernd@muster.example', 'bernd', 'hash', 1795512300000, 1);
INSERT INTO code_misses (day, conversation, email, wrong) VALUES (20781, 'c-1', 'bernd@muster.example', 1);
INSERT INTO counters (name, window_secs, ends, value) VALUES ('refused:c-1', 86400, 1795598100000, 3);
INSERT INTO secrets (name, value) VALUES ('code_pepper', CAST('0123456789abcdef0123456789abcdef' AS BLOB));
INSERT INTO inbox (id, conversation, event, state, attempts, received, handled, note) VALUES
    ('e-1', 'c-1', '', 'done', 1, 1795511700000, 1795511700100, ''),
    ('e-2', 'c-1', '{"said":"hallo"}', 'pending', 0, 1795511700200, NULL, ''),
    ('e-3', 'c-2', '{}', 'aside', 5, 1795511700300, 1795511700400, 'turn failed');
INSERT INTO outbox
    (id, conversation, lane, link, member, payload, created, due, claimed_until, attempts, state, settled, note) VALUES
    ('o-1', 'c-1', 'message', 'l-1', NULL, '', 1795511700000, 1795511700000, 0, 1, 'done', 1795511700100, ''),
    ('o-2', 'c-1', 'write', NULL, 'anna', '{"write":1}', 1795511700000, 1795511700000, 0, 2, 'unknown', NULL, 'timeout'),
    ('o-3', 'c-1', 'message', 'l-1', NULL, '{"say":1}', 1795511700000, 1795511700000, 1795511760000, 1, 'pending', NULL, '');
INSERT INTO filings (op, member, customer, filed, desk, number) VALUES
    ('o-2', 'anna', 'K-1', 1795511700000, NULL, NULL),
    ('o-0', 'anna', 'K-1', 1795511600000, 'embedded', 'CS-2026-000001');
INSERT INTO mutes (member, number, since) VALUES ('anna', 'CS-2026-000001', 1795511700000);
INSERT INTO contacts_known (desk, member, state, contact, attempts, missing_since, next_check, overdue_told) VALUES
    ('embedded', 'anna', 'linked', '100001', 0, NULL, 1795598100000, 0),
    ('embedded', 'bernd', 'missing', NULL, 4, 1795511000000, 1795511700000, 1);
INSERT INTO cursors (desk, cursor, changed) VALUES ('embedded', '17', 1795511700000);
INSERT INTO files (id, conversation, name, mime, size_bytes, created, bytes) VALUES
    ('f-1', 'c-1', 'log.txt', 'text/plain', 3, 1795511700000, CAST('abc' AS BLOB));
INSERT INTO feed (conversation, id, link, item, shown, edited) VALUES
    ('c-1', 'm-1', 'l-1', '{"text":"Guten Tag"}', 1795511700000, NULL),
    ('c-1', 'm-2', NULL, '{"text":"Hallo"}', 1795511700001, 1795511700002);
INSERT INTO sessions (kind, hash, account, csrf, created, expires, replaced) VALUES
    ('chat', 'h-1', 'anna-web', 'csrf', 1795511700000, 1798103700000, 0);
INSERT INTO agents (login, name, password) VALUES ('max', 'Max Meier', '$argon2id$x');
INSERT INTO audit (at, who, place, what, ticket) VALUES
    (1795511700000, 'member:anna', 'web:c-1', 'link.created', NULL),
    (1795511700001, 'member:anna', 'web:c-1', 'action.close', 'CS-2026-000001');
