//! The bytes that stand for a problem, piece by piece: neither a copy of the problem nor
//! all its bytes need to be there at once.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::problem::{Applicant, Pool, Problem, Stall, sort_set};

/// Hands on the canonical bytes of a problem.
pub(super) fn write(problem: &Problem, sink: impl FnMut(&[u8])) {
    let stalls = sorted(&problem.stalls, |stall| &stall.id);
    let applicants = sorted(&problem.applicants, |applicant| &applicant.code);
    write_sorted(problem, stalls.into_iter(), applicants.into_iter(), sink);
}

/// The SHA-256 of the canonical bytes of a problem, in lower-case hex.
pub(super) fn sha256(problem: &Problem) -> String {
    let mut hash = Sha256::new();
    write(problem, |piece| hash.update(piece));
    hex::encode(hash.finalize())
}

/// The same, with stalls and applicants sorted already.
pub(super) fn sha256_sorted<'a>(
    problem: &Problem,
    stalls: impl Iterator<Item = &'a Stall>,
    applicants: impl Iterator<Item = &'a Applicant>,
) -> String {
    let mut hash = Sha256::new();
    write_sorted(problem, stalls, applicants, |piece| hash.update(piece));
    hex::encode(hash.finalize())
}

fn write_sorted<'a>(
    problem: &Problem,
    stalls: impl Iterator<Item = &'a Stall>,
    applicants: impl Iterator<Item = &'a Applicant>,
    sink: impl FnMut(&[u8]),
) {
    let mut writer = Writer {
        buffer: Vec::with_capacity(2 * PIECE),
        sink,
    };
    writer.head(problem);
    writer.list("stalls", stalls.map(Stall::canonical));
    writer.applicants(applicants);
    writer.list("pools", problem.pools.iter().map(Pool::canonical));
    let mut caps = problem.caps.clone();
    sort_set(&mut caps);
    writer.list("caps", caps.iter());
    writer.text("}");
    writer.hand_on();
}

/// Handed on when there are so many bytes.
const PIECE: usize = 1 << 16;

/// So many applicants are looked up in memory at once, which takes hardly longer than one.
const BATCH: usize = 16;

/// What stands before and after the items of a list; an empty one is left out.
struct List {
    opening: String,
    begun: bool,
}

impl List {
    fn new(name: &str) -> Self {
        Self {
            opening: format!(",\"{name}\":["),
            begun: false,
        }
    }

    fn before(&mut self) -> &str {
        if std::mem::replace(&mut self.begun, true) {
            ","
        } else {
            &self.opening
        }
    }

    fn after(&self) -> &'static str {
        if self.begun { "]" } else { "" }
    }
}

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
        let mut list = List::new(name);
        for item in items {
            self.text(list.before());
            self.json(&item);
            self.hand_on_if_full();
        }
        self.text(list.after());
    }

    fn applicants<'a>(&mut self, mut applicants: impl Iterator<Item = &'a Applicant>) {
        let mut list = List::new("applicants");
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let next = applicants.by_ref().take(BATCH);
            batch.extend(next.map(Applicant::canonical));
            if batch.is_empty() {
                break;
            }
            for applicant in batch.drain(..) {
                self.text(list.before());
                self.applicant(&applicant);
            }
            self.hand_on_if_full();
        }
        self.text(list.after());
    }

    /// What serde would write, in less time: nearly all bytes of a large problem are here.
    fn applicant(&mut self, applicant: &Applicant) {
        let Applicant {
            code,
            ticket,
            category,
            needs,
            groups,
            pools,
            preferences,
            anywhere,
            min,
            max,
            holds,
            tier,
            rank,
        } = applicant;
        self.string("{\"code\":", code);
        self.maybe_string(",\"ticket\":", ticket.as_ref());
        self.maybe_string(",\"category\":", category.as_ref());
        self.strings(",\"needs\":[", needs);
        self.strings(",\"groups\":[", groups);
        self.strings(",\"pools\":[", pools);
        self.strings(",\"preferences\":[", preferences);
        self.field(",\"anywhere\":", Some(anywhere));
        self.field(",\"min\":", Some(min));
        self.field(",\"max\":", Some(max));
        self.strings(",\"holds\":[", holds);
        self.field(",\"tier\":", tier.as_ref());
        self.field(",\"rank\":", rank.as_ref());
        self.text("}");
    }

    fn field(&mut self, name: &str, value: Option<&impl Serialize>) {
        if let Some(value) = value {
            self.text(name);
            self.json(value);
        }
    }

    fn strings(&mut self, mut before: &str, strings: &[String]) {
        for string in strings {
            self.string(before, string);
            before = ",";
        }
        if !strings.is_empty() {
            self.text("]");
        }
    }

    fn maybe_string(&mut self, before: &str, string: Option<&String>) {
        if let Some(string) = string {
            self.string(before, string);
        }
    }

    fn string(&mut self, before: &str, string: &str) {
        self.text(before);
        // Counting goes faster than a search that may end at each byte.
        let escaped = string
            .bytes()
            .filter(|byte| matches!(byte, 0..b' ' | b'"' | b'\\'));
        if escaped.count() == 0 {
            self.buffer.push(b'"');
            self.text(string);
            self.buffer.push(b'"');
        } else {
            self.json(&string);
        }
    }

    fn text(&mut self, text: &str) {
        self.buffer.extend_from_slice(text.as_bytes());
    }

    fn hand_on_if_full(&mut self) {
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

/// Things in the order of their texts, those with the same text in the order of their places.
pub(super) fn sorted<T>(items: &[T], text: impl Fn(&T) -> &str) -> Vec<&T> {
    let order = in_order(items, text).into_iter();
    order.filter_map(|place| items.get(place)).collect()
}

/// The places of things in this order. The first bytes, which mostly decide, are kept side by
/// side.
pub(super) fn in_order<T>(items: &[T], text: impl Fn(&T) -> &str) -> Vec<usize> {
    let keys = items.iter().enumerate();
    let keys = keys.map(|(place, item)| (first_bytes(text(item)), place));
    let mut keys: Vec<(u64, usize)> = keys.collect();
    let text = |place: usize| items.get(place).map(&text);
    keys.sort_unstable_by(|a, b| {
        let texts = || text(a.1).cmp(&text(b.1));
        a.0.cmp(&b.0).then_with(texts).then_with(|| a.1.cmp(&b.1))
    });
    keys.into_iter().map(|(_, place)| place).collect()
}

/// Of equal ones the texts may still differ.
fn first_bytes(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(text.as_bytes()) {
        *to = *from;
    }
    u64::from_be_bytes(bytes)
}
