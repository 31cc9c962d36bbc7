//! What is said about a zone, a category or a trading time when it is made or edited: everything
//! but its code.

use entity::kinds::{RoundState, ZoneColour};
use entity::{category, trading_time, zone};
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use serde_json::json;

use super::create_market::minutes;
use crate::app::AppError;
use crate::app::error::invalid;
use crate::app::round::spec_of;
use crate::domain::FieldError;
use crate::domain::calendar::{TradingTimeSpec, trading_times_overlap};
use crate::domain::values::Names;
use crate::store::market::MarketPlan;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ZoneFacts {
    pub names: Names,
    pub colour: ZoneColour,
    pub label_x_dm: i32,
    pub label_y_dm: i32,
}

impl ZoneFacts {
    pub(super) fn columns(&self) -> zone::ActiveModel {
        zone::ActiveModel {
            names: Set(json!(self.names)),
            colour: Set(self.colour),
            label_x_dm: Set(self.label_x_dm),
            label_y_dm: Set(self.label_y_dm),
            ..Default::default()
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CategoryFacts {
    pub names: Names,
}

impl CategoryFacts {
    pub(super) fn columns(&self) -> category::ActiveModel {
        category::ActiveModel {
            names: Set(json!(self.names)),
            ..Default::default()
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TradingTimeFacts {
    pub names: Names,
    pub spec: TradingTimeSpec,
}

impl TradingTimeFacts {
    pub(super) fn columns(&self) -> trading_time::ActiveModel {
        trading_time::ActiveModel {
            names: Set(json!(self.names)),
            weekdays: Set(json!(self.spec.weekdays())),
            starts_at_minute: Set(minutes(self.spec.starts_at_minute())),
            duration_minutes: Set(minutes(self.spec.duration_minutes())),
            ..Default::default()
        }
    }
}

/// Trading times of a market do not overlap.
///
/// # Errors
/// `Invalid` when another one does.
pub(super) fn refuse_overlap(
    plan: &MarketPlan,
    code: &str,
    facts: &TradingTimeFacts,
) -> Result<(), AppError> {
    for other in plan.trading_times.iter().filter(|time| time.code != code) {
        if trading_times_overlap(&facts.spec, &spec_of(other)?) {
            let (one, other) = (code.to_owned(), other.code.clone());
            return Err(invalid("spec", FieldError::Overlap { one, other }));
        }
    }
    Ok(())
}

/// Somebody relies on what a round in one of these states gives out.
pub const LIVE: &[RoundState] = &[
    RoundState::Planned,
    RoundState::Open,
    RoundState::Reviewing,
    RoundState::Listed,
    RoundState::Frozen,
    RoundState::Drawn,
    RoundState::Published,
    RoundState::Final,
    RoundState::Running,
];

/// The stalls of a round in one of these states are announced, and not yet anybody's.
pub const GIVING_OUT: &[RoundState] = &[
    RoundState::Open,
    RoundState::Reviewing,
    RoundState::Listed,
    RoundState::Frozen,
    RoundState::Drawn,
    RoundState::Published,
];
