-- The commitment as it was published, byte for byte; what its digest was made of.
ALTER TABLE draw ADD COLUMN commitment_document @bytes;

-- What anyone may check the draw with, byte for byte. It is served from publishing on.
ALTER TABLE draw ADD COLUMN public_bundle @bytes;
ALTER TABLE draw ADD COLUMN public_bundle_sha256 text;

-- In a draw that takes the place of another: which entries were mended or taken out, and why.
ALTER TABLE draw ADD COLUMN corrections @json;

-- One application on the frozen list of a draw, as a leaf of its Merkle tree.
CREATE TABLE draw_leaf (
    id @id,
    market_id bigint NOT NULL,
    draw_id bigint NOT NULL,
    application_id bigint NOT NULL,
    salt @bytes NOT NULL,
    receipt @bytes NOT NULL,
    UNIQUE (draw_id, application_id),
    CHECK (length(salt) = 32),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, draw_id) REFERENCES draw (market_id, id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id)
);
CREATE INDEX draw_leaf_by_application_id ON draw_leaf (application_id);
