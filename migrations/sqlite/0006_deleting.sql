-- Whoever deletes a conversation finds what belongs to it, and what refers to it, without reading whole tables.
CREATE INDEX inbox_of_conversation ON inbox (conversation);
CREATE INDEX outbox_of_conversation ON outbox (conversation);
CREATE INDEX links_of_conversation ON links (conversation, since);
