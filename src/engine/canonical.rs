//! The bytes that stand for a problem, piece by piece: neither a copy of the problem nor
//! all its bytes need to be there at once.

use serde::Serialize;

use super::problem::{Applicant, Pool, Problem, Stall, sort_set};

/// Hands on the canonical bytes of a problem.
pub(super) fn write(problem: &Problem, sink: impl FnMut(&[u8])) {
    let mut stalls: Vec<&Stall> = problem.stalls.iter().collect();
    sort_by_text(&mut stalls, |stall| &stall.id);
    let mut applicants: Vec<&Applicant> = problem.applicants.iter().collect();
    sort_by_text(&mut applicants, |applicant| &applicant.code);

    let mut writer = Writer {
        buffer: Vec::with_capacity(2 * PIECE),
        sink,
    };
    writer.head(problem);
    writer.list("stalls", stalls.into_iter().map(Stall::canonical));
    let applicants = applicants.into_iter().map(Applicant::canonical);
    writer.list("applicants", applicants);
    writer.list("pools", problem.pools.iter().map(Pool::canonical));
    let mut caps = problem.caps.clone();
    sort_set(&mut caps);
    writer.list("caps", caps.iter());
    writer.text("}");
    writer.hand_on();
}

/// Handed on when there are so many bytes.
const PIECE: usize = 1 << 16;

struct Writer<S> {
    buffer: Vec<u8>,
    sink: S,
}

impl<S: FnMut(&[u8])> Writer<S> {
    /// What stands before the lists.
    fn head(&mut self, problem: &Problem) {
        let head = Problem {
            version: problem.version,
            seed: problem.seed.to_ascii_lowercase(),
            placement: problem.placement,
            stalls: Vec::new(),
            applicants: Vec::new(),
            pools: Vec::new(),
            caps: Vec::new(),
        };
        self.json(&head);
        // The brace that closes it.
        self.buffer.pop();
    }

    fn list<T: Serialize>(&mut self, name: &str, items: impl Iterator<Item = T>) {
        let mut before = format!(",\"{name}\":[");
        let mut after = "";
        for item in items {
            self.text(&before);
            self.value(&item);
            before.replace_range(.., ",");
            after = "]";
        }
        self.text(after);
    }

    fn text(&mut self, text: &str) {
        self.buffer.extend_from_slice(text.as_bytes());
    }

    fn value(&mut self, value: &impl Serialize) {
        self.json(value);
        if self.buffer.len() >= PIECE {
            self.hand_on();
        }
    }

    fn json(&mut self, value: &impl Serialize) {
        // Strings, integers, lists and structs always serialise.
        let _ = serde_json::to_writer(&mut self.buffer, value);
    }

    fn hand_on(&mut self) {
        (self.sink)(&self.buffer);
        self.buffer.clear();
    }
}

/// Sorts by a text, and what has the same text by its place. The first bytes, which mostly
/// decide, are kept side by side.
pub(super) fn sort_by_text<T>(list: &mut Vec<&T>, text: impl Fn(&T) -> &str) {
    let mut keys: Vec<(u64, usize, &T)> = list
        .drain(..)
        .enumerate()
        .map(|(place, item)| (first_bytes(text(item)), place, item))
        .collect();
    keys.sort_unstable_by(|a, b| {
        let texts = || text(a.2).cmp(text(b.2));
        a.0.cmp(&b.0).then_with(texts).then_with(|| a.1.cmp(&b.1))
    });
    list.extend(keys.into_iter().map(|(_, _, item)| item));
}

/// Of equal ones the texts may still differ.
fn first_bytes(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(text.as_bytes()) {
        *to = *from;
    }
    u64::from_be_bytes(bytes)
}
