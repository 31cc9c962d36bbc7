//! Rows as text: CSV that Excel opens, or JSON.

use entity::kinds::Language;
use serde_json::{Value, json};

use crate::text::columns::export_title;
use crate::text::labels::{Labelled, label};

/// What a list is made of.
pub trait Exported {
    /// As JSON names them; CSV has their titles.
    const COLUMNS: &'static [&'static str];

    /// One for each column.
    fn cells(self) -> Vec<Cell>;
}

#[derive(Clone, Debug)]
pub enum Cell {
    Blank,
    Text(String),
    Number(i64),
    List(Vec<String>),
    /// A word of a closed set, with its label in each language.
    Word {
        word: &'static str,
        label: fn(Language, &'static str) -> String,
    },
    Data(Value),
}

impl Cell {
    pub fn text(text: &impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    pub fn maybe(text: Option<impl ToString>) -> Self {
        text.map_or(Self::Blank, |text| Self::text(&text))
    }

    pub fn number(number: Option<i32>) -> Self {
        number.map_or(Self::Blank, |number| Self::Number(number.into()))
    }

    pub fn word<K: Labelled>(kind: K) -> Self {
        Self::Word {
            word: kind.word(),
            label: label_of::<K>,
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Blank => Value::Null,
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
            Self::List(texts) => json!(texts),
            Self::Word { word, .. } => json!(word),
            Self::Data(value) => value.clone(),
        }
    }

    fn to_csv(&self, lang: Language) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => quoted(text),
            Self::Number(number) => number.to_string(),
            Self::List(texts) => quoted(&texts.join(";")),
            Self::Word { word, label } => quoted(&label(lang, word)),
            Self::Data(value) => quoted(&value.to_string()),
        }
    }
}

fn label_of<K: Labelled>(lang: Language, word: &'static str) -> String {
    let kind = K::all().find(|kind| kind.word() == word);
    kind.map_or_else(|| word.to_owned(), |kind| label(lang, kind))
}

/// As a CSV cell. What a spreadsheet would compute stays text: vendors choose their own names.
fn quoted(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFormat {
    Csv,
    Json,
}

/// A list that is written as its parts come.
#[derive(Clone, Debug)]
pub struct Sheet {
    format: SheetFormat,
    lang: Language,
    rows: u64,
}

impl Sheet {
    pub const fn new(format: SheetFormat, lang: Language) -> Self {
        Self {
            format,
            lang,
            rows: 0,
        }
    }

    /// What stands before the first row. Excel reads UTF-8 only behind a mark.
    pub fn begin<R: Exported>(&self) -> String {
        match self.format {
            SheetFormat::Csv => {
                let titles = R::COLUMNS.iter().map(|key| export_title(self.lang, key));
                let titles: Vec<String> = titles.map(|title| quoted(&title)).collect();
                format!("\u{feff}{}\r\n", titles.join(","))
            }
            SheetFormat::Json => "[".to_owned(),
        }
    }

    pub fn rows<R: Exported>(&mut self, rows: Vec<R>) -> String {
        rows.into_iter().map(|row| self.row(row)).collect()
    }

    fn row<R: Exported>(&mut self, row: R) -> String {
        self.rows += 1;
        let cells = row.cells();
        match self.format {
            SheetFormat::Csv => {
                let cells: Vec<String> = cells.iter().map(|cell| cell.to_csv(self.lang)).collect();
                format!("{}\r\n", cells.join(","))
            }
            SheetFormat::Json => {
                let fields = R::COLUMNS.iter().zip(&cells);
                let fields: Vec<String> = fields
                    .map(|(key, cell)| format!("\"{key}\":{}", cell.to_json()))
                    .collect();
                let comma = if self.rows == 1 { "" } else { "," };
                format!("{comma}\n{{{}}}", fields.join(","))
            }
        }
    }

    /// What stands behind the last row.
    pub const fn end(&self) -> &'static str {
        match self.format {
            SheetFormat::Csv => "",
            SheetFormat::Json => "\n]\n",
        }
    }
}
