//! One type for every refusal of the domain, so that a use case can carry any of them.

use super::application::ApplicationRefusal;
use super::attestation::AttestationRefusal;
use super::draw::DrawRefusal;
use super::edit::EditRefusal;
use super::erasure::ErasureRefusal;
use super::holding::HoldingRefusal;
use super::idempotency::IdempotencyRefusal;
use super::market::MarketRefusal;
use super::market_day::MarketDayRefusal;
use super::merge::MergeRefusal;
use super::notice::NoticeRefusal;
use super::objection::ObjectionRefusal;
use super::offer::OfferRefusal;
use super::preview::PreviewRefusal;
use super::round::RoundRefusal;
use super::rules::RulesError;
use super::waiting::WaitingRefusal;

/// Why something was not done. `text::refusals` says it in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error(transparent)]
    Round(#[from] RoundRefusal),
    #[error(transparent)]
    Application(#[from] ApplicationRefusal),
    #[error(transparent)]
    Offer(#[from] OfferRefusal),
    #[error(transparent)]
    Waiting(#[from] WaitingRefusal),
    #[error(transparent)]
    Holding(#[from] HoldingRefusal),
    #[error(transparent)]
    Idempotency(#[from] IdempotencyRefusal),
    #[error(transparent)]
    Notice(#[from] NoticeRefusal),
    #[error(transparent)]
    Draw(#[from] DrawRefusal),
    #[error(transparent)]
    Preview(#[from] PreviewRefusal),
    #[error(transparent)]
    MarketDay(#[from] MarketDayRefusal),
    #[error(transparent)]
    Attestation(#[from] AttestationRefusal),
    #[error(transparent)]
    Objection(#[from] ObjectionRefusal),
    #[error(transparent)]
    Market(#[from] MarketRefusal),
    #[error(transparent)]
    Merge(#[from] MergeRefusal),
    #[error(transparent)]
    Edit(#[from] EditRefusal),
    #[error(transparent)]
    Erasure(#[from] ErasureRefusal),
    /// The first thing that keeps a set of rules from being fixed.
    #[error(transparent)]
    Rules(#[from] RulesError),
}
