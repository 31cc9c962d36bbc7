//! `people.csv` and `attestations.csv`: who there is, and who is confirmed by whom.

use std::collections::{BTreeMap, BTreeSet};

use entity::kinds::{AttestationState, HardshipGroup, Language};

use super::faults::Faults;
use super::files::SeedFiles;
use super::table::{Row, Table, one_of, whole_number};
use crate::app::market::CreateMarket;
use crate::domain::values::{EmailAddress, Label, PersonName, Phone, TradingName};

const PEOPLE: &str = "people.csv";
const ATTESTATIONS: &str = "attestations.csv";

const PEOPLE_COLUMNS: [&str; 9] = [
    "key",
    "name",
    "trading_name",
    "phone",
    "email",
    "language",
    "household",
    "identity",
    "seniority",
];

const ATTESTATION_COLUMNS: [&str; 6] = [
    "person",
    "group",
    "organisation",
    "from_day",
    "until_day",
    "state",
];

#[derive(Clone, Debug)]
pub struct PersonSeed {
    pub name: PersonName,
    pub trading_name: TradingName,
    pub phone: Phone,
    pub email: Option<EmailAddress>,
    pub language: Language,
    pub household: Option<String>,
    pub identity: String,
    pub seniority: Option<u32>,
}

/// By the key that names them within the seed.
pub type People = BTreeMap<String, PersonSeed>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttestationSeed {
    pub person: String,
    pub group: HardshipGroup,
    pub organisation: Label,
    pub verdict: VerdictSeed,
}

/// Days are counted from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictSeed {
    Requested,
    Confirmed { from_day: i64, until_day: i64 },
    Declined,
}

pub(super) fn read_people(files: &SeedFiles, faults: &mut Faults) -> People {
    let place = files.place(PEOPLE);
    let Some(bytes) = files.get(PEOPLE) else {
        faults.add(&place, None, "there is no such file");
        return People::new();
    };
    let table = Table::read(&place, bytes, &PEOPLE_COLUMNS.map(str::to_owned), faults);
    let mut people = People::new();
    let mut identities = BTreeSet::new();
    let mut rows = table.rows(faults);
    while let Some(mut row) = rows.next_row() {
        let key = row.cell("key").to_owned();
        if key.is_empty() {
            row.refuse("key", "must not be empty");
        }
        let Some(person) = read_person(&mut row) else {
            continue;
        };
        if !identities.insert(person.identity.clone()) {
            row.refuse("identity", "somebody else has it");
        }
        if people.insert(key.clone(), person).is_some() {
            row.refuse("key", format!("there is another {key}"));
        }
    }
    people
}

fn read_person(row: &mut Row<'_>) -> Option<PersonSeed> {
    let name = row.read("name", PersonName::parse);
    let trading_name = row.read("trading_name", TradingName::parse);
    let phone = row.read("phone", Phone::parse);
    let email = row.read_optional("email", EmailAddress::parse);
    let language = row.read("language", |word| one_of(word, Language::parse));
    let household = row.read_optional("household", text);
    let identity = row.read("identity", text);
    let seniority = row.read_optional("seniority", whole_number);
    Some(PersonSeed {
        name: name?,
        trading_name: trading_name?,
        phone: phone?,
        email,
        language: language?,
        household,
        identity: identity?,
        seniority,
    })
}

fn text(cell: &str) -> Result<String, &'static str> {
    if cell.is_empty() {
        return Err("empty");
    }
    Ok(cell.to_owned())
}

pub(super) fn read_attestations(
    files: &SeedFiles,
    market: &CreateMarket,
    people: &People,
    faults: &mut Faults,
) -> Vec<AttestationSeed> {
    let place = files.place(ATTESTATIONS);
    let Some(bytes) = files.get(ATTESTATIONS) else {
        faults.add(&place, None, "there is no such file");
        return Vec::new();
    };
    let columns = ATTESTATION_COLUMNS.map(str::to_owned);
    let table = Table::read(&place, bytes, &columns, faults);
    let mut attestations = Vec::new();
    let mut rows = table.rows(faults);
    while let Some(mut row) = rows.next_row() {
        attestations.extend(read_attestation(&mut row, market, people));
    }
    attestations
}

fn read_attestation(
    row: &mut Row<'_>,
    market: &CreateMarket,
    people: &People,
) -> Option<AttestationSeed> {
    let person = row.cell("person").to_owned();
    if !people.contains_key(&person) {
        row.refuse("person", format!("there is no person {person:?}"));
    }
    let group = row.read("group", |word| one_of(word, HardshipGroup::parse));
    let organisation = row.read("organisation", Label::parse);
    if let Some(code) = &organisation
        && !market.organisations.iter().any(|known| known.code == *code)
    {
        row.refuse("organisation", format!("there is no organisation {code}"));
    }
    let verdict = read_verdict(row);
    Some(AttestationSeed {
        person,
        group: group?,
        organisation: organisation?,
        verdict: verdict?,
    })
}

fn read_verdict(row: &mut Row<'_>) -> Option<VerdictSeed> {
    match row.read("state", |word| one_of(word, AttestationState::parse))? {
        AttestationState::Requested => Some(VerdictSeed::Requested),
        AttestationState::Declined => Some(VerdictSeed::Declined),
        AttestationState::Confirmed => {
            let from_day = row.read("from_day", whole_number::<i64>);
            let until_day = row.read("until_day", whole_number::<i64>);
            let (from_day, until_day) = (from_day?, until_day?);
            if until_day < from_day {
                row.refuse("until_day", "before from_day");
            }
            Some(VerdictSeed::Confirmed {
                from_day,
                until_day,
            })
        }
        AttestationState::ConsentWithdrawn => {
            row.refuse("state", "write requested, confirmed or declined");
            None
        }
    }
}
