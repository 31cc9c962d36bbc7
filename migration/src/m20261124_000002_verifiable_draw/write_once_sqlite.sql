-- What was frozen stays as it was, and an outcome and its bundle are written once.
DROP TRIGGER draw_stays_as_frozen;

CREATE TRIGGER draw_stays_as_frozen BEFORE UPDATE ON draw
WHEN NEW.problem <> OLD.problem OR NEW.commitment <> OLD.commitment
    OR NEW.engine_version <> OLD.engine_version
    OR NEW.commitment_document IS NOT OLD.commitment_document
    OR NEW.corrections IS NOT OLD.corrections
    OR OLD.seed IS NOT NULL AND NEW.seed IS NOT OLD.seed
    OR OLD.seed_values IS NOT NULL AND NEW.seed_values IS NOT OLD.seed_values
    OR OLD.outcome IS NOT NULL AND NEW.outcome IS NOT OLD.outcome
    OR OLD.public_bundle IS NOT NULL AND (
        NEW.public_bundle IS NOT OLD.public_bundle
        OR NEW.public_bundle_sha256 IS NOT OLD.public_bundle_sha256
    )
BEGIN
    SELECT RAISE(ABORT, 'a frozen draw never changes');
END;

-- A leaf and its salt are what everyone's receipt was made of.
CREATE TRIGGER draw_leaf_is_never_rewritten BEFORE UPDATE ON draw_leaf
BEGIN
    SELECT RAISE(ABORT, 'the leaves of a frozen list never change');
END;

CREATE TRIGGER draw_leaf_is_never_deleted BEFORE DELETE ON draw_leaf
BEGIN
    SELECT RAISE(ABORT, 'the leaves of a frozen list never change');
END;
