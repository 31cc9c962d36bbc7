-- Audit rows are only ever added; what the privacy rules erase becomes NULL, and nothing else changes.
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit rows are only ever added');
END;

CREATE TRIGGER audit_is_never_rewritten BEFORE UPDATE ON audit
WHEN NEW.id <> OLD.id OR NEW.market_id IS NOT OLD.market_id OR NEW.at <> OLD.at
    OR NEW.action <> OLD.action OR NEW.subject <> OLD.subject OR NEW.digest <> OLD.digest
    OR NEW.actor_kind <> OLD.actor_kind
    OR NEW.actor IS NOT NULL AND NEW.actor IS NOT OLD.actor
    OR NEW.reason IS NOT NULL AND NEW.reason IS NOT OLD.reason
    OR NEW.detail IS NOT NULL AND NEW.detail IS NOT OLD.detail
    OR NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt
    OR NEW.from_state IS NOT OLD.from_state OR NEW.to_state IS NOT OLD.to_state
BEGIN
    SELECT RAISE(ABORT, 'audit rows are only ever added');
END;

-- What a draw said never changes.
CREATE TRIGGER draw_entry_is_never_rewritten BEFORE UPDATE ON draw_entry
BEGIN
    SELECT RAISE(ABORT, 'draw entries never change');
END;

CREATE TRIGGER draw_entry_is_never_deleted BEFORE DELETE ON draw_entry
BEGIN
    SELECT RAISE(ABORT, 'draw entries never change');
END;

-- What was frozen stays as it was, and an outcome is written once.
CREATE TRIGGER draw_stays_as_frozen BEFORE UPDATE ON draw
WHEN NEW.problem <> OLD.problem OR NEW.commitment <> OLD.commitment
    OR NEW.engine_version <> OLD.engine_version
    OR OLD.seed IS NOT NULL AND NEW.seed IS NOT OLD.seed
    OR OLD.outcome IS NOT NULL AND NEW.outcome IS NOT OLD.outcome
BEGIN
    SELECT RAISE(ABORT, 'a frozen draw never changes');
END;

CREATE TRIGGER draw_is_never_deleted BEFORE DELETE ON draw
BEGIN
    SELECT RAISE(ABORT, 'a frozen draw never changes');
END;
