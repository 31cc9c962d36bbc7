//! Where each of many texts stands in its list. No choice of texts makes it slow, which
//! cannot be said of a hash map with a fixed key, and its order never shows.

/// Texts in buckets by their hash; within a bucket by hash, text and place.
#[derive(Debug)]
pub(super) struct Lookup<'a> {
    entries: Vec<Entry<'a>>,
    /// Where each bucket begins, and where the last one ends.
    starts: Vec<u32>,
    shift: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry<'a> {
    hash: u64,
    text: &'a str,
    place: u32,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(texts: impl Iterator<Item = &'a str>) -> Self {
        let entry = |(place, text)| Entry {
            hash: hash(text),
            text,
            place,
        };
        let mut entries: Vec<Entry> = (0..).zip(texts).map(entry).collect();
        entries.sort_unstable();
        let bits = entries.len().max(2).next_power_of_two().ilog2();
        let shift = u64::BITS - bits;
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        for (i, entry) in (0..).zip(&entries) {
            let bucket = bucket(entry.hash, shift);
            while starts.len() <= bucket {
                starts.push(i);
            }
        }
        let end = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        starts.resize((1 << bits) + 1, end);
        Self {
            entries,
            starts,
            shift,
        }
    }

    /// The first place of this text.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let hash = hash(text);
        let bucket = bucket(hash, self.shift);
        let (start, end) = (self.starts.get(bucket)?, self.starts.get(bucket + 1)?);
        let bucket = self.entries.get(*start as usize..*end as usize)?;
        let at = bucket.partition_point(|entry| (entry.hash, entry.text) < (hash, text));
        let entry = bucket.get(at)?;
        (entry.hash == hash && entry.text == text).then_some(entry.place as usize)
    }

    /// Whether a text stands in several places.
    pub(super) fn has_duplicates(&self) -> bool {
        let mut pairs = self.entries.iter().zip(self.entries.iter().skip(1));
        pairs.any(|(a, b)| (a.hash, a.text) == (b.hash, b.text))
    }
}

fn bucket(hash: u64, shift: u32) -> usize {
    usize::try_from(hash >> shift).unwrap_or(usize::MAX)
}

/// Texts of up to eight bytes, as most ids are, are told apart by it for certain.
fn hash(text: &str) -> u64 {
    let mut hash = text.len() as u64;
    for chunk in text.as_bytes().chunks(8) {
        let mut word = [0; 8];
        for (to, from) in word.iter_mut().zip(chunk) {
            *to = *from;
        }
        hash = mix(hash ^ u64::from_le_bytes(word));
    }
    hash
}

/// Each bit of the result depends on all bits of `word`, and no two words give the same.
fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ (word >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word ^ (word >> 32)
}
