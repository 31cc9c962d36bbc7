//! Long lists in parts: each part says after which key the next one begins, so that a row that
//! comes or goes meanwhile moves no other.

use crate::store::listing::After;

/// The part of a list that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seek {
    /// The key after which it begins; none for the first part.
    pub after: Option<String>,
    /// At most so many rows; none for as many as are given at once.
    pub limit: Option<u64>,
}

impl Seek {
    pub const MOST: u64 = 500;

    /// How many rows are given: at least one, at most `MOST`.
    pub fn limit(&self) -> u64 {
        self.limit.unwrap_or(Self::MOST).clamp(1, Self::MOST)
    }

    /// What the database is asked for.
    pub(super) fn after(&self) -> After<'_> {
        After {
            key: self.after.as_deref(),
            limit: self.one_more(),
        }
    }

    /// How many to ask the database for: one more shows whether anything follows.
    fn one_more(&self) -> u64 {
        self.limit() + 1
    }
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<T> {
    pub rows: Vec<T>,
    /// The key to go on after; none at the end.
    pub next: Option<String>,
}

impl<T> Part<T> {
    /// Of rows that were asked for with `one_more`, each with its key.
    pub fn of(seek: &Seek, mut rows: Vec<T>, key: impl Fn(&T) -> String) -> Self {
        let limit = usize::try_from(seek.limit()).unwrap_or(usize::MAX);
        let goes_on = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| goes_on).map(key);
        Self { rows, next }
    }

    pub fn map<U>(self, row: impl FnMut(T) -> U) -> Part<U> {
        Part {
            rows: self.rows.into_iter().map(row).collect(),
            next: self.next,
        }
    }

    /// # Errors
    /// The first that a row gives.
    pub fn try_map<U, E>(self, row: impl FnMut(T) -> Result<U, E>) -> Result<Part<U>, E> {
        Ok(Part {
            rows: self.rows.into_iter().map(row).collect::<Result<_, E>>()?,
            next: self.next,
        })
    }
}
