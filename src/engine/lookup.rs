//! Where each of many texts stands in its list. No choice of texts makes it slow, which
//! cannot be said of a hash map with a fixed key, and its order never shows.

/// Texts in buckets by their hash; within a bucket in order, the same ones by their place.
#[derive(Debug)]
pub(super) struct Lookup<'a> {
    texts: Vec<&'a str>,
    entries: Vec<Entry>,
    /// Where each bucket begins, and where the last one ends.
    starts: Vec<u32>,
    shift: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    head: Head,
    bucket: u32,
    place: u32,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(texts: impl Iterator<Item = &'a str>) -> Self {
        let texts: Vec<&str> = texts.collect();
        let bits = texts.len().max(2).next_power_of_two().ilog2();
        let shift = u64::BITS - bits;
        let entry = |(place, text): (u32, &&str)| Entry {
            head: Head::new(text),
            bucket: bucket(text, shift),
            place,
        };
        let mut entries: Vec<Entry> = (0..).zip(&texts).map(entry).collect();
        entries.sort_unstable_by(|a, b| {
            let heads = (a.bucket, a.head).cmp(&(b.bucket, b.head));
            let texts = || long_text(&texts, a).cmp(&long_text(&texts, b));
            heads.then_with(texts).then(a.place.cmp(&b.place))
        });
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        for (i, entry) in (0..).zip(&entries) {
            let bucket = entry.bucket as usize;
            starts.resize(starts.len().max(bucket + 1), i);
        }
        let end = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        starts.resize((1 << bits) + 1, end);
        Self {
            texts,
            entries,
            starts,
            shift,
        }
    }

    /// The first place of this text.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let bucket = bucket(text, self.shift) as usize;
        let (start, end) = (self.starts.get(bucket)?, self.starts.get(bucket + 1)?);
        let bucket = self.entries.get(*start as usize..*end as usize)?;
        let head = Head::new(text);
        let long = (!head.is_whole()).then_some(text);
        let at = bucket
            .partition_point(|entry| (entry.head, long_text(&self.texts, entry)) < (head, long));
        let entry = bucket.get(at)?;
        let found = entry.head == head && long_text(&self.texts, entry) == long;
        found.then_some(entry.place as usize)
    }

    /// Whether a text stands in several places.
    pub(super) fn has_duplicates(&self) -> bool {
        let mut pairs = self.entries.iter().zip(self.entries.iter().skip(1));
        let text = |entry| long_text(&self.texts, entry);
        pairs.any(|(a, b)| a.head == b.head && text(a) == text(b))
    }
}

/// The text of an entry, where its head is not all of it.
fn long_text<'a>(texts: &[&'a str], entry: &Entry) -> Option<&'a str> {
    if entry.head.is_whole() {
        None
    } else {
        texts.get(entry.place as usize).copied()
    }
}

/// How a text begins. Texts of up to fifteen bytes, as nearly all ids are, are told apart by it,
/// without a look at where they lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Head {
    first: u64,
    /// Seven more bytes, and the length.
    rest: u64,
}

const WHOLE: usize = 15;

impl Head {
    pub(super) fn new(text: &str) -> Self {
        let (first, rest) = text.as_bytes().split_at(text.len().min(8));
        let rest = rest.get(..WHOLE - 8).unwrap_or(rest);
        let length = text.len().min(WHOLE + 1) as u64;
        Self {
            first: word(first),
            rest: word(rest) << 8 | length,
        }
    }

    /// Whether no other text has the same head.
    pub(super) fn is_whole(self) -> bool {
        self.rest & 0xFF <= WHOLE as u64
    }
}

fn bucket(text: &str, shift: u32) -> u32 {
    u32::try_from(hash(text) >> shift).unwrap_or(u32::MAX)
}

/// Texts of up to eight bytes are told apart by it for certain.
fn hash(text: &str) -> u64 {
    let chunks = text.as_bytes().chunks(8);
    chunks.fold(text.len() as u64, |hash, chunk| mix(hash ^ word(chunk)))
}

/// Up to eight bytes as a number.
fn word(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(whole) => u64::from_le_bytes(*whole),
        None => bytes.iter().rev().fold(0, |w, b| w << 8 | u64::from(*b)),
    }
}

/// Each bit of the result depends on all bits of `word`, and no two words give the same.
fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ (word >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word ^ (word >> 32)
}
