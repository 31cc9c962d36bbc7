-- What staff edit carries a number that grows with each edit, so that nobody overwrites a
-- colleague's change unseen.
ALTER TABLE market ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE zone ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE stall ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE category ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE trading_time ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE round ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE registration ADD COLUMN revision integer NOT NULL DEFAULT 1;

-- How a market is reached, by language: telephone, desk, opening hours.
ALTER TABLE market ADD COLUMN contact @json;

-- A block is named from outside when it is lifted.
ALTER TABLE stall_block ADD COLUMN public_id text;
UPDATE stall_block SET public_id = @random_id;
CREATE UNIQUE INDEX stall_block_by_public_id ON stall_block (public_id);

-- A registration that turned out to be somebody's second one: its id leads on to the first.
CREATE TABLE registration_merge (
    id @id,
    market_id bigint NOT NULL,
    registration_id bigint NOT NULL,
    into_registration_id bigint NOT NULL,
    reason text NOT NULL,
    merged_at @time NOT NULL,
    UNIQUE (market_id, registration_id),
    CHECK (registration_id <> into_registration_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, registration_id) REFERENCES registration (market_id, id),
    FOREIGN KEY (market_id, into_registration_id) REFERENCES registration (market_id, id)
);
CREATE INDEX registration_merge_by_into_registration_id
    ON registration_merge (into_registration_id);

-- The vendors of a market, page by page.
CREATE INDEX registration_by_market_id_public_id ON registration (market_id, public_id);
