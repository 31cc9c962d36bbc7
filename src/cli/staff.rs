//! `staff add`: an account for someone who works for a market.

use entity::kinds::Role;

use super::arguments::AddStaffArguments;
use super::failure::{about, print};
use super::{Failure, Installation, password};
use crate::app::staff::{AddStaff, add_staff};
use crate::app::{Actor, AppError};
use crate::config::Config;
use crate::domain::FieldError;
use crate::domain::values::{EmailAddress, Label, PersonName};

pub(super) async fn add(config: Config, arguments: AddStaffArguments) -> Result<(), Failure> {
    check_places(&arguments)?;
    let email = typed("--email", EmailAddress::parse(&arguments.email))?;
    let name = typed("--name", PersonName::parse(&arguments.name))?;
    let organisation = match &arguments.organisation {
        Some(code) => Some(typed("--organisation", Label::parse(code))?),
        None => None,
    };
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
    let added = add_staff(&installation.app, &Actor::System, command).await;
    installation.app.store.close().await;
    match added {
        Err(AppError::Invalid(errors)) if errors.get("email").is_some() => {
            let message = format!("{address} has an account already; choose another address");
            return Err(Failure::unusable(message));
        }
        added => added?,
    }
    print(&format!("{address} can sign in now.\n"))
}

fn typed<T, E: Into<FieldError>>(flag: &str, parsed: Result<T, E>) -> Result<T, Failure> {
    parsed.map_err(|error| Failure::unusable(about(flag, &error.into())))
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
