//! The words people read, in both languages: labels, refusals, reasons, notices.
//!
//! Pure. Nothing else in the project holds a sentence for a reader, and nothing here decides.
