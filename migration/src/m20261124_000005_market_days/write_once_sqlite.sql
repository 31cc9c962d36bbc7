-- What was frozen for a day stays as it was; its seed and its outcome are written once.
CREATE TRIGGER day_draw_stays_as_frozen BEFORE UPDATE ON day_draw
WHEN NEW.problem <> OLD.problem OR NEW.commitment <> OLD.commitment
    OR NEW.engine_version <> OLD.engine_version OR NEW.market_day_id <> OLD.market_day_id
    OR OLD.seed IS NOT NULL
        AND (NEW.seed IS NOT OLD.seed OR NEW.seed_values IS NOT OLD.seed_values)
    OR OLD.outcome IS NOT NULL AND NEW.outcome IS NOT OLD.outcome
BEGIN
    SELECT RAISE(ABORT, 'a frozen draw never changes');
END;

CREATE TRIGGER day_draw_is_never_deleted BEFORE DELETE ON day_draw
BEGIN
    SELECT RAISE(ABORT, 'a frozen draw never changes');
END;
