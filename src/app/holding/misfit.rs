//! What does not fit when somebody is moved by hand: staff are warned, and have to say that they
//! know.

use entity::ids::{PersonId, StallId};
use entity::kinds::{Feature, Pool};

use super::at_hand::AtHand;
use crate::app::AppError;
use crate::app::round::step::read;
use crate::domain::fit::{Misfit, misfits_of_facts};
use crate::domain::holding::HoldingRefusal;
use crate::store;

/// A stall, with the pool of its slot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub stall: StallId,
    pub pool: Pool,
}

/// # Errors
/// `Refused` with the first thing that does not fit and that nobody said they know.
pub(super) async fn refuse_misfits(
    at_hand: &AtHand,
    to: &Target,
    person: PersonId,
    despite: &[Misfit],
) -> Result<(), AppError> {
    let mut misfits = misfits_of_stall(at_hand, to)?;
    if !is_admitted(at_hand, to, person).await? {
        misfits.push(Misfit::Pool);
    }
    if is_over_cap(at_hand).await? {
        misfits.push(Misfit::Cap);
    }
    match misfits.iter().find(|misfit| !despite.contains(misfit)) {
        Some(misfit) => Err(HoldingRefusal::DoesNotFit { misfit: *misfit }.into()),
        None => Ok(()),
    }
}

fn misfits_of_stall(at_hand: &AtHand, to: &Target) -> Result<Vec<Misfit>, AppError> {
    let row = at_hand.facts.plan.stall(to.stall);
    let (Some(row), Some(application)) = (row, &at_hand.application) else {
        return Ok(Vec::new());
    };
    let features: Vec<Feature> = read(&row.stall.features)?;
    let needs: Vec<Feature> = read(&application.needs)?;
    Ok(misfits_of_facts(
        &needs,
        application.category_id,
        &features,
        &row.categories,
    ))
}

/// A pool with groups is for those who have one of them.
async fn is_admitted(at_hand: &AtHand, to: &Target, person: PersonId) -> Result<bool, AppError> {
    let rules = at_hand.facts.rules.pool(to.pool);
    let Some(rules) = rules.filter(|rules| !rules.groups.is_empty()) else {
        return Ok(true);
    };
    let today = at_hand.today;
    let groups = store::attestation::list_groups(at_hand.tx.conn(), [person], today).await?;
    let own = groups.get(&person);
    Ok(own.is_some_and(|own| rules.groups.iter().any(|group| own.contains(group))))
}

/// Whether their category already has more stalls than the rules allow, theirs counted.
async fn is_over_cap(at_hand: &AtHand) -> Result<bool, AppError> {
    let Some(application) = &at_hand.application else {
        return Ok(false);
    };
    let category = at_hand.facts.plan.category(application.category_id);
    let code = category.map(|row| row.code.as_str());
    let mut caps = at_hand.facts.rules.caps.iter();
    let Some(cap) = caps.find(|cap| Some(cap.category.as_str()) == code) else {
        return Ok(false);
    };
    let held = store::offer::count_of_category(
        at_hand.tx.conn(),
        at_hand.row.round_id,
        at_hand.row.trading_time_id,
        application.category_id,
    )
    .await?;
    Ok(held > u64::from(cap.max))
}
