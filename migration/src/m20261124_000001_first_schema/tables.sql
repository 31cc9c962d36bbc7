-- The tables of Starstall. Every row that belongs to a market carries market_id, inside its
-- foreign keys, so that no row of one market can point into another.

-- A place with stalls, a time zone, languages, rules.
CREATE TABLE market (
    id @id,
    slug text NOT NULL UNIQUE,
    names @json NOT NULL,
    place @json NOT NULL,
    time_zone text NOT NULL,
    languages @json NOT NULL,
    ground @json NOT NULL,
    created_at @time NOT NULL
);

-- A named part of a market.
CREATE TABLE zone (
    id @id,
    market_id bigint NOT NULL,
    code text NOT NULL,
    names @json NOT NULL,
    colour text NOT NULL,
    label_x_dm integer NOT NULL,
    label_y_dm integer NOT NULL,
    retired_at @time,
    UNIQUE (market_id, id),
    UNIQUE (market_id, code),
    FOREIGN KEY (market_id) REFERENCES market (id)
);

-- What is sold (经营品类).
CREATE TABLE category (
    id @id,
    market_id bigint NOT NULL,
    code text NOT NULL,
    names @json NOT NULL,
    retired_at @time,
    UNIQUE (market_id, id),
    UNIQUE (market_id, code),
    FOREIGN KEY (market_id) REFERENCES market (id)
);

-- One pitch: where it stands, what it offers.
CREATE TABLE stall (
    id @id,
    market_id bigint NOT NULL,
    zone_id bigint NOT NULL,
    code text NOT NULL,
    row_label text NOT NULL,
    place integer NOT NULL,
    x_dm integer NOT NULL,
    y_dm integer NOT NULL,
    width_dm integer NOT NULL,
    depth_dm integer NOT NULL,
    features @json NOT NULL,
    retired_at @time,
    version integer NOT NULL,
    UNIQUE (market_id, id),
    UNIQUE (market_id, code),
    CHECK (width_dm > 0 AND depth_dm > 0),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, zone_id) REFERENCES zone (market_id, id)
);

-- A category that a stall takes; a stall without any takes all.
CREATE TABLE stall_category (
    market_id bigint NOT NULL,
    stall_id bigint NOT NULL,
    category_id bigint NOT NULL,
    PRIMARY KEY (market_id, stall_id, category_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id),
    FOREIGN KEY (market_id, category_id) REFERENCES category (market_id, id)
);

-- A time in which a stall is not to be let, and why.
CREATE TABLE stall_block (
    id @id,
    market_id bigint NOT NULL,
    stall_id bigint NOT NULL,
    from_date @date NOT NULL,
    until_date @date,
    reason text NOT NULL,
    created_at @time NOT NULL,
    CHECK (until_date IS NULL OR until_date >= from_date),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id)
);
CREATE INDEX stall_block_by_market_id_stall_id ON stall_block (market_id, stall_id);

-- A weekly time of a market (时段).
CREATE TABLE trading_time (
    id @id,
    market_id bigint NOT NULL,
    code text NOT NULL,
    names @json NOT NULL,
    weekdays @json NOT NULL,
    starts_at_minute integer NOT NULL,
    duration_minutes integer NOT NULL,
    retired_at @time,
    UNIQUE (market_id, id),
    UNIQUE (market_id, code),
    CHECK (starts_at_minute BETWEEN 0 AND 1439 AND duration_minutes BETWEEN 1 AND 1440),
    FOREIGN KEY (market_id) REFERENCES market (id)
);

-- One date of one trading time (开市日): the unit that is occupied.
CREATE TABLE market_day (
    id @id,
    market_id bigint NOT NULL,
    trading_time_id bigint NOT NULL,
    date @date NOT NULL,
    opens_at @time NOT NULL,
    closes_at @time NOT NULL,
    UNIQUE (market_id, id),
    UNIQUE (market_id, trading_time_id, date),
    CHECK (closes_at > opens_at),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, trading_time_id) REFERENCES trading_time (market_id, id)
);
CREATE INDEX market_day_by_market_id_date ON market_day (market_id, date);

-- One call for applications, for a term, under one fixed set of rules (批次).
CREATE TABLE round (
    id @id,
    market_id bigint NOT NULL,
    code text NOT NULL,
    names @json NOT NULL,
    state text NOT NULL,
    term_from @date NOT NULL,
    term_to @date NOT NULL,
    rules @json NOT NULL,
    plan @json NOT NULL,
    opened_at @time,
    applications_until @time,
    list_objections_until @time,
    result_objections_until @time,
    cancel_reason text,
    version integer NOT NULL,
    created_at @time NOT NULL,
    UNIQUE (market_id, id),
    UNIQUE (market_id, code),
    CHECK (term_to >= term_from),
    FOREIGN KEY (market_id) REFERENCES market (id)
);
CREATE INDEX round_by_state ON round (state);

-- A trading time that a round gives out.
CREATE TABLE round_time (
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    trading_time_id bigint NOT NULL,
    PRIMARY KEY (market_id, round_id, trading_time_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (market_id, trading_time_id) REFERENCES trading_time (market_id, id)
);

-- One stall in one trading time of a round: the thing that is allocated.
CREATE TABLE slot (
    id @id,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    trading_time_id bigint NOT NULL,
    stall_id bigint NOT NULL,
    pool text NOT NULL,
    UNIQUE (round_id, trading_time_id, stall_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (market_id, trading_time_id) REFERENCES trading_time (market_id, id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id)
);

-- Who confirms hardship: a street, a community, a federation.
CREATE TABLE organisation (
    id @id,
    public_id text NOT NULL UNIQUE,
    code text NOT NULL UNIQUE,
    kind text NOT NULL,
    names @json NOT NULL
);

-- Someone who works for a market or attests for an organisation.
CREATE TABLE staff (
    id @id,
    public_id text NOT NULL UNIQUE,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text NOT NULL,
    language text NOT NULL,
    disabled_at @time,
    created_at @time NOT NULL
);

-- What a member of staff may do, and where.
CREATE TABLE staff_role (
    id @id,
    staff_id bigint NOT NULL,
    role text NOT NULL,
    market_id bigint,
    organisation_id bigint,
    UNIQUE (staff_id, role, market_id),
    UNIQUE (staff_id, role, organisation_id),
    CHECK ((market_id IS NULL) <> (organisation_id IS NULL)),
    FOREIGN KEY (staff_id) REFERENCES staff (id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (organisation_id) REFERENCES organisation (id)
);

-- A signed-in browser.
CREATE TABLE web_session (
    id @id,
    token_hash text NOT NULL UNIQUE,
    staff_id bigint NOT NULL,
    created_at @time NOT NULL,
    expires_at @time NOT NULL,
    FOREIGN KEY (staff_id) REFERENCES staff (id)
);
CREATE INDEX web_session_by_staff_id ON web_session (staff_id);
CREATE INDEX web_session_by_expires_at ON web_session (expires_at);

-- Personal data, erased row by row.
CREATE TABLE person (
    id @id,
    public_id text NOT NULL UNIQUE,
    identity_hash text UNIQUE,
    household_hash text,
    name text NOT NULL,
    phone text,
    email text,
    language text NOT NULL,
    created_at @time NOT NULL,
    erased_at @time
);
CREATE INDEX person_by_phone ON person (phone);

-- A vendor at a market (商户登记): seniority, standing, refusals.
CREATE TABLE registration (
    id @id,
    public_id text NOT NULL UNIQUE,
    market_id bigint NOT NULL,
    person_id bigint NOT NULL,
    trading_name text NOT NULL,
    seniority integer,
    standing text NOT NULL,
    refusals integer NOT NULL,
    created_at @time NOT NULL,
    UNIQUE (market_id, id),
    UNIQUE (market_id, person_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (person_id) REFERENCES person (id)
);
CREATE INDEX registration_by_person_id ON registration (person_id);

-- "This organisation confirms that this person belongs to this group, from, until" (困难认定).
CREATE TABLE attestation (
    id @id,
    public_id text NOT NULL UNIQUE,
    person_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    hardship_group text NOT NULL,
    state text NOT NULL,
    consent_version text NOT NULL,
    consented_at @time NOT NULL,
    requested_at @time NOT NULL,
    decided_at @time,
    decided_by bigint,
    valid_from @date,
    valid_until @date,
    UNIQUE (person_id, organisation_id, hardship_group),
    CHECK (valid_until IS NULL OR valid_until >= valid_from),
    FOREIGN KEY (person_id) REFERENCES person (id),
    FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (decided_by) REFERENCES staff (id)
);
CREATE INDEX attestation_by_organisation_id_state ON attestation (organisation_id, state);

-- One vendor's request in one round.
CREATE TABLE application (
    id @id,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    registration_id bigint NOT NULL,
    code text NOT NULL UNIQUE,
    state text NOT NULL,
    category_id bigint NOT NULL,
    needs @json NOT NULL,
    workers integer NOT NULL,
    asks_charity boolean NOT NULL,
    also_open boolean NOT NULL,
    decline_reason text,
    decline_note text,
    link_hash text NOT NULL UNIQUE,
    ticket text NOT NULL,
    household_hash text,
    submitted_at @time NOT NULL,
    decided_at @time,
    withdrawn_at @time,
    version integer NOT NULL,
    UNIQUE (market_id, id),
    UNIQUE (round_id, registration_id),
    UNIQUE (round_id, household_hash),
    CHECK (workers BETWEEN 1 AND 20),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (market_id, registration_id) REFERENCES registration (market_id, id),
    FOREIGN KEY (market_id, category_id) REFERENCES category (market_id, id)
);
CREATE INDEX application_by_market_id_round_id_state ON application (market_id, round_id, state);
CREATE INDEX application_by_registration_id ON application (registration_id);

-- A trading time that an application asks for.
CREATE TABLE application_time (
    id @id,
    market_id bigint NOT NULL,
    application_id bigint NOT NULL,
    trading_time_id bigint NOT NULL,
    anywhere boolean NOT NULL,
    UNIQUE (market_id, id),
    UNIQUE (application_id, trading_time_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id),
    FOREIGN KEY (market_id, trading_time_id) REFERENCES trading_time (market_id, id)
);

-- A stall or a zone that an application would like, in order.
CREATE TABLE wish (
    id @id,
    market_id bigint NOT NULL,
    application_time_id bigint NOT NULL,
    ordinal integer NOT NULL,
    stall_id bigint,
    zone_id bigint,
    UNIQUE (application_time_id, ordinal),
    CHECK ((stall_id IS NULL) <> (zone_id IS NULL)),
    CHECK (ordinal >= 1),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, application_time_id) REFERENCES application_time (market_id, id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id),
    FOREIGN KEY (market_id, zone_id) REFERENCES zone (market_id, id)
);

-- The allocation of one trading time of a round (摇号), kept as bytes.
CREATE TABLE draw (
    id @id,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    trading_time_id bigint NOT NULL,
    number integer NOT NULL,
    state text NOT NULL,
    problem @bytes NOT NULL,
    outcome @bytes,
    engine_version text NOT NULL,
    commitment text NOT NULL,
    seed_values @json,
    seed text,
    progress_percent integer NOT NULL,
    attempts integer NOT NULL,
    claimed_until @time,
    failure text,
    frozen_at @time NOT NULL,
    computed_at @time,
    published_at @time,
    version integer NOT NULL,
    UNIQUE (market_id, id),
    UNIQUE (round_id, trading_time_id, number),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (market_id, trading_time_id) REFERENCES trading_time (market_id, id)
);
CREATE INDEX draw_by_state_claimed_until ON draw (state, claimed_until);

-- What the draw said about one application (摇号结果). It never changes.
CREATE TABLE draw_entry (
    id @id,
    market_id bigint NOT NULL,
    draw_id bigint NOT NULL,
    application_id bigint NOT NULL,
    public_result text NOT NULL,
    pool text,
    position integer,
    stall_id bigint,
    preference integer,
    open_waiting integer,
    standings @json NOT NULL,
    reason @json NOT NULL,
    UNIQUE (draw_id, application_id),
    UNIQUE (draw_id, stall_id),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, draw_id) REFERENCES draw (market_id, id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id)
);
CREATE INDEX draw_entry_by_application_id ON draw_entry (application_id);

-- A fixed number in one pool's waiting list (候补).
CREATE TABLE waiting_entry (
    id @id,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    trading_time_id bigint NOT NULL,
    application_id bigint NOT NULL,
    pool text NOT NULL,
    position integer NOT NULL,
    number integer NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    UNIQUE (round_id, trading_time_id, pool, application_id),
    UNIQUE (round_id, trading_time_id, pool, position),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (market_id, trading_time_id) REFERENCES trading_time (market_id, id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id)
);
CREATE INDEX waiting_entry_by_application_id ON waiting_entry (application_id);

-- A stall held for one vendor until a deadline (待确认入驻).
CREATE TABLE offer (
    id @id,
    public_id text NOT NULL UNIQUE,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    trading_time_id bigint NOT NULL,
    application_id bigint NOT NULL,
    stall_id bigint NOT NULL,
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
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id)
);
CREATE INDEX offer_by_application_id ON offer (application_id);
CREATE INDEX offer_by_market_id_round_id_state ON offer (market_id, round_id, state);
CREATE INDEX offer_by_state_deadline_at ON offer (state, deadline_at);

-- A slot held by a vendor for a term, with its origin (入驻).
CREATE TABLE holding (
    id @id,
    public_id text NOT NULL UNIQUE,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    trading_time_id bigint NOT NULL,
    registration_id bigint NOT NULL,
    application_id bigint,
    stall_id bigint NOT NULL,
    pool text NOT NULL,
    origin text NOT NULL,
    state text NOT NULL,
    from_date @date NOT NULL,
    to_date @date NOT NULL,
    grounds text,
    started_at @time NOT NULL,
    version integer NOT NULL,
    UNIQUE (market_id, id),
    CHECK (to_date >= from_date),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (market_id, trading_time_id) REFERENCES trading_time (market_id, id),
    FOREIGN KEY (market_id, registration_id) REFERENCES registration (market_id, id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id)
);
CREATE INDEX holding_by_registration_id ON holding (registration_id);
CREATE INDEX holding_by_market_id_round_id_trading_time_id_state ON holding (market_id, round_id, trading_time_id, state);

-- A stall taken on a market day. This table is why a stall is never occupied twice.
CREATE TABLE occupancy (
    id @id,
    market_id bigint NOT NULL,
    market_day_id bigint NOT NULL,
    stall_id bigint NOT NULL,
    offer_id bigint,
    holding_id bigint,
    UNIQUE (market_day_id, stall_id),
    CHECK ((offer_id IS NULL) <> (holding_id IS NULL)),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, market_day_id) REFERENCES market_day (market_id, id),
    FOREIGN KEY (market_id, stall_id) REFERENCES stall (market_id, id),
    FOREIGN KEY (market_id, offer_id) REFERENCES offer (market_id, id),
    FOREIGN KEY (market_id, holding_id) REFERENCES holding (market_id, id)
);
CREATE INDEX occupancy_by_offer_id ON occupancy (offer_id);
CREATE INDEX occupancy_by_holding_id ON occupancy (holding_id);
CREATE INDEX occupancy_by_stall_id ON occupancy (stall_id);

-- A message to one person, kept in the outbox until it is delivered (通知).
CREATE TABLE notice (
    id @id,
    public_id text NOT NULL UNIQUE,
    market_id bigint NOT NULL,
    event text NOT NULL,
    occurrence text NOT NULL,
    person_id bigint NOT NULL,
    application_id bigint,
    offer_id bigint,
    channel text NOT NULL,
    copy_number integer NOT NULL,
    resend_reason text,
    language text NOT NULL,
    facts @json NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    due_at @time NOT NULL,
    claimed_until @time,
    sent_at @time,
    failure text,
    created_at @time NOT NULL,
    version integer NOT NULL,
    UNIQUE (occurrence, person_id, channel, copy_number),
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (person_id) REFERENCES person (id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id),
    FOREIGN KEY (market_id, offer_id) REFERENCES offer (market_id, id)
);
CREATE INDEX notice_by_state_due_at ON notice (state, due_at);
CREATE INDEX notice_by_market_id_created_at ON notice (market_id, created_at);
CREATE INDEX notice_by_application_id ON notice (application_id);
CREATE INDEX notice_by_offer_id ON notice (offer_id);

-- Who did what, when, from, to, why. Rows are only ever added.
CREATE TABLE audit (
    id @id,
    market_id bigint,
    at @time NOT NULL,
    actor_kind text NOT NULL,
    actor text,
    action text NOT NULL,
    subject text NOT NULL,
    from_state text,
    to_state text,
    reason text,
    detail @json,
    salt @bytes,
    digest text NOT NULL,
    FOREIGN KEY (market_id) REFERENCES market (id)
);
CREATE INDEX audit_by_market_id_at ON audit (market_id, at);
CREATE INDEX audit_by_subject ON audit (subject);

-- The stored answer to a request that must not be done twice.
CREATE TABLE idempotency_key (
    id @id,
    scope text NOT NULL,
    key text NOT NULL,
    answer @json NOT NULL,
    created_at @time NOT NULL,
    UNIQUE (scope, key)
);
CREATE INDEX idempotency_key_by_created_at ON idempotency_key (created_at);

-- A question against something published, answered on record (异议).
CREATE TABLE objection (
    id @id,
    public_id text NOT NULL UNIQUE,
    market_id bigint NOT NULL,
    round_id bigint NOT NULL,
    application_id bigint NOT NULL,
    draw_id bigint,
    body text NOT NULL,
    state text NOT NULL,
    answer text,
    raised_at @time NOT NULL,
    answered_at @time,
    answered_by bigint,
    FOREIGN KEY (market_id) REFERENCES market (id),
    FOREIGN KEY (market_id, round_id) REFERENCES round (market_id, id),
    FOREIGN KEY (market_id, application_id) REFERENCES application (market_id, id),
    FOREIGN KEY (market_id, draw_id) REFERENCES draw (market_id, id),
    FOREIGN KEY (answered_by) REFERENCES staff (id)
);
CREATE INDEX objection_by_market_id_round_id_state ON objection (market_id, round_id, state);

-- One question at a time: a vendor has at most one open offer per trading time.
CREATE UNIQUE INDEX offer_open_once ON offer (application_id, trading_time_id) WHERE state = 'open';
