//! What can be typed after `preview`.

use std::path::PathBuf;

use clap::Args;

use crate::engine::{Placement, Unfilled};
use crate::preview::{FEWEST_DRAWS, Lottery, PoolOrder, Variant};

#[derive(Clone, Debug, Args)]
pub struct PreviewArguments {
    /// The problem file, or - for standard input; its own seed is not used
    #[arg(value_name = "PROBLEM.json")]
    pub problem: PathBuf,

    /// How many draws under each set of rules
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(i64::from(FEWEST_DRAWS)..))]
    pub draws: u32,

    /// The seeds come from this number: the same number gives the same draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub number: u64,

    /// fill, choice or both
    #[arg(long, value_name = "WORD", value_parser = parse_placement)]
    pub placement: Option<Words<Placement>>,

    /// When pools for groups are drawn: reserved-first, reserved-last or both
    #[arg(long, value_name = "WORD", value_parser = parse_order)]
    pub order: Option<Words<PoolOrder>>,

    /// Lottery numbers of the pools: independent, shared or both
    #[arg(long, value_name = "WORD", value_parser = parse_lottery)]
    pub lottery: Option<Words<Lottery>>,

    /// So many stalls in the first pool for groups; several sizes as 0,8,12
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    pub reserve: Vec<u32>,

    /// What becomes of what such pools leave: hold, release or both
    #[arg(long, value_name = "WORD", value_parser = parse_unfilled)]
    pub unfilled: Option<Words<Unfilled>>,

    /// Quotas: with, without or both
    #[arg(long, value_name = "WORD", value_parser = parse_with)]
    pub quotas: Option<Words<bool>>,

    /// Caps: with, without or both
    #[arg(long, value_name = "WORD", value_parser = parse_with)]
    pub caps: Option<Words<bool>>,

    /// Print the report as JSON, and nothing else
    #[arg(long)]
    pub json: bool,
}

/// One of two words, or `both`.
#[derive(Clone, Debug)]
pub struct Words<T>(Vec<T>);

fn either<T: Copy>(word: &str, known: [(&str, T); 2]) -> Result<Words<T>, String> {
    let [one, other] = known;
    match word {
        "both" => Ok(Words(vec![one.1, other.1])),
        word if word == one.0 => Ok(Words(vec![one.1])),
        word if word == other.0 => Ok(Words(vec![other.1])),
        _ => Err(format!("there are {}, {} and both", one.0, other.0)),
    }
}

fn parse_placement(word: &str) -> Result<Words<Placement>, String> {
    either(
        word,
        [("fill", Placement::Fill), ("choice", Placement::Choice)],
    )
}

fn parse_order(word: &str) -> Result<Words<PoolOrder>, String> {
    let first = ("reserved-first", PoolOrder::ReservedFirst);
    either(word, [first, ("reserved-last", PoolOrder::ReservedLast)])
}

fn parse_lottery(word: &str) -> Result<Words<Lottery>, String> {
    let independent = ("independent", Lottery::Independent);
    either(word, [independent, ("shared", Lottery::Shared)])
}

fn parse_unfilled(word: &str) -> Result<Words<Unfilled>, String> {
    let release = ("release", Unfilled::Release);
    either(word, [("hold", Unfilled::Hold), release])
}

fn parse_with(word: &str) -> Result<Words<bool>, String> {
    either(word, [("with", true), ("without", false)])
}

impl PreviewArguments {
    /// Everything that was named with everything else; what was not named stays as the file says.
    pub fn variants(&self) -> Vec<Variant> {
        let all = vec![Variant::default()];
        let all = each(all, words(self.placement.as_ref()), |v, placement| {
            v.placement = Some(placement);
        });
        let all = each(all, words(self.order.as_ref()), |v, order| {
            v.order = Some(order);
        });
        let all = each(all, words(self.lottery.as_ref()), |v, lottery| {
            v.lottery = Some(lottery);
        });
        let all = each(all, &self.reserve, |v, size| v.reserve = Some(size));
        let all = each(all, words(self.unfilled.as_ref()), |v, unfilled| {
            v.unfilled = Some(unfilled);
        });
        let all = each(all, words(self.quotas.as_ref()), |v, with| {
            v.without_quotas = !with;
        });
        each(all, words(self.caps.as_ref()), |v, with| {
            v.without_caps = !with;
        })
    }
}

fn words<T>(words: Option<&Words<T>>) -> &[T] {
    words.map_or(&[], |words| words.0.as_slice())
}

/// Every variant with each of these values.
fn each<T: Copy>(all: Vec<Variant>, values: &[T], set: impl Fn(&mut Variant, T)) -> Vec<Variant> {
    if values.is_empty() {
        return all;
    }
    let with = |variant: Variant| {
        let set = &set;
        values.iter().map(move |value| {
            let mut changed = variant.clone();
            set(&mut changed, *value);
            changed
        })
    };
    all.into_iter().flat_map(with).collect()
}
