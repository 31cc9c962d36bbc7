-- A row is sealed once, and what privacy erases becomes NULL; nothing else changes.
DROP TRIGGER audit_is_never_rewritten ON audit;

CREATE TRIGGER audit_is_never_rewritten BEFORE UPDATE ON audit
FOR EACH ROW WHEN (
    NEW.id <> OLD.id OR NEW.market_id IS DISTINCT FROM OLD.market_id OR NEW.at <> OLD.at
    OR NEW.action <> OLD.action OR NEW.subject <> OLD.subject OR NEW.digest <> OLD.digest
    OR NEW.actor_kind <> OLD.actor_kind OR NEW.actor IS DISTINCT FROM OLD.actor
    OR NEW.role IS DISTINCT FROM OLD.role
    OR NEW.payload_digest IS DISTINCT FROM OLD.payload_digest
    OR NEW.address_digest IS DISTINCT FROM OLD.address_digest
    OR (OLD.seal_id IS NOT NULL AND NEW.seal_id IS DISTINCT FROM OLD.seal_id)
    OR (NEW.reason IS NOT NULL AND NEW.reason IS DISTINCT FROM OLD.reason)
    OR (NEW.detail IS NOT NULL AND NEW.detail IS DISTINCT FROM OLD.detail)
    OR (NEW.salt IS NOT NULL AND NEW.salt IS DISTINCT FROM OLD.salt)
    OR (NEW.address IS NOT NULL AND NEW.address IS DISTINCT FROM OLD.address)
    OR (NEW.address_salt IS NOT NULL AND NEW.address_salt IS DISTINCT FROM OLD.address_salt)
    OR NEW.from_state IS DISTINCT FROM OLD.from_state OR NEW.to_state IS DISTINCT FROM OLD.to_state
) EXECUTE FUNCTION refuse_to_rewrite();

CREATE TRIGGER audit_seal_is_never_rewritten BEFORE UPDATE OR DELETE ON audit_seal
FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
