-- A row is sealed once, and what privacy erases becomes NULL; nothing else changes.
DROP TRIGGER audit_is_never_rewritten;

CREATE TRIGGER audit_is_never_rewritten BEFORE UPDATE ON audit
WHEN NEW.id <> OLD.id OR NEW.market_id IS NOT OLD.market_id OR NEW.at <> OLD.at
    OR NEW.action <> OLD.action OR NEW.subject <> OLD.subject OR NEW.digest <> OLD.digest
    OR NEW.actor_kind <> OLD.actor_kind OR NEW.actor IS NOT OLD.actor OR NEW.role IS NOT OLD.role
    OR NEW.payload_digest IS NOT OLD.payload_digest
    OR NEW.address_digest IS NOT OLD.address_digest
    OR OLD.seal_id IS NOT NULL AND NEW.seal_id IS NOT OLD.seal_id
    OR NEW.reason IS NOT NULL AND NEW.reason IS NOT OLD.reason
    OR NEW.detail IS NOT NULL AND NEW.detail IS NOT OLD.detail
    OR NEW.salt IS NOT NULL AND NEW.salt IS NOT OLD.salt
    OR NEW.address IS NOT NULL AND NEW.address IS NOT OLD.address
    OR NEW.address_salt IS NOT NULL AND NEW.address_salt IS NOT OLD.address_salt
    OR NEW.from_state IS NOT OLD.from_state OR NEW.to_state IS NOT OLD.to_state
BEGIN
    SELECT RAISE(ABORT, 'audit rows are only ever added');
END;

CREATE TRIGGER audit_seal_is_never_rewritten BEFORE UPDATE ON audit_seal
BEGIN
    SELECT RAISE(ABORT, 'audit seals are only ever added');
END;

CREATE TRIGGER audit_seal_is_never_deleted BEFORE DELETE ON audit_seal
BEGIN
    SELECT RAISE(ABORT, 'audit seals are only ever added');
END;
