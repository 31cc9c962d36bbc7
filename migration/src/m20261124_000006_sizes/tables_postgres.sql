-- How many stalls next to each other they need at least, and would take at most.
ALTER TABLE application ADD COLUMN min_stalls integer NOT NULL DEFAULT 1 CHECK (min_stalls >= 1);
ALTER TABLE application ADD COLUMN max_stalls integer NOT NULL DEFAULT 1 CHECK (max_stalls >= min_stalls);

-- The bound of work decided something about it.
ALTER TABLE draw_entry ADD COLUMN bounded boolean NOT NULL DEFAULT false;
ALTER TABLE draw_entry ALTER COLUMN bounded DROP DEFAULT;
ALTER TABLE draw_entry ADD UNIQUE (market_id, draw_id, id);

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
SELECT market_id, draw_id, id, stall_id FROM draw_entry
WHERE stall_id IS NOT NULL ORDER BY id;
ALTER TABLE draw_entry DROP COLUMN stall_id;
CREATE INDEX draw_entry_stall_by_draw_entry_id ON draw_entry_stall (draw_entry_id);

CREATE TRIGGER draw_entry_stall_is_never_rewritten BEFORE UPDATE ON draw_entry_stall
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();

CREATE TRIGGER draw_entry_stall_is_never_deleted BEFORE DELETE ON draw_entry_stall
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();

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
SELECT market_id, id, stall_id, pool FROM offer ORDER BY id;
ALTER TABLE offer DROP COLUMN stall_id;
CREATE INDEX offer_stall_by_stall_id ON offer_stall (stall_id);
