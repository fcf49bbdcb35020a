-- A Support-ID that an operator assigned stays until an operator has it looked up again.
ALTER TABLE contacts_known ADD COLUMN assigned BIGINT NOT NULL DEFAULT 0;
