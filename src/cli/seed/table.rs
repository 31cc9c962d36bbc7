//! A CSV file as lines of named cells. Every cell that is wrong is told with its place.

use std::fmt::Display;

use super::faults::{Fault, Faults};

/// The lines of a file whose columns are exactly these.
#[derive(Debug)]
pub(super) struct Table {
    file: String,
    columns: Vec<String>,
    lines: Vec<(u64, Vec<String>)>,
}

impl Table {
    /// Lines that are broken are told and left out.
    pub fn read(file: &str, bytes: &[u8], columns: &[String], faults: &mut Faults) -> Self {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(bytes);
        let mut table = Self {
            file: file.to_owned(),
            columns: Vec::new(),
            lines: Vec::new(),
        };
        for (index, record) in reader.byte_records().enumerate() {
            let Ok(record) = record else {
                faults.add(file, None, "this is not CSV");
                break;
            };
            let line = record.position().map_or(0, csv::Position::line);
            if index == 0 {
                table.take_header(&record, columns, faults);
                if table.columns.is_empty() {
                    return table;
                }
            } else {
                table.take_line(line, &record, faults);
            }
        }
        if table.columns.is_empty() {
            faults.add(
                file,
                Some(1),
                format!("write the columns {}", columns.join(",")),
            );
        }
        table
    }

    pub fn rows<'a>(&'a self, faults: &'a mut Faults) -> Rows<'a> {
        Rows {
            table: self,
            next: 0,
            faults,
        }
    }

    fn take_header(&mut self, record: &csv::ByteRecord, columns: &[String], faults: &mut Faults) {
        let header: Vec<String> = record
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect();
        for name in &header {
            if !columns.contains(name) {
                let wrong = format!(
                    "there is no column {name:?}; there are {}",
                    columns.join(",")
                );
                faults.add(&self.file, Some(1), wrong);
            } else if header.iter().filter(|other| *other == name).count() > 1 {
                faults.add(&self.file, Some(1), format!("column {name} stands twice"));
            }
        }
        for name in columns {
            if !header.contains(name) {
                faults.add(&self.file, Some(1), format!("column {name} is missing"));
            }
        }
        if columns.iter().all(|name| header.contains(name)) {
            self.columns = header;
        }
    }

    fn take_line(&mut self, line: u64, record: &csv::ByteRecord, faults: &mut Faults) {
        if record.len() != self.columns.len() {
            let wrong = format!(
                "{} cells, but {} columns; is a comma or a quotation mark out of place?",
                record.len(),
                self.columns.len()
            );
            faults.add(&self.file, Some(line), wrong);
            return;
        }
        let mut cells = Vec::with_capacity(record.len());
        for (cell, column) in record.iter().zip(&self.columns) {
            match std::str::from_utf8(cell) {
                Ok(text) => cells.push(text.to_owned()),
                Err(_) => faults.0.push(Fault {
                    file: self.file.clone(),
                    line: Some(line),
                    column: Some(column.clone()),
                    wrong: "not valid UTF-8; save the file as UTF-8".to_owned(),
                }),
            }
        }
        if cells.len() == self.columns.len() {
            self.lines.push((line, cells));
        }
    }
}

/// Goes through the lines of a table.
pub(super) struct Rows<'a> {
    table: &'a Table,
    next: usize,
    faults: &'a mut Faults,
}

impl Rows<'_> {
    pub fn next_row(&mut self) -> Option<Row<'_>> {
        let (line, cells) = self.table.lines.get(self.next)?;
        self.next += 1;
        Some(Row {
            file: &self.table.file,
            line: *line,
            columns: &self.table.columns,
            cells,
            faults: self.faults,
        })
    }
}

/// One line; what cannot be read is told, and stands in for nothing.
pub(super) struct Row<'a> {
    file: &'a str,
    line: u64,
    columns: &'a [String],
    cells: &'a [String],
    faults: &'a mut Faults,
}

impl Row<'_> {
    pub fn cell(&self, column: &str) -> &str {
        let place = self.columns.iter().position(|name| name == column);
        let cell = place.and_then(|place| self.cells.get(place));
        cell.map_or("", String::as_str)
    }

    pub fn refuse(&mut self, column: &str, wrong: impl Into<String>) {
        self.faults.0.push(Fault {
            file: self.file.to_owned(),
            line: Some(self.line),
            column: Some(column.to_owned()),
            wrong: wrong.into(),
        });
    }

    /// A cell that must be there.
    pub fn read<T, E: Display>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let cell = self.cell(column).to_owned();
        match parse(&cell) {
            Ok(value) => Some(value),
            Err(_) if cell.is_empty() => {
                self.refuse(column, "must not be empty");
                None
            }
            Err(error) => {
                self.refuse(column, format!("{cell:?}: {error}"));
                None
            }
        }
    }

    /// A cell that may be empty. What is wrong is told, and read as if it were empty.
    pub fn read_optional<T, E: Display>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if self.cell(column).is_empty() {
            return None;
        }
        self.read(column, parse)
    }

    /// Several values, parted by `;`.
    pub fn read_list<T, E: Display>(
        &mut self,
        column: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Vec<T>> {
        let mut values = Vec::new();
        let words: Vec<String> = words(self.cell(column)).map(str::to_owned).collect();
        let count = words.len();
        for word in words {
            match parse(&word) {
                Ok(value) => values.push(value),
                Err(error) => self.refuse(column, format!("{word:?}: {error}")),
            }
        }
        (values.len() == count).then_some(values)
    }
}

fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';')
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

/// One of a closed set of words.
pub(super) fn one_of<T>(word: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    parse(word).ok_or_else(|| "no such word".to_owned())
}

pub(super) fn yes_or_no(word: &str) -> Result<bool, String> {
    match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}

pub(super) fn whole_number<T: std::str::FromStr>(word: &str) -> Result<T, String> {
    word.parse()
        .map_err(|_| "not a whole number in its range".to_owned())
}
