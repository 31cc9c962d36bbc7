//! Which people of the seed have applied already, so that a second run knows what is missing.

use std::collections::BTreeMap;

use entity::application;
use entity::ids::{ApplicationId, RegistrationId};
use entity::kinds::ApplicationState;

use super::people::People;
use crate::app::{App, AppError};
use crate::domain::values::Label;
use crate::store;

#[derive(Clone, Debug)]
pub(super) struct Applied {
    pub id: ApplicationId,
    pub code: String,
    pub state: ApplicationState,
}

impl From<application::Model> for Applied {
    fn from(row: application::Model) -> Self {
        Self {
            id: row.id,
            code: row.code,
            state: row.state,
        }
    }
}

/// By round, then by the key of the person.
#[derive(Debug, Default)]
pub(super) struct Vendors(BTreeMap<Label, BTreeMap<String, Applied>>);

impl Vendors {
    /// What stands in the database, in a few queries for each round.
    pub async fn load(
        app: &App,
        people: &People,
        market: &str,
        rounds: impl Iterator<Item = &Label>,
    ) -> Result<Self, AppError> {
        let db = app.store.reader();
        let mut vendors = Self::default();
        let Some(market) = store::market::find_market(db, market).await? else {
            return Ok(vendors);
        };
        let keys: BTreeMap<String, &String> = people
            .iter()
            .map(|(key, person)| (app.keys.identity_hash(&person.identity), key))
            .collect();
        for code in rounds {
            let Some(round) = store::round::find_round(db, market.id, code.as_str()).await? else {
                continue;
            };
            let rows = store::application::list_with_times(db, round.id).await?;
            let rows: Vec<_> = rows.into_iter().map(|row| row.application).collect();
            let names = names_of(app, &keys, &rows).await?;
            let of_round = vendors.0.entry(code.clone()).or_default();
            for row in rows {
                if let Some(key) = names.get(&row.registration_id) {
                    of_round.insert(key.clone(), row.into());
                }
            }
        }
        Ok(vendors)
    }

    pub fn get(&self, round: &Label, person: &str) -> Option<&Applied> {
        self.0.get(round)?.get(person)
    }

    pub fn insert(&mut self, round: &Label, person: &str, applied: Applied) {
        let of_round = self.0.entry(round.clone()).or_default();
        of_round.insert(person.to_owned(), applied);
    }

    pub fn set_state(&mut self, round: &Label, person: &str, state: ApplicationState) {
        let of_round = self.0.get_mut(round);
        if let Some(applied) = of_round.and_then(|of_round| of_round.get_mut(person)) {
            applied.state = state;
        }
    }
}

async fn names_of(
    app: &App,
    keys: &BTreeMap<String, &String>,
    rows: &[application::Model],
) -> Result<BTreeMap<RegistrationId, String>, AppError> {
    let db = app.store.reader();
    let ids = rows.iter().map(|row| row.registration_id);
    let registrations = store::person::load_registrations(db, ids).await?;
    let ids = registrations.values().map(|row| row.person_id);
    let persons = store::person::load_persons(db, ids).await?;
    let names = registrations.values().filter_map(|registration| {
        let person = persons.get(&registration.person_id)?;
        let key = keys.get(person.identity_hash.as_ref()?)?;
        Some((registration.id, (*key).clone()))
    });
    Ok(names.collect())
}
