-- Something in every table of migration 0002.
INSERT INTO desk_contacts (id, email, customer, customer_name, name, phone, created) VALUES
    ('100001', 'anna@muster.example', 'K-1', 'Muster GmbH', 'Anna Berger', '+4917100000', 1795511600000);
INSERT INTO desk_tickets
    (number, serial, title, ticket_type, status, priority, customer, customer_name, contact, contact_name, contact_email,
    assignee, via, escalated, level, due_from, due, created, changed, resolved, rating, search, contact_search, version)
    VALUES
    ('CS-2026-000001', 1, 'Platte rot', 'hardware_defekt', 'new', 'high', 'K-1', 'Muster GmbH', '100001', 'Anna Berger',
    'anna@muster.example', NULL, 'chat', 0, NULL, NULL, NULL, 1795511600000, 1795511600000, NULL, NULL,
    'cs-2026-000001 platte rot', 'anna berger anna@muster.example', 1);
INSERT INTO desk_fields (ticket, position, field, label, value) VALUES
    ('CS-2026-000001', 1, 'part', 'Bauteil', 'Festplatte/SSD');
INSERT INTO desk_entries
    (id, ticket, at, internal, author, author_name, member, kind, text, status_was, status, priority_was, priority, op,
    concerns) VALUES
    (1, 'CS-2026-000001', 1795511600000, 0, 'customer', 'Anna Berger', 'anna', 'created', 'Eine Platte blinkt rot.',
    NULL, NULL, NULL, NULL, 'o-0', NULL);
INSERT INTO desk_files (id, entry, ticket, position, name, mime, size_bytes, bytes) VALUES
    ('df-1', 1, 'CS-2026-000001', 1, 'foto.jpg', 'image/jpeg', 3, CAST('jpg' AS BLOB));
INSERT INTO desk_watchers (ticket, member, name) VALUES ('CS-2026-000001', 'bernd', 'Bernd Özdemir');
INSERT INTO desk_ops (op, ticket, at) VALUES ('o-0', 'CS-2026-000001', 1795511600000);
