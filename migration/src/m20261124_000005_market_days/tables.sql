-- One market day given out for itself: who is absent, who stands by, and the draw between them.

-- A holder who will not come on a market day; the stall stays theirs.
CREATE TABLE absence (
    id @id,
    market_id bigint NOT NULL,
    market_day_id bigint NOT NULL,
    holding_id bigint NOT NULL,
    state text NOT NULL,
    announced_at @time NOT NULL,
    version integer NOT NULL,
    UNIQUE (market_day_id, holding_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, market_day_id) REFERENCES market_day (market_id, id),
    FOREIGN KEY (market_id, holding_id) REFERENCES holding (market_id, id)
);
CREATE INDEX absence_by_holding_id ON absence (holding_id);

-- A vendor who would come on a market day if a stall is free. Needs, category and wishes are those
-- of the application.
CREATE TABLE standby_entry (
    id @id,
    market_id bigint NOT NULL,
    market_day_id bigint NOT NULL,
    registration_id bigint NOT NULL,
    application_id bigint NOT NULL,
    anywhere boolean NOT NULL,
    ticket text NOT NULL,
    salt text NOT NULL,
    state text NOT NULL,
    joined_at @time NOT NULL,
    version integer NOT NULL,
    UNIQUE (market_day_id, registration_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, market_day_id) REFERENCES market_day (market_id, id),
    FOREIGN KEY (market_id, registration_id) REFERENCES registration (market_id, id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id)
);
CREATE INDEX standby_entry_by_registration_id ON standby_entry (registration_id);
CREATE INDEX standby_entry_by_application_id ON standby_entry (application_id);
CREATE INDEX standby_entry_by_state_market_day_id ON standby_entry (state, market_day_id);

-- The draw of one market day, kept as bytes.
CREATE TABLE day_draw (
    id @id,
    market_id bigint NOT NULL,
    market_day_id bigint NOT NULL UNIQUE,
    round_id bigint NOT NULL,
    state text NOT NULL,
    problem @bytes NOT NULL,
    outcome @bytes,
    engine_version text NOT NULL,
    commitment text NOT NULL,
    seed_values @json,
    seed text,
    attempts integer NOT NULL,
    claimed_until @time,
    frozen_at @time NOT NULL,
    computed_at @time,
    version integer NOT NULL,
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, market_day_id) REFERENCES market_day (market_id, id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id)
);
CREATE INDEX day_draw_by_state_claimed_until ON day_draw (state, claimed_until);
