-- How many stalls next to each other they need at least, and would take at most.
ALTER TABLE application ADD COLUMN min_stalls integer NOT NULL DEFAULT 1 CHECK (min_stalls >= 1);
ALTER TABLE application ADD COLUMN max_stalls integer NOT NULL DEFAULT 1 CHECK (max_stalls >= min_stalls);

-- What points at an offer finds it again before the migration ends.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE draw_entry_before AS SELECT * FROM draw_entry;
DROP TABLE draw_entry;
CREATE TABLE draw_entry (
    id @id,
    market_id bigint NOT NULL,
    draw_id bigint NOT NULL,
    application_id bigint NOT NULL,
    public_result text NOT NULL,
    pool text,
    position integer,
    preference integer,
    open_waiting integer,
    standings @json NOT NULL,
    reason @json NOT NULL,
    bounded boolean NOT NULL,
    UNIQUE (market_id, draw_id, id),
    UNIQUE (draw_id, application_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, draw_id) REFERENCES draw (market_id, id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id)
);
INSERT INTO draw_entry
SELECT id, market_id, draw_id, application_id, public_result, pool, position, preference,
    open_waiting, standings, reason, false
FROM draw_entry_before ORDER BY id;
CREATE INDEX draw_entry_by_application_id ON draw_entry (application_id);

-- A stall that a draw gave to an entry.
CREATE TABLE draw_entry_stall (
    id @id,
    market_id bigint NOT NULL,
    draw_id bigint NOT NULL,
    draw_entry_id bigint NOT NULL,
    stall_id bigint NOT NULL,
    UNIQUE (draw_id, stall_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, draw_id) REFERENCES draw (market_id, id),
    FOREIGN KEY (market_id, draw_id, draw_entry_id) REFERENCES draw_entry (market_id, draw_id, id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id)
);
INSERT INTO draw_entry_stall (market_id, draw_id, draw_entry_id, stall_id)
SELECT market_id, draw_id, id, stall_id FROM draw_entry_before
WHERE stall_id IS NOT NULL ORDER BY id;
DROP TABLE draw_entry_before;
CREATE INDEX draw_entry_stall_by_draw_entry_id ON draw_entry_stall (draw_entry_id);

CREATE TRIGGER draw_entry_is_never_rewritten BEFORE UPDATE ON draw_entry
BEGIN
    SELECT RAISE(ABORT, 'draw entries never change');
END;

CREATE TRIGGER draw_entry_is_never_deleted BEFORE DELETE ON draw_entry
BEGIN
    SELECT RAISE(ABORT, 'draw entries never change');
END;

CREATE TRIGGER draw_entry_stall_is_never_rewritten BEFORE UPDATE ON draw_entry_stall
BEGIN
    SELECT RAISE(ABORT, 'draw entries never change');
END;

CREATE TRIGGER draw_entry_stall_is_never_deleted BEFORE DELETE ON draw_entry_stall
BEGIN
    SELECT RAISE(ABORT, 'draw entries never change');
END;

CREATE TABLE offer_before AS SELECT * FROM offer;
DROP TABLE offer;
CREATE TABLE offer (
    id @id,
    public_id text NOT NULL UNIQUE,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    trading_time_id bigint NOT NULL,
    application_id bigint NOT NULL,
    pool text NOT NULL,
    origin text NOT NULL,
    state text NOT NULL,
    confirm_days integer NOT NULL,
    deadline_at @time,
    made_at @time NOT NULL,
    decided_at @time,
    version integer NOT NULL,
    UNIQUE (market_id, id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (market_id, trading_time_id) REFERENCES trading_time (market_id, id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id)
);
INSERT INTO offer
SELECT id, public_id, market_id, round_id, trading_time_id, application_id, pool, origin, state,
    confirm_days, deadline_at, made_at, decided_at, version
FROM offer_before ORDER BY id;
CREATE INDEX offer_by_application_id ON offer (application_id);
CREATE INDEX offer_by_market_id_round_id_state ON offer (market_id, round_id, state);
CREATE INDEX offer_by_state_deadline_at ON offer (state, deadline_at);
CREATE UNIQUE INDEX offer_open_once ON offer (application_id, trading_time_id) WHERE state = 'open';

-- One of the stalls of an offer, with the pool that it is given from: a fee may depend on it.
CREATE TABLE offer_stall (
    id @id,
    market_id bigint NOT NULL,
    offer_id bigint NOT NULL,
    stall_id bigint NOT NULL,
    pool text NOT NULL,
    UNIQUE (offer_id, stall_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, offer_id) REFERENCES offer (market_id, id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id)
);
INSERT INTO offer_stall (market_id, offer_id, stall_id, pool)
SELECT market_id, id, stall_id, pool FROM offer_before ORDER BY id;
DROP TABLE offer_before;
CREATE INDEX offer_stall_by_stall_id ON offer_stall (stall_id);
