//! `stalls.csv`: checked here against the rest of the seed; imported later as it is.

use std::collections::BTreeSet;

use entity::kinds::Feature;

use super::faults::Faults;
use super::files::SeedFiles;
use super::table::{Row, Table, one_of, whole_number};
use crate::app::market::CreateMarket;
use crate::domain::values::Label;

pub(super) const FILE: &str = "stalls.csv";

const COLUMNS: [&str; 10] = [
    "code",
    "zone",
    "row",
    "place",
    "x_dm",
    "y_dm",
    "width_dm",
    "depth_dm",
    "features",
    "categories",
];

/// The file's bytes, and the codes of its stalls.
#[derive(Clone, Debug, Default)]
pub struct StallsSeed {
    pub csv: Vec<u8>,
    pub codes: BTreeSet<String>,
}

pub(super) fn read(files: &SeedFiles, market: &CreateMarket, faults: &mut Faults) -> StallsSeed {
    let place = files.place(FILE);
    let Some(bytes) = files.get(FILE) else {
        faults.add(&place, None, "there is no such file");
        return StallsSeed::default();
    };
    let columns = COLUMNS.map(str::to_owned);
    let table = Table::read(&place, bytes, &columns, faults);
    let mut codes = BTreeSet::new();
    let mut rows = table.rows(faults);
    while let Some(mut row) = rows.next_row() {
        check_row(&mut row, market, &mut codes);
    }
    StallsSeed {
        csv: bytes.to_vec(),
        codes,
    }
}

fn check_row(row: &mut Row<'_>, market: &CreateMarket, codes: &mut BTreeSet<String>) {
    if let Some(code) = row.read("code", Label::parse)
        && !codes.insert(code.to_string())
    {
        row.refuse("code", format!("there is another stall {code}"));
    }
    let zone = row.cell("zone").to_owned();
    if !market.zones.iter().any(|known| known.code.as_str() == zone) {
        row.refuse("zone", format!("there is no zone {zone:?}"));
    }
    if row.cell("row").is_empty() {
        row.refuse("row", "must not be empty");
    }
    for column in ["place", "x_dm", "y_dm", "width_dm", "depth_dm"] {
        row.read(column, whole_number::<u16>);
    }
    row.read_list("features", |word| one_of(word, Feature::parse));
    let is_known = |word: &str| {
        market
            .categories
            .iter()
            .any(|known| known.code.as_str() == word)
    };
    row.read_list("categories", |word| {
        one_of(word, |word| is_known(word).then_some(()))
    });
}
