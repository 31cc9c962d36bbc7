//! What the checker found, in plain words.

use serde::Serialize;

use super::words::point_word;
use crate::verify::{Finding, Place, Undecided, Why, Wrong};

pub(super) fn say(finding: &Finding) -> String {
    let place = place_of(finding.pool.as_deref(), finding.code.as_deref());
    let point = point_word(finding.point);
    format!("{point}{place}: {}", wrong(&finding.wrong))
}

pub(super) fn say_undecided(undecided: &Undecided) -> String {
    let place = place_of(undecided.pool.as_deref(), undecided.code.as_deref());
    let why = match undecided.why {
        Why::Bounded => "the outcome says that the bound of work decided it",
        Why::Search => "the checker's own search reached its bound",
        Why::Follows => "it depends on something that was not decided",
    };
    format!(
        "Not decided: {}{place}: {why}.",
        point_word(undecided.point)
    )
}

fn place_of(pool: Option<&str>, code: Option<&str>) -> String {
    let parts: Vec<&str> = [pool, code].into_iter().flatten().collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    }
}

fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Problem(error) => error.to_string(),
        Wrong::Version { said, should } => said_should("version", said, should),
        Wrong::ProblemSha256 { said, should } => said_should("problem_sha256", said, should),
        Wrong::NoEntry => "has no entry".to_owned(),
        Wrong::UnknownEntry => "has an entry, but is not on the list".to_owned(),
        Wrong::SecondEntry => "has a second entry".to_owned(),
        Wrong::EntryOutOfOrder => "stands behind an entry that should follow".to_owned(),
        Wrong::UnknownStall { stall } => format!("there is no stall {stall}"),
        Wrong::StallTwice { stall } => format!("stall {stall} was given twice"),
        Wrong::Place { said, should } => {
            format!(
                "got {}, but should have {}",
                got(said.as_ref()),
                got(should.as_ref())
            )
        }
        Wrong::Preference { said, should } => said_should("wish", said, should),
        Wrong::Standings { said, should } => said_should("standings", said, should),
        Wrong::Reason { said, should } => said_should("reason", said, should),
        Wrong::Bounded => "is said to be decided by the bound, but is not".to_owned(),
        Wrong::Unfilled { said, should } => said_should("unfilled", said, should),
        Wrong::Shortage { said, should } => said_should("shortage", said, should),
        Wrong::ShortageOutOfOrder { said } => {
            format!("a shortage stands in the wrong place: {}", json(said))
        }
        Wrong::NoShortage => "a shortage is missing".to_owned(),
    }
}

fn got(place: Option<&Place>) -> String {
    place.map_or("nothing".to_owned(), |place| {
        format!("{} in {}", place.stalls.join(", "), place.pool)
    })
}

fn said_should(what: &str, said: &impl Serialize, should: &impl Serialize) -> String {
    format!("{what} is {}, but should be {}", json(said), json(should))
}

/// As it would stand in the outcome.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
