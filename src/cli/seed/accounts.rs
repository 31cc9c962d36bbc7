//! `staff.toml`: who works for the market. The program makes the passwords.

use entity::kinds::{Language, Role};
use serde::Deserialize;
use toml::Spanned;

use super::faults::Faults;
use super::files::SeedFiles;
use super::toml_file::TomlFile;
use crate::app::market::CreateMarket;
use crate::domain::values::{EmailAddress, Label, PersonName};

const FILE: &str = "staff.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffFile {
    #[serde(default)]
    staff: Vec<StaffEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffEntry {
    email: Spanned<EmailAddress>,
    name: PersonName,
    language: Language,
    roles: Vec<Role>,
    organisation: Option<Spanned<Label>>,
}

#[derive(Clone, Debug)]
pub struct AccountSeed {
    pub email: EmailAddress,
    pub name: PersonName,
    pub language: Language,
    pub roles: Vec<Role>,
    pub organisation: Option<Label>,
}

pub(super) fn read(
    files: &SeedFiles,
    market: &CreateMarket,
    faults: &mut Faults,
) -> Vec<AccountSeed> {
    let Some(file) = TomlFile::<StaffFile>::read(files, FILE, faults) else {
        return Vec::new();
    };
    let mut accounts = Vec::new();
    for entry in &file.value.staff {
        if let Some(code) = &entry.organisation
            && !market
                .organisations
                .iter()
                .any(|known| known.code == *code.get_ref())
        {
            let wrong = format!("there is no organisation {}", code.get_ref());
            faults.add(&file.place, file.line_of(code), wrong);
        }
        if entry.roles.contains(&Role::Attester) && entry.organisation.is_none() {
            let wrong = "an attester needs an organisation";
            faults.add(&file.place, file.line_of(&entry.email), wrong);
        }
        accounts.push(AccountSeed {
            email: entry.email.get_ref().clone(),
            name: entry.name.clone(),
            language: entry.language,
            roles: entry.roles.clone(),
            organisation: entry
                .organisation
                .as_ref()
                .map(|code| code.get_ref().clone()),
        });
    }
    accounts
}
