-- When somebody last wrote in a conversation, for retention. What is there already counts from now on; 0 (written by a
-- program that does not know the column) counts from the conversation's beginning.
ALTER TABLE conversations ADD COLUMN touched INTEGER NOT NULL DEFAULT 0;
UPDATE conversations SET touched = CAST(strftime('%s', 'now') AS INTEGER) * 1000;
