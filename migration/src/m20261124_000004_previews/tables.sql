-- Many simulated draws of a list that is not frozen yet (模拟摇号): figures, nobody's outcome.
CREATE TABLE preview (
    id @id,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    public_id text NOT NULL UNIQUE,
    state text NOT NULL,
    asked @json NOT NULL,
    result @json,
    progress_percent integer NOT NULL,
    attempts integer NOT NULL,
    claimed_until @time,
    asked_by bigint,
    asked_at @time NOT NULL,
    ended_at @time,
    version integer NOT NULL,
    UNIQUE (market_id, id),
    CHECK (progress_percent BETWEEN 0 AND 100),
    CHECK ((state = 'done') = (result IS NOT NULL)),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (asked_by) REFERENCES staff (id)
);
CREATE INDEX preview_by_state_claimed_until ON preview (state, claimed_until);
CREATE INDEX preview_by_round_id ON preview (round_id);
