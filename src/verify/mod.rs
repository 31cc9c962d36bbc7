//! The proof of a draw: the commitment to a frozen list, the seed that nobody could choose, the
//! receipts and bundles by which anyone can check both, and a checker of what came of them.
//!
//! Pure, and shares no allocation code with `engine`: what the engine got wrong must not be
//! repeated here. `docs/verifiable-draw.md` states every byte.
//!
//! From the top:
//! - `frozen` makes `leaf`s of the applications, a `merkle` tree of those, and of its root and
//!   the rules the `commitment`; everyone gets a `receipt`.
//! - `seed` follows from the commitment and from what the `sources` said.
//! - `check` tests an outcome against its problem.
//! - `bundle` is what is kept for the auditor, and what of it is public.
//! - `audit` chains what was done, so that none of it can be changed unseen.
//! - `document` reads any of these files, and `examine` says of each what is right and wrong.

pub mod audit;
mod bundle;
mod check;
mod commitment;
mod document;
mod examine;
mod frozen;
mod hex32;
mod kind;
mod leaf;
mod lottery;
pub mod merkle;
mod receipt;
mod seed;
mod sources;

pub use bundle::{
    AuditorBundle, Became, Correction, Done, Drawn, Number, Part, PublicBundle, PublicCode,
    PublicCorrection, PublicPool, SaltOf,
};
pub use check::{Checked, Finding, Place, Point, Undecided, Why, Wrong, check};
pub use commitment::{Commitment, CommitmentDocument};
pub use document::{Document, Unreadable};
pub use examine::{
    Answer, Engine, Examined, Fault, Found, Incomplete, Missing, Question, RulePart, Step, examine,
};
pub use frozen::{Freezing, FrozenList, SaltMissing};
pub use hex32::{Hex32, NotHex32};
pub use kind::{Kind, VERSION};
pub use leaf::{leaf_bytes, leaf_of};
pub use lottery::lottery_number;
pub use receipt::Receipt;
pub use seed::derive_seed;
pub use sources::{
    STRONG_BITS, SeedOrigin, SeedSource, SeedValue, SeedWeakness, find_weaknesses,
    find_weaknesses_of, seed_of,
};
