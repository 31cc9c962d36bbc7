-- What everyone could read stays as it was.
CREATE TRIGGER round_log_is_never_rewritten BEFORE UPDATE ON round_log
BEGIN
    SELECT RAISE(ABORT, 'the public log is only ever added to');
END;

CREATE TRIGGER round_log_is_never_deleted BEFORE DELETE ON round_log
BEGIN
    SELECT RAISE(ABORT, 'the public log is only ever added to');
END;
