-- Another system that is told what happens at a market. Its secret is derived, and stands nowhere.
CREATE TABLE webhook (
    id @id,
    public_id text NOT NULL UNIQUE,
    market_id bigint NOT NULL,
    url text NOT NULL,
    created_at @time NOT NULL,
    ended_at @time,
    FOREIGN KEY (market_id) REFERENCES market (id)
);
CREATE INDEX webhook_by_market_id ON webhook (market_id);

-- One event on its way to one of them, written with the change that it tells of.
CREATE TABLE webhook_delivery (
    id @id,
    public_id text NOT NULL UNIQUE,
    webhook_id bigint NOT NULL,
    event text NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    failures integer NOT NULL,
    due_at @time NOT NULL,
    claimed_until @time,
    answer text,
    created_at @time NOT NULL,
    ended_at @time,
    FOREIGN KEY (webhook_id) REFERENCES webhook (id)
);
CREATE INDEX webhook_delivery_by_webhook_id ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_due ON webhook_delivery (state, due_at);
