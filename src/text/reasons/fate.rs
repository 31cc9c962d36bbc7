//! What became of a wish, and what a stall lacks.

use entity::kinds::Feature;

use super::teller::Teller;
use crate::engine::{Fate, Lack, WishFate};
use crate::text::Arg;
use crate::text::message::WishName;

impl Teller<'_> {
    pub(super) fn fate(&self, fate: &WishFate) -> String {
        let of_zone = matches!(self.wish_name(fate.wish), Some(WishName::Zone { .. }));
        let (key, args) = match &fate.fate {
            Fate::Taken { pool, by } => ("reason-fate-taken", self.by(pool, *by)),
            Fate::Kept {
                pool,
                by,
                renews,
                needs,
            } => {
                let mut args = self.by(pool, *by);
                args.extend(self.why_kept(*renews, needs));
                let key = if of_zone {
                    "reason-fate-zone-kept"
                } else {
                    "reason-fate-kept"
                };
                (key, args)
            }
            Fate::ZoneTaken { pool, stalls, last } => {
                let mut args = self.by(pool, *last);
                args.push(("stalls", (*stalls).into()));
                ("reason-fate-zone-taken", args)
            }
            Fate::Unusable { lack } => {
                (unusable_key(lack), vec![("needs", self.needs(lack).into())])
            }
            Fate::OtherPool { .. } => ("reason-fate-other-pool", Vec::new()),
            Fate::Capped => ("reason-fate-capped", Vec::new()),
            Fate::NoBlock => ("reason-fate-no-block", vec![self.size()]),
            Fate::WorkBound => ("reason-fate-work-bound", Vec::new()),
            Fate::Unknown => ("reason-fate-unknown", Vec::new()),
        };
        let wish = self.wish(fate.wish);
        let args: Vec<Arg<'_>> = args.into_iter().chain([("wish", wish.into())]).collect();
        self.say(key, &args)
    }

    /// Why it was kept for that number. Step-free access is told of nobody: it says too much.
    fn why_kept(&self, renews: bool, needs: &[String]) -> [Arg<'static>; 2] {
        let told = needs
            .iter()
            .filter(|need| *need != Feature::StepFree.as_str());
        let needs: Vec<String> = told.map(|need| self.need(need)).collect();
        let why = match (renews, needs.is_empty()) {
            (true, _) => "renews",
            (false, false) => "needs",
            (false, true) => "rules",
        };
        let needs = super::listed(self.lang, &needs);
        [("why", why.into()), ("needs", needs.into())]
    }

    fn by(&self, pool: &str, position: u32) -> Vec<Arg<'static>> {
        vec![("number", self.number(pool, position).into())]
    }

    pub(super) fn size(&self) -> Arg<'static> {
        ("size", self.result.min.into())
    }
}

pub(super) enum Lacking {
    Needs,
    Category,
    Both,
    Together,
}

pub(super) const fn kind_of(lack: &Lack) -> Lacking {
    match (lack.needs.is_empty(), lack.category) {
        (false, false) => Lacking::Needs,
        (true, true) => Lacking::Category,
        (false, true) => Lacking::Both,
        (true, false) => Lacking::Together,
    }
}

const fn unusable_key(lack: &Lack) -> &'static str {
    match kind_of(lack) {
        Lacking::Needs => "reason-fate-unusable-needs",
        Lacking::Category => "reason-fate-unusable-category",
        Lacking::Both => "reason-fate-unusable-both",
        Lacking::Together => "reason-fate-unusable-together",
    }
}
