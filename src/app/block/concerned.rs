//! Who has a stall on the days on which it is to be blocked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::ids::{OccupancyId, RegistrationId};
use entity::{application, market_day, stall};

use crate::app::AppError;
use crate::domain::market::HolderConcerned;
use crate::store::{self, WriteTx};

/// One vendor, with all that they have of the stall on those days.
#[derive(Debug)]
pub(super) struct Concerned {
    /// That of their latest application, or the random id of their registration.
    pub code: String,
    pub application: Option<application::Model>,
    pub occupancies: Vec<OccupancyId>,
    /// Never none, soonest first.
    pub days: Vec<market_day::Model>,
}

impl Concerned {
    pub fn first_day(&self) -> NaiveDate {
        let first = self.days.iter().map(|day| day.date).min();
        first.unwrap_or_default()
    }

    pub fn last_day(&self) -> NaiveDate {
        let last = self.days.iter().map(|day| day.date).max();
        last.unwrap_or_default()
    }

    pub fn count(&self) -> u32 {
        u32::try_from(self.days.len()).unwrap_or(u32::MAX)
    }

    /// As the refusal names them.
    pub fn said(&self) -> HolderConcerned {
        HolderConcerned {
            code: self.code.clone(),
            market_days: self.count(),
            from: self.first_day(),
            until: self.last_day(),
        }
    }

    /// As the audit names them.
    pub fn subject(&self) -> String {
        let kind = match self.application {
            Some(_) => "application",
            None => "registration",
        };
        format!("{kind}:{}", self.code)
    }
}

/// # Errors
/// When the database cannot be read.
pub(super) async fn list_concerned(
    tx: &WriteTx,
    stall: &stall::Model,
    days: &[market_day::Model],
) -> Result<Vec<Concerned>, AppError> {
    let db = tx.conn();
    let taken = store::block::list_occupancies_on(db, stall.id, days).await?;
    let vendors = store::day::vendors_of(db, &taken).await?;
    let mut by_vendor: BTreeMap<RegistrationId, Vec<(OccupancyId, market_day::Model)>> =
        BTreeMap::new();
    for row in &taken {
        let day = days.iter().find(|day| day.id == row.market_day_id);
        if let (Some(vendor), Some(day)) = (vendors.get(&row.id), day) {
            let own = by_vendor.entry(*vendor).or_default();
            own.push((row.id, day.clone()));
        }
    }
    let mut concerned = Vec::with_capacity(by_vendor.len());
    for (vendor, mut own) in by_vendor {
        own.sort_by_key(|(_, day)| day.opens_at);
        let (occupancies, days) = own.into_iter().unzip();
        let application = store::application::find_latest_of(db, vendor).await?;
        let code = match &application {
            Some(application) => application.code.clone(),
            None => {
                store::person::load_registration(db, vendor)
                    .await?
                    .public_id
            }
        };
        concerned.push(Concerned {
            code,
            application,
            occupancies,
            days,
        });
    }
    concerned.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(concerned)
}
