//! From the bytes of a file to rows of named cells, whatever Excel made of them.

use std::collections::BTreeMap;

use crate::domain::import::{ImportError, ImportProblem};
use crate::text::columns::VendorColumn;

/// One line of the file.
#[derive(Debug)]
pub(super) struct Row {
    pub line: u64,
    cells: BTreeMap<VendorColumn, String>,
}

impl Row {
    /// What stands in the column; nothing when there is no such column.
    pub fn cell(&self, column: VendorColumn) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }
}

pub(super) const fn error_at(
    line: u64,
    column: &'static str,
    problem: ImportProblem,
) -> ImportError {
    ImportError {
        line,
        column,
        problem,
    }
}

/// # Errors
/// What is wrong with the file as a whole, or with the cells of a line.
pub(super) fn read_table(csv: &[u8]) -> Result<Vec<Row>, Vec<ImportError>> {
    let Some(text) = decode(csv) else {
        return Err(vec![error_at(1, "", ImportProblem::Broken)]);
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .delimiter(delimiter_of(&text))
        .from_reader(text.as_bytes());
    let Ok(header) = reader.headers() else {
        return Err(vec![error_at(1, "", ImportProblem::Broken)]);
    };
    let columns = read_header(header)?;
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(str::is_empty) => {}
            Ok(record) => rows.push(Row {
                line: record.position().map_or(0, csv::Position::line),
                cells: columns
                    .iter()
                    .copied()
                    .zip(record.iter().map(as_typed))
                    .collect(),
            }),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                errors.push(error_at(line, "", ImportProblem::Broken));
            }
        }
    }
    if errors.is_empty() {
        Ok(rows)
    } else {
        Err(errors)
    }
}

/// Without the apostrophe by which a spreadsheet keeps a text from being computed.
fn as_typed(cell: &str) -> String {
    let plain = cell.strip_prefix('\'');
    let plain = plain.filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    plain.unwrap_or(cell).to_owned()
}

/// UTF-8, with a mark or without; else as Chinese Excel saves a CSV.
fn decode(csv: &[u8]) -> Option<String> {
    let csv = csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv);
    if let Ok(text) = std::str::from_utf8(csv) {
        return Some(text.to_owned());
    }
    let (text, _, broken) = encoding_rs::GB18030.decode(csv);
    (!broken).then(|| text.into_owned())
}

/// Some Excels write semicolons, and what is copied out of one has tabs.
fn delimiter_of(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |mark: u8| header.bytes().filter(|byte| *byte == mark).count();
    [b';', b'\t']
        .into_iter()
        .filter(|mark| count(*mark) > count(b','))
        .max_by_key(|mark| count(*mark))
        .unwrap_or(b',')
}

fn read_header(header: &csv::StringRecord) -> Result<Vec<VendorColumn>, Vec<ImportError>> {
    let (mut columns, mut errors) = (Vec::new(), Vec::new());
    for cell in header {
        match VendorColumn::find(cell) {
            None => {
                let problem = ImportProblem::UnknownColumn(cell.to_owned());
                errors.push(error_at(1, "", problem));
            }
            Some(column) if column != VendorColumn::Remark && columns.contains(&column) => {
                let problem = ImportProblem::ColumnTwice(cell.to_owned());
                errors.push(error_at(1, column.as_str(), problem));
            }
            Some(column) => columns.push(column),
        }
    }
    if errors.is_empty() && !columns.contains(&VendorColumn::Name) {
        errors.push(error_at(1, "name", ImportProblem::MissingColumn));
    }
    if errors.is_empty() {
        Ok(columns)
    } else {
        Err(errors)
    }
}
