//! The proof of a draw: commitment, seed, and the independent checker.
//!
//! Pure, and shares no allocation code with `engine`: what the engine got wrong
//! must not be repeated here.
