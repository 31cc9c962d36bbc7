//! Telling vendors: the notices of a change, written in its transaction.

use entity::application;
use entity::ids::OfferId;
use sea_orm::ConnectionTrait;

use super::{App, AppError};
use crate::notice::{Addressee, compose};
use crate::store::{self, WriteTx};
use crate::text::message::Message;

/// Something to tell the vendor of an application.
#[derive(Clone, Debug)]
pub struct Telling<'a> {
    pub application: &'a application::Model,
    pub offer_id: Option<OfferId>,
    /// Which occurrence of the event this is: the same one is told once.
    pub occasion: String,
    pub message: Message,
}

impl<'a> Telling<'a> {
    /// An event that happens once in the life of an application.
    pub fn once(application: &'a application::Model, message: Message) -> Self {
        Self {
            occasion: application.code.clone(),
            application,
            offer_id: None,
            message,
        }
    }

    /// An event that may come again; what it was told of then had this version.
    pub fn again(application: &'a application::Model, version: i32, message: Message) -> Self {
        Self {
            occasion: format!("{}/{version}", application.code),
            ..Self::once(application, message)
        }
    }
}

/// # Errors
/// When the database refuses.
pub async fn tell(app: &App, tx: &WriteTx, tellings: Vec<Telling<'_>>) -> Result<(), AppError> {
    let db = tx.conn();
    let persons = persons_of(db, &tellings).await?;
    let now = app.now();
    let mut rows = Vec::with_capacity(tellings.len());
    for (telling, person) in tellings.iter().zip(&persons) {
        let to = Addressee {
            market_id: telling.application.market_id,
            person,
            application_id: Some(telling.application.id),
            offer_id: telling.offer_id,
        };
        let occurrence = format!("{}:{}", telling.message.event(), telling.occasion);
        rows.push(compose(
            to,
            occurrence,
            app.random_id(),
            &telling.message,
            now,
        ));
    }
    Ok(store::notice::insert_notices(tx, rows).await?)
}

async fn persons_of(
    db: &impl ConnectionTrait,
    tellings: &[Telling<'_>],
) -> Result<Vec<entity::person::Model>, AppError> {
    let ids = tellings
        .iter()
        .map(|telling| telling.application.registration_id);
    let registrations = store::person::load_registrations(db, ids).await?;
    let ids = registrations
        .values()
        .map(|registration| registration.person_id);
    let persons = store::person::load_persons(db, ids).await?;
    tellings
        .iter()
        .map(|telling| {
            registrations
                .get(&telling.application.registration_id)
                .and_then(|registration| persons.get(&registration.person_id))
                .cloned()
                .ok_or(AppError::NotFound("person"))
        })
        .collect()
}
