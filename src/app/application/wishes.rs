//! What an application asks for, from codes to rows.

use entity::ids::{StallId, TradingTimeId, ZoneId};
use entity::{application, application_time, wish};
use sea_orm::ActiveValue::Set;

use super::apply::{TimeWanted, WishFor};
use crate::app::AppError;
use crate::app::error::unknown;
use crate::store::WriteTx;
use crate::store::market::MarketPlan;

pub(in crate::app) struct ResolvedTime {
    row: application_time::ActiveModel,
    wishes: Vec<wish::ActiveModel>,
}

pub(in crate::app) fn resolve_times(
    plan: &MarketPlan,
    round_times: &[TradingTimeId],
    wanted: &[TimeWanted],
) -> Result<Vec<ResolvedTime>, AppError> {
    wanted
        .iter()
        .map(|time| resolve_time(plan, round_times, time))
        .collect()
}

fn resolve_time(
    plan: &MarketPlan,
    round_times: &[TradingTimeId],
    wanted: &TimeWanted,
) -> Result<ResolvedTime, AppError> {
    let code = wanted.trading_time.as_str();
    let time = plan
        .trading_time_by_code(code)
        .filter(|time| round_times.contains(&time.id))
        .ok_or_else(|| unknown("trading_times", code))?;
    let wishes = wanted.wishes.iter().zip(1..).map(|(wish, ordinal)| {
        let (stall_id, zone_id) = resolve_wish(plan, wish)?;
        Ok(wish::ActiveModel {
            market_id: Set(time.market_id),
            ordinal: Set(ordinal),
            stall_id: Set(stall_id),
            zone_id: Set(zone_id),
            ..Default::default()
        })
    });
    Ok(ResolvedTime {
        wishes: wishes.collect::<Result<_, AppError>>()?,
        row: application_time::ActiveModel {
            market_id: Set(time.market_id),
            trading_time_id: Set(time.id),
            anywhere: Set(wanted.anywhere),
            ..Default::default()
        },
    })
}

type WishTarget = (Option<StallId>, Option<ZoneId>);

fn resolve_wish(plan: &MarketPlan, wish: &WishFor) -> Result<WishTarget, AppError> {
    match wish {
        WishFor::Stall(code) => {
            let row = plan.stall_by_code(code.as_str());
            let row = row.ok_or_else(|| unknown("wishes", code.as_str()))?;
            Ok((Some(row.stall.id), None))
        }
        WishFor::Zone(code) => {
            let zone = plan.zone_by_code(code.as_str());
            let zone = zone.ok_or_else(|| unknown("wishes", code.as_str()))?;
            Ok((None, Some(zone.id)))
        }
    }
}

pub(in crate::app) async fn insert_times(
    tx: &WriteTx,
    application: &application::Model,
    times: Vec<ResolvedTime>,
) -> Result<(), AppError> {
    for ResolvedTime {
        mut row,
        mut wishes,
    } in times
    {
        row.application_id = Set(application.id);
        let time = tx.insert(row).await?;
        for wish in &mut wishes {
            wish.application_time_id = Set(time.id);
        }
        tx.insert_all(wishes).await?;
    }
    Ok(())
}
