//! What lists have in common: pages, search, and numbers that lead to what they count.

use super::layout::with_query;

/// Where the reader is in a list that is shown in parts. Pages count from 1.
#[derive(Clone, Debug)]
pub struct Pager {
    pub page: usize,
    pub pages: usize,
    /// How many rows there are in all parts together.
    pub total: usize,
    /// The list's own path and query, without `page`.
    pub base: String,
}

impl Pager {
    pub fn href(&self, page: &usize) -> String {
        match page {
            0 | 1 => self.base.clone(),
            _ => with_query(&self.base, "page", &page.to_string()),
        }
    }

    pub fn previous(&self) -> Option<usize> {
        (self.page > 1).then(|| self.page - 1)
    }

    pub fn next(&self) -> Option<usize> {
        (self.page < self.pages).then(|| self.page + 1)
    }

    /// The pages to link to; 0 stands for a gap.
    pub fn shown(&self) -> Vec<usize> {
        let near =
            |page: &usize| *page == 1 || *page == self.pages || page.abs_diff(self.page) <= 1;
        let mut shown = Vec::new();
        for page in (1..=self.pages).filter(near) {
            if shown.last().is_some_and(|last| *last + 1 < page) {
                shown.push(0);
            }
            shown.push(page);
        }
        shown
    }
}

/// A number and what it counts; it links to the list of just these.
#[derive(Clone, Debug)]
pub struct Stat {
    pub count: usize,
    pub label: String,
    pub href: String,
    /// This is what the page shows now.
    pub current: bool,
}
