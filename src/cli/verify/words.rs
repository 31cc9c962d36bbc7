//! What was asked of a file, and what the answer means, in plain words.

use super::findings;
use crate::verify::{
    Answer, Became, Checked, Done, Found, Missing, Point, PublicCorrection, Question, SeedWeakness,
    Step,
};

/// One step, to be shown.
pub(super) struct Said {
    pub(super) mark: Mark,
    pub(super) sentence: String,
    /// What belongs to it: faults, or what one should know.
    pub(super) more: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Right,
    Wrong,
    Weak,
    NotChecked,
}

impl Mark {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Weak => "weak",
            Self::NotChecked => "not checked",
        }
    }
}

pub(super) fn say(step: &Step) -> Said {
    match &step.answer {
        Answer::Right => Said {
            mark: Mark::Right,
            sentence: right(&step.question),
            more: more(&step.question),
        },
        Answer::Wrong(faults) => Said {
            mark: Mark::Wrong,
            sentence: wrong(&step.question).to_owned(),
            more: match &step.question {
                Question::Check { checked } => checked.wrong.iter().map(findings::say).collect(),
                _ => faults.iter().map(ToString::to_string).collect(),
            },
        },
        Answer::Weak(weaknesses) => Said {
            mark: Mark::Weak,
            sentence: "This has to be known about the chance in the seed.".to_owned(),
            more: weaknesses.iter().map(weakness).collect(),
        },
        Answer::Unchecked(missing) => Said {
            mark: Mark::NotChecked,
            sentence: unchecked(&step.question, *missing),
            more: more(&step.question),
        },
    }
}

/// One word for programs.
pub(super) const fn name(question: &Question) -> &'static str {
    match question {
        Question::Whole { .. } => "whole",
        Question::Commitment { .. } => "commitment",
        Question::Seed { .. } => "seed",
        Question::Chance { .. } => "chance",
        Question::Numbers { .. } => "numbers",
        Question::Codes { .. } => "codes",
        Question::Corrections { .. } => "corrections",
        Question::Leaves { .. } => "leaves",
        Question::Rules => "rules",
        Question::Again => "again",
        Question::Check { .. } => "check",
        Question::Same => "same",
        Question::Path { .. } => "path",
        Question::Published { .. } => "published",
        Question::Own { .. } => "own",
        Question::Cancelled { .. } => "cancelled",
    }
}

fn right(question: &Question) -> String {
    match question {
        Question::Whole { .. } => "The file is whole: its own digest fits.".to_owned(),
        Question::Commitment { .. } => {
            "The commitment fits: rules, stalls, pools, caps and the list of applications were \
             fixed by it."
                .to_owned()
        }
        Question::Seed { .. } => {
            "The seed follows from the commitment and what the sources said.".to_owned()
        }
        Question::Chance { .. } => {
            "Something outside the market's control spoke last, and there is chance enough."
                .to_owned()
        }
        Question::Numbers { numbers, .. } => {
            format!("The {numbers} lottery and waiting numbers of all pools stand as they must.")
        }
        Question::Codes { codes } => {
            format!("What became of the {codes} codes adds up with what became of the numbers.")
        }
        Question::Corrections { corrections } => format!(
            "Corrections after freezing, with the same seed: {}.",
            corrections.len()
        ),
        Question::Leaves { leaves } => {
            format!("The {leaves} applications are exactly those that were committed to.")
        }
        Question::Rules => {
            "Stalls, pools, caps and placement are exactly those that were committed to.".to_owned()
        }
        Question::Again => "The draw, run again, gives the same outcome, byte for byte.".to_owned(),
        Question::Check { .. } => {
            "A checker that shares nothing with the engine agrees, in all that it compared."
                .to_owned()
        }
        Question::Same => "It is exactly what the auditor's bundle gives.".to_owned(),
        Question::Path { index, tree_size } => format!(
            "The application is on the list of {tree_size}, at place {}: its path leads to the \
             root.",
            index.saturating_add(1)
        ),
        Question::Published { .. } => {
            "That list is the one that was committed to before chance spoke.".to_owned()
        }
        Question::Own { code, became, .. } => match became {
            Some(part) => format!("{code} was {}, and its own numbers say so.", part.words()),
            None => format!("{code} has its numbers."),
        },
        Question::Cancelled { reason } => format!("The round was cancelled: {reason}"),
    }
}

const fn wrong(question: &Question) -> &'static str {
    match question {
        Question::Whole { .. } => "The file was changed, or damaged.",
        Question::Commitment { .. } => {
            "The commitment does not fit what is said to be committed to."
        }
        Question::Seed { .. } => "The seed does not follow from the commitment and the values.",
        Question::Chance { .. } => "The chance in the seed is not what it should be.",
        Question::Numbers { .. } => "The numbers of the pools do not stand as they must.",
        Question::Codes { .. } => "What became of the codes does not add up.",
        Question::Corrections { .. } => "The corrections do not go together with the list.",
        Question::Leaves { .. } => "The applications are not those that were committed to.",
        Question::Rules => "The rules are not those that were committed to.",
        Question::Again => "The draw, run again, gives something else.",
        Question::Check { .. } => "The outcome does not follow from the rules.",
        Question::Same => "It is not what the auditor's bundle gives.",
        Question::Path { .. } => "The application does not lead to the root of the list.",
        Question::Published { .. } => "The receipt does not belong to what was published.",
        Question::Own { .. } => "What is published does not fit the owner of the receipt.",
        Question::Cancelled { .. } => "The round was cancelled.",
    }
}

fn unchecked(question: &Question, missing: Missing) -> String {
    let what = match question {
        Question::Seed { .. } => "The seed",
        Question::Leaves { .. } => "The applications one by one",
        Question::Numbers { .. } | Question::Again => "The result",
        Question::Same => "Whether each person stands where the rules put them",
        Question::Published { .. } => "Whether this list is the one that was published",
        Question::Own { .. } => "What became of the owner's numbers",
        Question::Check { .. } => "Some of the rules",
        _ => "This",
    };
    let why = match missing {
        Missing::Seed => "nothing stands here of what chance said",
        Missing::Outcome => "there was no draw",
        Missing::Published => "add the commitment or the public bundle of the draw",
        Missing::PublicBundle => "add the public bundle of the draw",
        Missing::AuditorBundle => "only the auditor's bundle shows that",
        Missing::Problem => "the list is not in order",
        Missing::Undecided => "the search was bounded there; all else is right",
    };
    format!("{what}: {why}.")
}

fn more(question: &Question) -> Vec<String> {
    match question {
        Question::Whole { sha256 } => vec![format!(
            "Digest of the file: {sha256}. Compare it with the one that was published."
        )],
        Question::Commitment { commitment } | Question::Published { commitment } => vec![format!(
            "Commitment: {commitment}. Compare it with the one that was published and mailed at \
             freezing."
        )],
        Question::Seed { seed: Some(seed) } => vec![format!(
            "Seed: {seed}. Compare the values in the file with what their sources say."
        )],
        Question::Numbers { ranked, .. } => ranked.iter().map(|pool| ranked_pool(pool)).collect(),
        Question::Corrections { corrections } => corrections.iter().map(correction).collect(),
        Question::Check { checked } => counts(checked),
        Question::Own { found, .. } => found.iter().map(own_number).collect(),
        _ => Vec::new(),
    }
}

fn ranked_pool(pool: &str) -> String {
    format!(
        "{pool}: tier or rank comes before the lottery. Those are not public, so that its order \
         is not checked here."
    )
}

fn correction(correction: &PublicCorrection) -> String {
    let done = match correction.done {
        Done::Mended => "mended",
        Done::TakenOut => "taken out",
    };
    format!("{done}: {} (leaf {})", correction.reason, correction.leaf)
}

fn own_number(found: &Found) -> String {
    let became = match (found.became, found.waiting) {
        (Became::Placed, _) => "placed".to_owned(),
        (Became::PlacedLater, _) => "placed in a later pool".to_owned(),
        (Became::Waiting, Some(number)) => format!("waiting, number {number}"),
        (Became::Waiting, None) => "waiting".to_owned(),
        (Became::NotPlaced, _) => "not placed".to_owned(),
    };
    format!(
        "{}: number {} of {}, {became} (lottery {})",
        found.pool, found.position, found.of, found.lottery
    )
}

fn weakness(weakness: &SeedWeakness) -> String {
    match weakness {
        SeedWeakness::WithinControl => {
            "Nothing in the seed is outside the market's control: whoever held the draw could have \
             chosen it."
                .to_owned()
        }
        SeedWeakness::ControlledLast => {
            "What is outside the market's control does not come last: who spoke after it could \
             have chosen."
                .to_owned()
        }
        SeedWeakness::FewBits { bits } => format!(
            "The values hold {bits} bits of chance at most, few enough to try them all; 128 are \
             enough."
        ),
    }
}

fn counts(checked: &Checked) -> Vec<String> {
    let counted = checked.counts.iter();
    let counted: Vec<String> = counted
        .map(|(point, count)| format!("{} {count}", point_word(*point)))
        .collect();
    let mut lines = Vec::new();
    if !counted.is_empty() {
        lines.push(format!("Compared: {}.", counted.join(", ")));
    }
    lines.extend(checked.undecided.iter().map(findings::say_undecided));
    lines
}

pub(super) const fn point_word(point: Point) -> &'static str {
    match point {
        Point::Files => "files",
        Point::List => "entries",
        Point::Order => "positions",
        Point::Promises => "promises",
        Point::Choosing => "choices",
        Point::Blocks => "blocks",
        Point::Left => "what was left",
        Point::Extras => "extras",
        Point::Caps => "caps",
        Point::Preferences => "wishes",
        Point::Waiting => "waiting numbers",
        Point::Reasons => "reasons",
        Point::Unfilled => "unfilled stalls",
        Point::Shortages => "shortages",
    }
}
