//! Why an entry is what it is, as values. `text` makes sentences of them, late and in
//! both languages. They name people by their number in a pool, never by code.

use serde::{Deserialize, Serialize};

/// What decided an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Reason {
    /// They got a stall. Which wish it was stands in the entry's `preference`.
    Assigned {
        /// They keep what they hold.
        #[serde(default, skip_serializing_if = "is_false")]
        held: bool,
        /// They held something, and got something else.
        #[serde(default, skip_serializing_if = "is_false")]
        moved: bool,
        /// What became of the wishes ahead of it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        earlier: Vec<WishFate>,
        /// How many of their stalls are extras.
        #[serde(default, skip_serializing_if = "is_zero")]
        extras: u32,
    },
    /// When their turn came, no stall that they can use could be spared.
    Outranked {
        pool: String,
        position: u32,
        /// The last number ahead of theirs, other than renewing holders', that got a
        /// stall that they can use. With a number up to this they might have got one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cut_off: Option<u32>,
        /// How many stalls of the pool they can use.
        usable: u32,
        /// How many of those went to holders who renewed.
        #[serde(default, skip_serializing_if = "is_zero")]
        renewed: u32,
        /// How many of those went to numbers ahead of theirs, renewing holders' left out.
        #[serde(default, skip_serializing_if = "is_zero")]
        ahead: u32,
    },
    /// There was a stall that they can use, but none that they accept. More wishes,
    /// or `anywhere`, would have changed it.
    NothingLeft {
        pool: String,
        position: u32,
        /// How many stalls of the pool they can use.
        usable: u32,
        /// What became of the wishes that they accept.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        wishes: Vec<WishFate>,
    },
    /// No pool that they listed admits them.
    NotAdmitted {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pools: Vec<Refusal>,
    },
    /// They stood in pools, and none has a stall that they can use.
    NothingUsable {
        /// How many stalls those pools have.
        stalls: u32,
        lack: Lack,
    },
    /// Their category already has as many stalls as it may.
    Cap {
        pool: String,
        position: u32,
        category: String,
        max: u32,
    },
    /// The pool has no `size` adjacent stalls that they can use.
    NoBlock {
        pool: String,
        position: u32,
        size: u32,
    },
    /// The stated bound of work was reached before their claim could be proved.
    WorkBound { pool: String, position: u32 },
}

/// A pool that did not admit someone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    pub pool: String,
    pub why: Bar,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// They are in none of the pool's groups.
    Group,
    /// The pool is for other categories.
    Category,
}

/// What keeps a stall, or all of them, from being of use to someone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lack {
    /// The needs that are not met. When this is empty and the category is taken,
    /// no single stall has everything together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// The category is not taken.
    #[serde(default, skip_serializing_if = "is_false")]
    pub category: bool,
}

/// What became of a wish, by its number from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WishFate {
    pub wish: u32,
    pub fate: Fate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fate {
    /// The stall went to this number.
    Taken { pool: String, by: u32 },
    /// It was free at their turn, and kept so that a promise to this number holds.
    Kept {
        pool: String,
        by: u32,
        /// That number holds something and has a promise to keep it or do better.
        #[serde(default, skip_serializing_if = "is_false")]
        renews: bool,
        /// What that number needs and some stall of the pool lacks, in order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        needs: Vec<String>,
    },
    /// All `stalls` usable ones of the zone are taken; the last to get one was `last`.
    ZoneTaken {
        pool: String,
        stalls: u32,
        last: u32,
    },
    /// The stall, or every stall of the zone, lacks something that they need.
    Unusable { lack: Lack },
    /// It was given out in this pool, where they did not stand.
    OtherPool { pool: String },
    /// The cap of their category stopped it.
    Capped,
    /// It was free, but not with as many accepted stalls beside it as they need.
    NoBlock,
    /// The stated bound of work was reached before it was known whether it can be spared.
    WorkBound,
    /// No such stall or zone is on the list.
    Unknown,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn is_zero(value: &u32) -> bool {
    *value == 0
}
