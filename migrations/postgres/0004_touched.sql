-- When somebody last wrote in a conversation, for retention. What is there already counts from now on; 0 (written by a
-- program that does not know the column) counts from the conversation's beginning.
ALTER TABLE conversations ADD COLUMN touched BIGINT NOT NULL DEFAULT 0;
UPDATE conversations SET touched = CAST(EXTRACT(EPOCH FROM now()) AS BIGINT) * 1000;
