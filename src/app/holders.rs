//! Whose a taken stall is, by the code that stands for them outside.

use std::collections::BTreeMap;

use entity::ids::RegistrationId;
use entity::occupancy;
use sea_orm::ConnectionTrait;

use super::AppError;
use crate::store;

/// The code of each vendor who has one of these: that of their latest application, or the random
/// id of their registration when they never applied.
///
/// # Errors
/// When the database cannot be read.
pub async fn codes_of(
    db: &impl ConnectionTrait,
    taken: &[occupancy::Model],
) -> Result<BTreeMap<RegistrationId, String>, AppError> {
    let vendors = store::day::vendors_of(db, taken).await?;
    let mut codes = BTreeMap::new();
    for id in vendors.into_values() {
        if codes.contains_key(&id) {
            continue;
        }
        let code = match store::application::find_latest_of(db, id).await? {
            Some(application) => application.code,
            None => store::person::load_registration(db, id).await?.public_id,
        };
        codes.insert(id, code);
    }
    Ok(codes)
}
