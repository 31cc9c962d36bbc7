//! Which vendors of a file the market knows already, and what of them is new.

use std::collections::BTreeMap;

use entity::ids::{PersonId, RegistrationId};
use entity::kinds::{Language, Standing};
use entity::{person, registration};
use sea_orm::ActiveValue::Set;

use super::lines::VendorLines;
use super::{ImportOutcome, Importing};
use crate::app::edit::edit_row;
use crate::app::{App, AppError};
use crate::domain::values::Revision;
use crate::store;

/// The vendors of a market by what they are recognised by.
#[derive(Debug, Default)]
pub(super) struct Known {
    registrations: BTreeMap<PersonId, registration::Model>,
    by_identity: BTreeMap<String, person::Model>,
    /// A name with a telephone number, or with an address.
    by_contact: BTreeMap<(String, String), person::Model>,
}

pub(super) async fn load_known(importing: &Importing<'_>) -> Result<Known, AppError> {
    let (db, market_id) = (importing.tx.conn(), importing.market.id);
    let registrations = store::person::list_registrations_at(db, market_id).await?;
    let merges = store::person::list_merges(db, market_id).await?;
    let persons = registrations.iter().map(|row| row.person_id);
    let persons = store::person::load_persons(db, persons).await?;
    let by_id: BTreeMap<RegistrationId, registration::Model> =
        registrations.into_iter().map(|row| (row.id, row)).collect();
    let mut known = Known::default();
    for row in by_id.values() {
        let Some(person) = persons.get(&row.person_id) else {
            continue;
        };
        // Whoever was merged into another is the other.
        let survivor = merges.get(&row.id).and_then(|into| by_id.get(into));
        known.add(person, survivor.unwrap_or(row).clone());
    }
    Ok(known)
}

impl Known {
    fn add(&mut self, person: &person::Model, registration: registration::Model) {
        if let Some(hash) = &person.identity_hash {
            self.by_identity.insert(hash.clone(), person.clone());
        }
        let contacts = [&person.phone, &person.email];
        for contact in contacts.into_iter().flatten() {
            let key = (person.name.clone(), contact.clone());
            self.by_contact.insert(key, person.clone());
        }
        self.registrations.insert(person.id, registration);
    }

    fn find(
        &self,
        lines: &VendorLines,
        identity_hash: Option<&str>,
    ) -> Option<(person::Model, registration::Model)> {
        let name = lines.who.name.to_string();
        let contacts = [
            lines.who.phone.as_ref().map(ToString::to_string),
            lines.who.email.as_ref().map(ToString::to_string),
        ];
        let person = identity_hash
            .and_then(|hash| self.by_identity.get(hash))
            .or_else(|| {
                let mut contacts = contacts.into_iter().flatten();
                contacts.find_map(|contact| self.by_contact.get(&(name.clone(), contact)))
            })?;
        let registration = self.registrations.get(&person.id)?;
        Some((person.clone(), registration.clone()))
    }
}

/// The registration of a vendor, made or brought up to date.
pub(super) async fn save_vendor(
    app: &App,
    importing: &Importing<'_>,
    known: &mut Known,
    lines: &VendorLines,
) -> Result<(registration::Model, ImportOutcome), AppError> {
    let identity = lines.details.identity.as_ref();
    let identity_hash = identity.map(|text| app.keys.identity_hash(text));
    let Some((person, registration)) = known.find(lines, identity_hash.as_deref()) else {
        let (person, row) = insert_vendor(app, importing, lines, identity_hash).await?;
        known.add(&person, row.clone());
        return Ok((row, ImportOutcome::New));
    };
    let changed = update_vendor(importing, lines, &person, &registration).await?;
    let outcome = if changed {
        ImportOutcome::Changed
    } else {
        ImportOutcome::Unchanged
    };
    Ok((registration, outcome))
}

async fn insert_vendor(
    app: &App,
    importing: &Importing<'_>,
    lines: &VendorLines,
    identity_hash: Option<String>,
) -> Result<(person::Model, registration::Model), AppError> {
    let tx = importing.tx;
    // They may be a vendor of another market.
    let found = match &identity_hash {
        Some(hash) => store::person::find_person_by_identity(tx.conn(), hash).await?,
        None => None,
    };
    let person = if let Some(person) = found {
        person
    } else {
        let row = person::ActiveModel {
            public_id: Set(app.random_id()),
            identity_hash: Set(identity_hash),
            name: Set(lines.who.name.to_string()),
            phone: Set(lines.who.phone.as_ref().map(ToString::to_string)),
            email: Set(lines.who.email.as_ref().map(ToString::to_string)),
            language: Set(lines.details.language.unwrap_or(Language::ZhCn)),
            created_at: Set(app.now()),
            ..Default::default()
        };
        tx.insert(row).await?
    };
    let row = registration::ActiveModel {
        public_id: Set(app.random_id()),
        market_id: Set(importing.market.id),
        person_id: Set(person.id),
        trading_name: Set(trading_name_of(lines)),
        seniority: Set(lines.details.seniority),
        standing: Set(Standing::Good),
        refusals: Set(0),
        created_at: Set(app.now()),
        ..Default::default()
    };
    let registration = tx.insert(row).await?;
    Ok((person, registration))
}

/// Who has no sign of their own is known by their name.
fn trading_name_of(lines: &VendorLines) -> String {
    match &lines.details.trading_name {
        Some(name) => name.to_string(),
        None => lines.who.name.to_string(),
    }
}

/// What the file leaves blank stays as it is.
async fn update_vendor(
    importing: &Importing<'_>,
    lines: &VendorLines,
    person: &person::Model,
    row: &registration::Model,
) -> Result<bool, AppError> {
    let phone = lines.who.phone.as_ref().map(ToString::to_string);
    let email = lines.who.email.as_ref().map(ToString::to_string);
    let now_said = person::Model {
        phone: phone.or_else(|| person.phone.clone()),
        email: email.or_else(|| person.email.clone()),
        language: lines.details.language.unwrap_or(person.language),
        ..person.clone()
    };
    let is_contact_new = now_said != *person;
    if is_contact_new {
        store::person::update_contact(importing.tx, &now_said).await?;
    }
    let trading_name = match &lines.details.trading_name {
        Some(name) => name.to_string(),
        None => row.trading_name.clone(),
    };
    let seniority = lines.details.seniority.or(row.seniority);
    let is_row_new = trading_name != row.trading_name || seniority != row.seniority;
    if is_row_new {
        let change = registration::ActiveModel {
            trading_name: Set(trading_name),
            seniority: Set(seniority),
            ..Default::default()
        };
        let loaded = Revision::new(row.revision);
        edit_row(importing.tx, row.id.0, loaded, None, change).await?;
    }
    Ok(is_contact_new || is_row_new)
}
