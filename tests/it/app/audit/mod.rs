//! The audit: sealed, checked, searched.

mod sealing;
mod searching;
