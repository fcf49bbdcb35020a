-- One process at a time runs the turn of an event: who, and until when if it does not say otherwise.
ALTER TABLE inbox ADD COLUMN claimed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox ADD COLUMN claimed_until BIGINT NOT NULL DEFAULT 0;
