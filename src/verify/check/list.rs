//! A list that is asked only for the numbers that it gave out.

use std::ops::{Index, IndexMut};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List<T>(Vec<T>);

impl<T: Clone> List<T> {
    pub(super) fn filled(len: usize, with: T) -> Self {
        Self(vec![with; len])
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T> List<T> {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    pub(super) fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.0.iter_mut()
    }
}

impl<T> Index<usize> for List<T> {
    type Output = T;
    #[expect(clippy::indexing_slicing, reason = "numbers come from the list itself")]
    fn index(&self, number: usize) -> &T {
        &self.0[number]
    }
}

impl<T> IndexMut<usize> for List<T> {
    #[expect(clippy::indexing_slicing, reason = "numbers come from the list itself")]
    fn index_mut(&mut self, number: usize) -> &mut T {
        &mut self.0[number]
    }
}
