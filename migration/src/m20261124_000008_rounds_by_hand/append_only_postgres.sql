-- What everyone could read stays as it was.
CREATE TRIGGER round_log_is_never_rewritten BEFORE UPDATE OR DELETE ON round_log
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
