-- Audit rows are only ever added; what the privacy rules erase becomes NULL, and nothing else changes.
CREATE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are only ever added', TG_TABLE_NAME;
END;
$$;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();

CREATE TRIGGER audit_is_never_rewritten BEFORE UPDATE ON audit
FOR EACH ROW WHEN (
    NEW.id <> OLD.id OR NEW.market_id IS DISTINCT FROM OLD.market_id OR NEW.at <> OLD.at
    OR NEW.action <> OLD.action OR NEW.subject <> OLD.subject OR NEW.digest <> OLD.digest
    OR NEW.actor_kind <> OLD.actor_kind
    OR (NEW.actor IS NOT NULL AND NEW.actor IS DISTINCT FROM OLD.actor)
    OR (NEW.reason IS NOT NULL AND NEW.reason IS DISTINCT FROM OLD.reason)
    OR (NEW.detail IS NOT NULL AND NEW.detail IS DISTINCT FROM OLD.detail)
    OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)
    OR NEW.from_state IS DISTINCT FROM OLD.from_state OR NEW.to_state IS DISTINCT FROM OLD.to_state
) EXECUTE FUNCTION refuse_to_rewrite();

-- What a draw said never changes.
CREATE TRIGGER draw_entry_is_never_rewritten BEFORE UPDATE ON draw_entry
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();

CREATE TRIGGER draw_entry_is_never_deleted BEFORE DELETE ON draw_entry
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();

-- What was frozen stays as it was, and an outcome is written once.
CREATE TRIGGER draw_stays_as_frozen BEFORE UPDATE ON draw
FOR EACH ROW WHEN (
    NEW.problem <> OLD.problem OR NEW.commitment <> OLD.commitment
    OR NEW.engine_version <> OLD.engine_version
    OR (OLD.seed IS NOT NULL AND NEW.seed IS DISTINCT FROM OLD.seed)
    OR (OLD.outcome IS NOT NULL AND NEW.outcome IS DISTINCT FROM OLD.outcome)
) EXECUTE FUNCTION refuse_to_rewrite();

CREATE TRIGGER draw_is_never_deleted BEFORE DELETE ON draw
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
