-- What an applicant is asked to change, and until when.
ALTER TABLE application ADD COLUMN changes_note text;
ALTER TABLE application ADD COLUMN changes_until @time;

-- A holder of the term before who applies to keep what they hold.
ALTER TABLE application ADD COLUMN renews boolean NOT NULL DEFAULT false;

-- The first day that an offer covers, where the stall is somebody else's until then.
ALTER TABLE offer ADD COLUMN from_date @date;

-- The first day that is free again, where a holding stopped before the end of its term.
ALTER TABLE holding ADD COLUMN free_from @date;

-- One question at a time.
CREATE UNIQUE INDEX objection_raised_once ON objection (application_id) WHERE state = 'raised';

-- What was done by hand in a round and that everyone may read: what, when, why, and never to whom.
CREATE TABLE round_log (
    id @id,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    trading_time_id bigint,
    at @time NOT NULL,
    event text NOT NULL,
    reason text NOT NULL,
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (market_id, trading_time_id) REFERENCES trading_time (market_id, id)
);
CREATE INDEX round_log_by_round_id ON round_log (round_id);
