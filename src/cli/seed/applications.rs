//! `applications-<round>.csv`: who asked for what, and what became of it.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use entity::kinds::{DeclineReason, Feature};

use super::faults::Faults;
use super::files::SeedFiles;
use super::people::People;
use super::rounds::RoundSeed;
use super::table::{Row, Table, one_of, whole_number, yes_or_no};
use crate::app::application::{TimeWanted, WishFor};
use crate::app::market::CreateMarket;
use crate::domain::sizes::Sizes;
use crate::domain::values::Label;

/// A line of the file, in the order in which they came in.
#[derive(Clone, Debug)]
pub struct ApplicationSeed {
    pub person: String,
    /// Counted from today.
    pub submitted_day: i64,
    pub submitted_at: NaiveTime,
    /// Nothing when something is missing that the form asks for: it is never handed in.
    pub request: Option<RequestSeed>,
    pub fate: Fate,
    pub answer: Answer,
}

#[derive(Clone, Debug)]
pub struct RequestSeed {
    pub category: Label,
    pub workers: u8,
    pub stalls: Sizes,
    pub needs: Vec<Feature>,
    pub charity: bool,
    pub also_open: bool,
    pub times: Vec<TimeWanted>,
}

/// What becomes of an application before the draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Accepted,
    Declined(DeclineReason),
    WithdrawnBeforeFreeze,
    WithdrawnAfterFreeze,
    /// Handed in after the deadline, and refused.
    Late,
    /// Not complete, and refused by the form.
    Incomplete,
    /// Received, and not looked at yet.
    Undecided,
}

/// What they do with an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Confirm,
    Decline,
    Silence,
}

/// What the lines of a file may refer to.
pub(super) struct Known<'a> {
    pub market: &'a CreateMarket,
    pub stalls: &'a BTreeSet<String>,
    pub people: &'a People,
}

pub(super) fn read(
    files: &SeedFiles,
    round: &RoundSeed,
    known: &Known<'_>,
    faults: &mut Faults,
) -> Vec<ApplicationSeed> {
    let file = format!("applications-{}.csv", round.code);
    let place = files.place(&file);
    let Some(bytes) = files.get(&file) else {
        faults.add(&place, None, "there is no such file");
        return Vec::new();
    };
    let table = Table::read(&place, bytes, &columns(round), faults);
    let mut applications = Vec::new();
    let mut applicants = BTreeSet::new();
    let mut rows = table.rows(faults);
    while let Some(mut row) = rows.next_row() {
        let person = row.cell("person").to_owned();
        if !known.people.contains_key(&person) {
            row.refuse("person", format!("there is no person {person:?}"));
        } else if !applicants.insert(person.clone()) {
            row.refuse("person", format!("{person} has applied already"));
        }
        applications.extend(read_row(&mut row, person, round, known));
    }
    applications
}

fn columns(round: &RoundSeed) -> Vec<String> {
    let start = [
        "person",
        "submitted_day",
        "submitted_time",
        "category",
        "workers",
        "needs",
        "charity",
        "also_open",
        "trading_times",
    ];
    let sizes = ["min_stalls", "max_stalls"].map(str::to_owned);
    let sizes = sizes.into_iter().filter(|_| round.allows_several());
    let wishes = round.times.iter().map(|(time, _)| format!("wishes_{time}"));
    let anywhere = round
        .times
        .iter()
        .map(|(time, _)| format!("anywhere_{time}"));
    start
        .map(str::to_owned)
        .into_iter()
        .chain(sizes)
        .chain(wishes)
        .chain(anywhere)
        .chain(["outcome", "answer"].map(str::to_owned))
        .collect()
}

fn read_row(
    row: &mut Row<'_>,
    person: String,
    round: &RoundSeed,
    known: &Known<'_>,
) -> Option<ApplicationSeed> {
    let submitted_day = row.read("submitted_day", whole_number::<i64>);
    let submitted_at = row.read("submitted_time", |cell| {
        NaiveTime::parse_from_str(cell, "%H:%M").map_err(|_| "not a time such as 17:40")
    });
    let fate = row.read("outcome", read_fate);
    let answer = row.read_optional("answer", read_answer);
    // What is missing there is missing on purpose.
    let request = if fate == Some(Fate::Incomplete) {
        None
    } else {
        Some(read_request(row, round, known)?)
    };
    Some(ApplicationSeed {
        person,
        submitted_day: submitted_day?,
        submitted_at: submitted_at?,
        request,
        fate: fate?,
        answer: answer.unwrap_or(Answer::Silence),
    })
}

fn read_fate(word: &str) -> Result<Fate, String> {
    if let Some(reason) = word.strip_prefix("decline:") {
        return one_of(reason, DeclineReason::parse).map(Fate::Declined);
    }
    match word {
        "accept" => Ok(Fate::Accepted),
        "withdraw_before_freeze" => Ok(Fate::WithdrawnBeforeFreeze),
        "withdraw_after_freeze" => Ok(Fate::WithdrawnAfterFreeze),
        "late" => Ok(Fate::Late),
        "incomplete" => Ok(Fate::Incomplete),
        "submitted" => Ok(Fate::Undecided),
        _ => Err("no such word".to_owned()),
    }
}

fn read_answer(word: &str) -> Result<Answer, String> {
    match word {
        "confirm" => Ok(Answer::Confirm),
        "decline" => Ok(Answer::Decline),
        "silence" => Ok(Answer::Silence),
        _ => Err("write confirm, decline or silence".to_owned()),
    }
}

/// One stall, in a round that gives nobody more.
fn read_sizes(row: &mut Row<'_>, round: &RoundSeed) -> Option<Sizes> {
    if !round.allows_several() {
        return Some(Sizes::default());
    }
    let min = row.read("min_stalls", whole_number::<u32>);
    let max = row.read("max_stalls", whole_number::<u32>);
    Some(Sizes {
        min: min?,
        max: max?,
    })
}

fn read_request(row: &mut Row<'_>, round: &RoundSeed, known: &Known<'_>) -> Option<RequestSeed> {
    let category = row.read("category", Label::parse);
    if let Some(code) = &category
        && !known
            .market
            .categories
            .iter()
            .any(|entry| entry.code == *code)
    {
        row.refuse("category", format!("there is no category {code}"));
    }
    let workers = row.read("workers", whole_number::<u8>);
    let stalls = read_sizes(row, round);
    let needs = row.read_list("needs", |word| one_of(word, Feature::parse));
    let charity = row.read("charity", yes_or_no);
    let also_open = row.read("also_open", yes_or_no);
    let times = read_times(row, round, known);
    Some(RequestSeed {
        category: category?,
        workers: workers?,
        stalls: stalls?,
        needs: needs?,
        charity: charity?,
        also_open: also_open?,
        times: times?,
    })
}

fn read_times(row: &mut Row<'_>, round: &RoundSeed, known: &Known<'_>) -> Option<Vec<TimeWanted>> {
    let codes = row.read_list("trading_times", |word| {
        let time = round.times.iter().find(|(code, _)| code.as_str() == word);
        time.map(|(code, _)| code.clone())
            .ok_or("not given out in this round")
    })?;
    if codes.is_empty() {
        row.refuse(
            "trading_times",
            "empty (an application is for at least one)",
        );
    }
    let times = codes.into_iter().map(|code| {
        let wishes = row.read_list(&format!("wishes_{code}"), |word| read_wish(word, known));
        let anywhere = row.read(&format!("anywhere_{code}"), yes_or_no);
        Some(TimeWanted {
            trading_time: code,
            wishes: wishes?,
            anywhere: anywhere?,
        })
    });
    // Every one is read, so that every fault is told.
    let times: Vec<Option<TimeWanted>> = times.collect();
    times.into_iter().collect()
}

fn read_wish(word: &str, known: &Known<'_>) -> Result<WishFor, String> {
    if let Some(code) = word.strip_prefix("zone:") {
        let zone = known
            .market
            .zones
            .iter()
            .find(|zone| zone.code.as_str() == code);
        return zone
            .map(|zone| WishFor::Zone(zone.code.clone()))
            .ok_or_else(|| format!("there is no zone {code:?}"));
    }
    if !known.stalls.contains(word) {
        return Err("there is no such stall".to_owned());
    }
    Label::parse(word)
        .map(WishFor::Stall)
        .map_err(|error| error.to_string())
}
