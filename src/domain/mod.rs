//! The rules of the market as plain types: newtypes that parse, and lifecycles whose
//! transitions are functions that refuse what is not allowed.
//!
//! Pure: it reads no clock and no database. Refusals are values; `text` says them.
