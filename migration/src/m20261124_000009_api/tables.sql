-- What the JSON API needs: tokens of staff.

-- A program that acts for a member of staff, with their rights and no more; without one it acts as
-- whoever sits at the machine, to set up an installation.
CREATE TABLE api_token (
    id @id,
    public_id text NOT NULL UNIQUE,
    staff_id bigint,
    label text NOT NULL,
    scope text NOT NULL,
    token_hash text NOT NULL UNIQUE,
    created_at @time NOT NULL,
    expires_at @time NOT NULL,
    last_used_at @time,
    revoked_at @time,
    CHECK (expires_at > created_at),
    FOREIGN KEY (staff_id) REFERENCES staff (id)
);
CREATE INDEX api_token_by_staff_id ON api_token (staff_id);
