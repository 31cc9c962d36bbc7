//! The schema, one frozen file per change.
