//! Rounds, from the call for applications to the end of the term.

mod cancel_round;
mod close_applications;
mod close_round;
mod copy_round;
mod freeze_list;
mod list_rounds;
mod make_final;
mod open_round;
mod plan_round;
pub mod public_log;
mod publish_list;
mod publish_result;
mod show_call;
mod show_proof;
mod show_results;
mod show_round;
mod start_round;
pub mod step;

pub use cancel_round::{CancelRound, cancel_round};
pub use close_applications::close_applications;
pub use close_round::close_round;
pub use copy_round::{CopyRound, RoundCopied, copy_round};
pub use freeze_list::freeze_list;
pub use list_rounds::{
    busy_round, find_busy_round, list_known_rounds, list_public_rounds, list_rounds,
};
pub use make_final::make_final;
pub use open_round::open_round;
pub use plan_round::{CharityStalls, PlanRound, days_of, plan_round, spec_of};
pub use publish_list::publish_list;
pub use publish_result::publish_result;
pub use show_call::{CallShown, TimeGivenOut, show_call};
pub use show_proof::{ProofShown, show_proof};
pub use show_results::{ResultShown, ResultsShown, show_results};
pub use show_round::{EntryShown, RoundCounts, RoundShown, list_draw_entries, show_round};
pub use start_round::start_round;
pub use step::RoundRef;
