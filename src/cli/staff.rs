//! `staff add`: an account for someone who works for a market.

use entity::kinds::Role;

use super::arguments::AddStaffArguments;
use super::failure::print;
use super::{Failure, Installation, password};
use crate::app::Actor;
use crate::app::staff::{AddStaff, add_staff};
use crate::config::Config;
use crate::domain::values::{EmailAddress, Label, PersonName};

pub(super) async fn add(config: Config, arguments: AddStaffArguments) -> Result<(), Failure> {
    check_places(&arguments)?;
    let email = EmailAddress::parse(&arguments.email)
        .map_err(|error| Failure::unusable(format!("--email: {error}")))?;
    let name = PersonName::parse(&arguments.name)
        .map_err(|error| Failure::unusable(format!("--name: {error}")))?;
    let organisation = arguments.organisation.as_deref().map(Label::parse);
    let organisation = organisation
        .transpose()
        .map_err(|error| Failure::unusable(format!("--organisation: {error}")))?;
    let installation = Installation::open(config).await?;
    let command = AddStaff {
        email,
        name,
        password: password::ask(arguments.password_stdin)?,
        language: arguments.language,
        roles: arguments.roles,
        market: arguments.market,
        organisation,
    };
    let address = command.email.to_string();
    add_staff(&installation.app, &Actor::System, command).await?;
    installation.app.store.close().await;
    print(&format!("{address} can sign in now.\n"))
}

/// A market's staff work at a market, an attester for an organisation.
fn check_places(arguments: &AddStaffArguments) -> Result<(), Failure> {
    let is_attester = |role: &Role| *role == Role::Attester;
    if arguments.roles.iter().any(is_attester) && arguments.organisation.is_none() {
        let message = "an attester confirms for an organisation; name it with --organisation";
        return Err(Failure::unusable(message));
    }
    if !arguments.roles.iter().all(is_attester) && arguments.market.is_none() {
        let message = "staff work at a market; name it with --market";
        return Err(Failure::unusable(message));
    }
    Ok(())
}
