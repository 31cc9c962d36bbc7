//! Import stalls from CSV: all of them, or none and every error with its line and column.

use std::collections::{BTreeMap, BTreeSet};

use entity::kinds::Feature;
use entity::{stall, stall_category};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::import::{ImportError, ImportProblem};
use crate::domain::values::Label;
use crate::store::{self, WriteTx, market::MarketPlan};

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StallsImported {
    pub stalls: usize,
}

#[derive(Debug)]
struct StallLine {
    code: String,
    zone: String,
    row: String,
    place: i32,
    x_dm: i32,
    y_dm: i32,
    width_dm: i32,
    depth_dm: i32,
    features: Vec<Feature>,
    categories: Vec<String>,
}

/// Adds the stalls of a CSV file (columns `code,zone,row,place,x_dm,y_dm,width_dm,depth_dm,
/// features,categories`; lists inside a cell are parted by `;`).
///
/// # Errors
/// `Import` with every error of the file; nothing is changed then.
pub async fn import_stalls(
    app: &App,
    actor: &Actor,
    market: &str,
    csv: &[u8],
) -> Result<StallsImported, AppError> {
    let market = find_market(app.store.reader(), market).await?;
    actor.require_operator(market.id)?;

    let tx = app.store.begin_write().await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;

    let lines = read_lines(csv, &plan).map_err(AppError::Import)?;

    for line in &lines {
        insert_stall(&tx, &plan, market.id, line).await?;
    }
    let change = Change {
        action: "import_stalls",
        subject: format!("market:{}", market.slug),
        detail: Some(json!({ "stalls": lines.len() })),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(StallsImported {
        stalls: lines.len(),
    })
}

async fn insert_stall(
    tx: &WriteTx,
    plan: &MarketPlan,
    market_id: entity::ids::MarketId,
    line: &StallLine,
) -> Result<(), AppError> {
    let zone = plan
        .zone_by_code(&line.zone)
        .ok_or(AppError::NotFound("zone"))?;
    let row = stall::ActiveModel {
        market_id: Set(market_id),
        zone_id: Set(zone.id),
        code: Set(line.code.clone()),
        row_label: Set(line.row.clone()),
        place: Set(line.place),
        x_dm: Set(line.x_dm),
        y_dm: Set(line.y_dm),
        width_dm: Set(line.width_dm),
        depth_dm: Set(line.depth_dm),
        features: Set(json!(line.features)),
        version: Set(1),
        ..Default::default()
    };
    let stall = tx.insert(row).await?;
    let links = line
        .categories
        .iter()
        .filter_map(|code| plan.category_by_code(code))
        .map(|category| stall_category::ActiveModel {
            market_id: Set(market_id),
            stall_id: Set(stall.id),
            category_id: Set(category.id),
        });
    Ok(tx.insert_all(links.collect()).await?)
}

fn read_lines(csv: &[u8], plan: &MarketPlan) -> Result<Vec<StallLine>, Vec<ImportError>> {
    let csv = csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(csv);
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(_) => return Err(vec![broken(1)]),
    };
    let mut errors = check_header(&header);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut codes: BTreeSet<String> = plan
        .stalls
        .iter()
        .map(|row| row.stall.code.clone())
        .collect();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                errors.push(broken(error.position().map_or(0, csv::Position::line)));
                continue;
            }
        };
        let line_number = record.position().map_or(0, csv::Position::line);
        let cells: BTreeMap<&str, &str> = header.iter().zip(record.iter()).collect();
        let mut row = RowReader {
            line: line_number,
            cells,
            errors: &mut errors,
        };
        if let Some(line) = row.read(plan, &mut codes) {
            lines.push(line);
        }
    }
    if errors.is_empty() {
        Ok(lines)
    } else {
        Err(errors)
    }
}

const fn broken(line: u64) -> ImportError {
    ImportError {
        line,
        column: "",
        problem: ImportProblem::Broken,
    }
}

fn check_header(header: &csv::StringRecord) -> Vec<ImportError> {
    let missing = COLUMNS
        .into_iter()
        .filter(|column| !header.iter().any(|cell| cell == *column));
    let unknown = header.iter().filter(|cell| !COLUMNS.contains(cell));
    missing
        .map(|column| ImportError {
            line: 1,
            column,
            problem: ImportProblem::MissingColumn,
        })
        .chain(unknown.map(|cell| ImportError {
            line: 1,
            column: "",
            problem: ImportProblem::UnknownColumn(cell.to_owned()),
        }))
        .collect()
}

/// Reads one line, and notes what is wrong with it instead of stopping.
struct RowReader<'a> {
    line: u64,
    cells: BTreeMap<&'a str, &'a str>,
    errors: &'a mut Vec<ImportError>,
}

impl RowReader<'_> {
    fn read(&mut self, plan: &MarketPlan, codes: &mut BTreeSet<String>) -> Option<StallLine> {
        let before = self.errors.len();
        let line = StallLine {
            code: self.code(codes),
            zone: self.zone(plan),
            row: self.cell("row").to_owned(),
            place: self.number("place", 0),
            x_dm: self.number("x_dm", 0),
            y_dm: self.number("y_dm", 0),
            width_dm: self.number("width_dm", 1),
            depth_dm: self.number("depth_dm", 1),
            features: self.features(),
            categories: self.categories(plan),
        };
        (self.errors.len() == before).then_some(line)
    }

    fn cell(&self, column: &str) -> &str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    fn refuse(&mut self, column: &'static str, problem: ImportProblem) {
        self.errors.push(ImportError {
            line: self.line,
            column,
            problem,
        });
    }

    fn code(&mut self, codes: &mut BTreeSet<String>) -> String {
        let code = self.cell("code").to_owned();
        if Label::parse(&code).is_err() {
            self.refuse("code", ImportProblem::Code);
        } else if !codes.insert(code.clone()) {
            self.refuse("code", ImportProblem::DuplicateCode);
        }
        code
    }

    fn zone(&mut self, plan: &MarketPlan) -> String {
        let zone = self.cell("zone").to_owned();
        if plan.zone_by_code(&zone).is_none() {
            self.refuse("zone", ImportProblem::UnknownZone(zone.clone()));
        }
        zone
    }

    fn number(&mut self, column: &'static str, least: i32) -> i32 {
        let cell = self.cell(column).to_owned();
        match cell.parse::<i32>() {
            Ok(number) if (least..=100_000).contains(&number) => number,
            _ => {
                self.refuse(column, ImportProblem::Number(cell));
                least
            }
        }
    }

    fn features(&mut self) -> Vec<Feature> {
        let mut features = Vec::new();
        for word in split_list(self.cell("features")) {
            match Feature::parse(&word) {
                Some(feature) => features.push(feature),
                None => self.refuse("features", ImportProblem::UnknownFeature(word)),
            }
        }
        features
    }

    fn categories(&mut self, plan: &MarketPlan) -> Vec<String> {
        let categories = split_list(self.cell("categories"));
        for code in &categories {
            if plan.category_by_code(code).is_none() {
                self.refuse("categories", ImportProblem::UnknownCategory(code.clone()));
            }
        }
        categories
    }
}

fn split_list(cell: &str) -> Vec<String> {
    cell.split(';')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
