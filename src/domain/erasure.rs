//! A person is erased on request: what stands in the way, while it is current.

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErasureRefusal {
    #[error("they hold {stall}")]
    HoldsStall { stall: String },
    #[error("an offer waits for their answer")]
    OfferOpen,
    /// An application that counts in a round that goes on.
    #[error("they stand in {round}")]
    StandsInRound { round: String },
    #[error("erased before")]
    ErasedBefore,
}
