-- What makes the audit hold: seals over its rows, one chain for each market and one for what
-- belongs to none. No chain forks: each seal has one that follows it at most.
CREATE TABLE audit_seal (
    id @id,
    market_id bigint,
    number bigint NOT NULL,
    previous text NOT NULL UNIQUE,
    digest text NOT NULL UNIQUE,
    row_count bigint NOT NULL,
    sealed_at @time NOT NULL,
    UNIQUE (market_id, number),
    CHECK (number >= 1 AND row_count >= 1),
    FOREIGN KEY (market_id) REFERENCES market (id)
);

-- In which role, and from which address. What privacy erases leaves its digest: first the address,
-- later what was said about a person.
ALTER TABLE audit ADD COLUMN role text;
ALTER TABLE audit ADD COLUMN address text;
ALTER TABLE audit ADD COLUMN address_salt @bytes;
ALTER TABLE audit ADD COLUMN address_digest text;
ALTER TABLE audit ADD COLUMN payload_digest text;
ALTER TABLE audit ADD COLUMN seal_id bigint REFERENCES audit_seal (id);
CREATE INDEX audit_unsealed ON audit (market_id, id) WHERE seal_id IS NULL;
CREATE INDEX audit_by_seal_id ON audit (seal_id);
CREATE INDEX audit_with_address_by_at ON audit (at) WHERE address IS NOT NULL;

-- For how many days what is kept, by kind of data; what is not named has its default.
ALTER TABLE market ADD COLUMN retention @json;

-- When the body of a notice was erased; that it was sent, and when, stays.
ALTER TABLE notice ADD COLUMN erased_at @time;
