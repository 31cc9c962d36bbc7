//! Small numbers in place of texts and of lists of numbers that come up again and again.

use std::collections::BTreeMap;

use super::lookup::Head;

/// Numbers for texts, in the order in which they come up.
#[derive(Debug, Default)]
pub(super) struct Words<'a>(BTreeMap<Word<'a>, u32>);

/// A comparison of texts takes longer than one of heads.
type Word<'a> = (Head, Option<&'a str>);

impl<'a> Words<'a> {
    fn number(&mut self, text: &'a str) -> u32 {
        let next = next(self.0.len());
        let head = Head::new(text);
        let word = (head, (!head.is_whole()).then_some(text));
        *self.0.entry(word).or_insert(next)
    }

    /// Adds the numbers of a set of texts, in order.
    pub(super) fn add_set(
        &mut self,
        texts: impl IntoIterator<Item = &'a String>,
        to: &mut Vec<u32>,
    ) {
        let start = to.len();
        to.extend(texts.into_iter().map(|text| self.number(text)));
        if let Some(set) = to.get_mut(start..)
            && set.len() > 1
        {
            set.sort_unstable();
            let mut set = to.split_off(start);
            set.dedup();
            to.append(&mut set);
        }
        to.push(END);
    }
}

/// Stands after each set.
const END: u32 = u32::MAX;

/// Numbers for lists of numbers, in the order in which they come up.
#[derive(Debug, Default)]
pub(super) struct Lists(BTreeMap<Vec<u32>, u32>);

impl Lists {
    /// The number of a list, and whether it is new.
    pub(super) fn number(&mut self, list: &[u32]) -> (u32, bool) {
        if let Some(number) = self.0.get(list) {
            return (*number, false);
        }
        let number = next(self.0.len());
        self.0.insert(list.to_vec(), number);
        (number, true)
    }
}

fn next(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
