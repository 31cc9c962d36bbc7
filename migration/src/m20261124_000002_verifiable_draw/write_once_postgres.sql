-- What was frozen stays as it was, and an outcome and its bundle are written once.
DROP TRIGGER draw_stays_as_frozen ON draw;

CREATE TRIGGER draw_stays_as_frozen BEFORE UPDATE ON draw
FOR EACH ROW WHEN (
    NEW.problem <> OLD.problem OR NEW.commitment <> OLD.commitment
    OR NEW.engine_version <> OLD.engine_version
    OR NEW.commitment_document IS DISTINCT FROM OLD.commitment_document
    OR NEW.corrections IS DISTINCT FROM OLD.corrections
    OR (OLD.seed IS NOT NULL AND NEW.seed IS DISTINCT FROM OLD.seed)
    OR (OLD.seed_values IS NOT NULL AND NEW.seed_values IS DISTINCT FROM OLD.seed_values)
    OR (OLD.outcome IS NOT NULL AND NEW.outcome IS DISTINCT FROM OLD.outcome)
    OR (OLD.public_bundle IS NOT NULL AND (
        NEW.public_bundle IS DISTINCT FROM OLD.public_bundle
        OR NEW.public_bundle_sha256 IS DISTINCT FROM OLD.public_bundle_sha256
    ))
) EXECUTE FUNCTION refuse_to_rewrite();

-- A leaf and its salt are what everyone's receipt was made of.
CREATE TRIGGER draw_leaf_is_never_rewritten BEFORE UPDATE ON draw_leaf
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();

CREATE TRIGGER draw_leaf_is_never_deleted BEFORE DELETE ON draw_leaf
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
