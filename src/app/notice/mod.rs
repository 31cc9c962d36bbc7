//! Notices by hand: printed and handed over, or read out.
