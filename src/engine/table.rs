//! Small numbers in place of ids, each kind of thing with its own, and lists that are
//! read by them.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

pub(super) trait Number: Copy {
    fn from_index(index: usize) -> Self;
    fn index(self) -> usize;
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) struct $name(u32);

        impl Number for $name {
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

numbers! {
    /// In the order of their ids.
    StallNo,
    /// In the order of their codes.
    PersonNo,
    /// In the order in which they are drawn.
    PoolNo,
    ZoneNo,
    CapNo,
    /// Stalls of one class have the same features and take the same categories.
    ClassNo,
    /// Applicants of one wants have the same needs and the same category.
    WantsNo,
    /// Applicants of one kind can use the same classes.
    KindNo,
    /// Stalls of one bin are alike to everyone to whom a promise may be made.
    BinNo,
    /// What a promise is kept with: all those of one claim are alike. The first are the kinds.
    ClaimNo,
    RingNo,
    /// Blocks of stalls that the same claims can be kept with.
    GroupNo,
    /// A place in the order of a pool, from 0.
    Position,
}

impl Position {
    /// The index of whoever comes next.
    pub(super) fn next(self) -> usize {
        self.0 as usize + 1
    }

    /// As people count: from 1.
    pub(super) fn number(self) -> u32 {
        self.0.saturating_add(1)
    }
}

/// A list with an element for each number of one kind of thing.
#[derive(Clone, Debug)]
pub(super) struct Table<N, T> {
    rows: Vec<T>,
    numbers: PhantomData<N>,
}

impl<N: Number, T> Table<N, T> {
    pub(super) fn filled(len: usize, value: T) -> Self
    where
        T: Clone,
    {
        vec![value; len].into()
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn numbers(&self) -> impl DoubleEndedIterator<Item = N> + use<N, T> {
        (0..self.rows.len()).map(N::from_index)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (N, &T)> {
        let rows = self.rows.iter().enumerate();
        rows.map(|(i, row)| (N::from_index(i), row))
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (N, &mut T)> {
        let rows = self.rows.iter_mut().enumerate();
        rows.map(|(i, row)| (N::from_index(i), row))
    }

    pub(super) fn into_rows(self) -> Vec<T> {
        self.rows
    }

    pub(super) fn push(&mut self, row: T) -> N {
        self.rows.push(row);
        N::from_index(self.rows.len() - 1)
    }
}

impl<N, T> Default for Table<N, T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<N, T> From<Vec<T>> for Table<N, T> {
    fn from(rows: Vec<T>) -> Self {
        Self {
            rows,
            numbers: PhantomData,
        }
    }
}

impl<N: Number, T> FromIterator<T> for Table<N, T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Vec::from_iter(rows).into()
    }
}

impl<N: Number, T> Index<N> for Table<N, T> {
    type Output = T;

    #[expect(
        clippy::indexing_slicing,
        reason = "a number comes from the list that it is used with"
    )]
    fn index(&self, number: N) -> &T {
        &self.rows[number.index()]
    }
}

impl<N: Number, T> IndexMut<N> for Table<N, T> {
    #[expect(
        clippy::indexing_slicing,
        reason = "a number comes from the list that it is used with"
    )]
    fn index_mut(&mut self, number: N) -> &mut T {
        &mut self.rows[number.index()]
    }
}
