//! Lists in parts: so many items, and a cursor where the next part begins.
//!
//! A cursor names the last item by what the list is sorted by, so that what is added or taken away
//! meanwhile neither repeats an item nor skips one.

use poem_openapi::Object;
use poem_openapi::types::{ParseFromJSON, ToJSON, Type};

use super::problem::ApiError;

const USUAL: usize = 50;
pub const MOST: usize = 200;
/// Between what sorts and what tells equals apart; it stands in neither.
const PART: char = '\u{1}';

/// One part of a list.
#[derive(Clone, Debug, Object)]
pub struct List<T: Type + ToJSON + ParseFromJSON> {
    pub items: Vec<T>,
    /// Give it as `cursor` for the part that follows; absent at the end.
    #[oai(skip_serializing_if_is_none)]
    pub next: Option<String>,
}

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub limit: usize,
    /// What sorts the last item that the caller has, and what tells it from its equals.
    pub after: Option<(String, String)>,
    pub descending: bool,
}

impl Wanted {
    /// # Errors
    /// `Cursor` when it is none of ours.
    pub fn new(limit: Option<u64>, cursor: Option<&str>) -> Result<Self, ApiError> {
        let limit = limit.map_or(USUAL, |limit| usize::try_from(limit).unwrap_or(MOST));
        Ok(Self {
            limit: limit.clamp(1, MOST),
            after: cursor.map(read_cursor).transpose()?,
            descending: false,
        })
    }
}

pub fn cursor(sorts: &str, code: &str) -> String {
    hex::encode(format!("{sorts}{PART}{code}"))
}

fn read_cursor(cursor: &str) -> Result<(String, String), ApiError> {
    let bytes = hex::decode(cursor).map_err(|_| ApiError::Cursor)?;
    let text = String::from_utf8(bytes).map_err(|_| ApiError::Cursor)?;
    let (sorts, code) = text.split_once(PART).ok_or(ApiError::Cursor)?;
    // No column of ours has a zero in it, and PostgreSQL looks for none.
    if text.contains('\0') {
        return Err(ApiError::Cursor);
    }
    Ok((sorts.to_owned(), code.to_owned()))
}

/// A part of a list that is in memory as a whole. `key` gives what sorts, and the code.
pub fn part_of<R, T: Type + ToJSON + ParseFromJSON>(
    rows: Vec<R>,
    wanted: &Wanted,
    key: impl Fn(&R) -> (String, String),
    shown: impl Fn(R) -> Result<T, ApiError>,
) -> Result<List<T>, ApiError> {
    let mut keyed: Vec<((String, String), R)> =
        rows.into_iter().map(|row| (key(&row), row)).collect();
    keyed.sort_by(|(one, _), (other, _)| {
        if wanted.descending {
            other.cmp(one)
        } else {
            one.cmp(other)
        }
    });
    if let Some(after) = &wanted.after {
        keyed.retain(|(key, _)| {
            if wanted.descending {
                key < after
            } else {
                key > after
            }
        });
    }
    let has_more = keyed.len() > wanted.limit;
    keyed.truncate(wanted.limit);
    let last = keyed.last().filter(|_| has_more);
    Ok(List {
        next: last.map(|((sorts, code), _)| cursor(sorts, code)),
        items: keyed
            .into_iter()
            .map(|(_, row)| shown(row))
            .collect::<Result<_, _>>()?,
    })
}
