//! Accounts of those who work for a market.

use entity::kinds::{Language, Role};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::answer::Created;
use super::caller::Caller;
use super::document::PREFIX;
use super::problem::ApiError;
use super::wire::refuse_all;
use super::words::Word;
use crate::app::staff::{AddStaff, add_staff};
use crate::domain::FieldErrors;
use crate::domain::values::{EmailAddress, Label, Password, PersonName};

#[derive(Clone, Debug, Object)]
struct StaffSent {
    /// With which they sign in.
    email: String,
    name: String,
    password: String,
    /// Of their pages.
    language: Word<Language>,
    roles: Vec<Word<Role>>,
    /// Where they have these roles.
    #[oai(default)]
    market: Option<String>,
    /// For which organisation an attester confirms.
    #[oai(default)]
    organisation: Option<String>,
}

#[derive(Clone, Debug, Object)]
struct StaffMade {
    email: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Staff;

#[OpenApi(tag = "Tag::Tokens")]
impl Staff {
    /// Add an account
    ///
    /// Only a token of the installation may.
    #[oai(path = "/staff", method = "post", operation_id = "add_staff")]
    async fn add(
        &self,
        caller: Caller,
        sent: Json<StaffSent>,
    ) -> Result<Created<StaffMade>, ApiError> {
        let command = command(&sent.0)?;
        let email = command.email.to_string();
        add_staff(&caller.app, &caller.actor, command).await?;
        let place = format!("{PREFIX}/staff");
        Ok(Created::At(Json(StaffMade { email }), place))
    }
}

fn command(sent: &StaffSent) -> Result<AddStaff, ApiError> {
    let mut errors = FieldErrors::default();
    let email = errors.check("email", EmailAddress::parse(&sent.email));
    let name = errors.check("name", PersonName::parse(&sent.name));
    let password = errors.check("password", Password::parse(&sent.password));
    let organisation = sent.organisation.as_deref().map(Label::parse).transpose();
    let organisation = errors.check("organisation", organisation);
    let (Some(email), Some(name), Some(password), Some(organisation)) =
        (email, name, password, organisation)
    else {
        return Err(refuse_all(errors));
    };
    Ok(AddStaff {
        email,
        name,
        password,
        language: sent.language.0,
        roles: sent.roles.iter().map(|word| word.0).collect(),
        market: sent.market.clone(),
        organisation,
    })
}
